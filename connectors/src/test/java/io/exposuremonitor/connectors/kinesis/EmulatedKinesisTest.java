package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Position.Horizon;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.ShardCursor.Entry;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.emulators.KinesisLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract and enhanced fan-out through the SDK, against kinesis-local. */
class EmulatedKinesisTest extends KinesisContract {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static @Nullable KinesisLocal kinesis;
  private static @Nullable EmulatedStreams emulated;

  private final TestClock clock = new TestClock();

  @BeforeAll
  static void startEmulator() {
    KinesisLocal.missing()
        .ifPresent(
            reason -> {
              System.err.println("SKIPPED, Kinesis is not tested through the SDK: " + reason);
              assumeTrue(false, reason);
            });
    kinesis = KinesisLocal.start();
    emulated = new EmulatedStreams(AwsAccess.emulator(kinesis.endpoint(), "eu-west-1"));
  }

  @AfterAll
  static void stopEmulator() {
    if (emulated != null) {
      emulated.close();
    }
    if (kinesis != null) {
      kinesis.close();
    }
  }

  @Override
  KinesisStreams streams() {
    return emulated;
  }

  @Override
  void tick() {
    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
  }

  @Test
  void resumesFanOutFromAPosition() throws StreamException {
    streams.create(name, 1);
    streams.put(name, "a");
    streams.put(name, Aggregates.of("b", "c"));
    try (var fanOut = fanOut()) {
      List<Entry<KinesisPayload>> all;
      try (var cursor = fanOut.open(first(), Horizon.INSTANCE, 0)) {
        all = await(cursor, 3);
        streams.put(name, "d");
        all.addAll(await(cursor, 1));
      }
      assertThat(texts(all)).containsExactly("a", "b", "c", "d");
      Position withinAggregate = all.get(1).after();
      try (var cursor = fanOut.open(first(), withinAggregate, 0)) {
        assertThat(texts(await(cursor, 2))).containsExactly("c", "d");
      }
    }
  }

  @Test
  void waitsForASubscriptionInUse() throws StreamException {
    streams.create(name, 1);
    streams.put(name, "a");
    try (var fanOut = fanOut()) {
      var active = fanOut.open(first(), Horizon.INSTANCE, 0);
      var waiting = fanOut.open(first(), Horizon.INSTANCE, 0);
      await(active, 1);

      StreamException refused = awaitFailure(waiting);
      assertThat(refused.kind()).isEqualTo(StreamException.Kind.RETRYABLE);
      assertThat(refused).hasMessageContaining("ResourceInUseException");

      active.close();
      assertThat(texts(await(waiting, 1))).containsExactly("a");
      waiting.close();
    }
  }

  private KinesisService fanOut() {
    String consumer = emulated.register(arn, "monitor");
    var settings =
        KinesisSettings.polling(List.of(arn), AwsAccess.emulator(kinesis.endpoint(), "eu-west-1"))
            .withConsumers(List.of(consumer));
    return new KinesisService(
        settings, new SdkKinesisCalls(settings, () -> {}), events, clock, new Random(1));
  }

  /** Retries while the emulator has not yet noticed that an earlier subscription was cancelled. */
  private List<Entry<KinesisPayload>> await(ShardCursor<KinesisPayload> cursor, int count) {
    List<Entry<KinesisPayload>> entries = new ArrayList<>();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      try {
        entries.addAll(cursor.read().entries());
      } catch (StreamException e) {
        assertThat(e).hasMessageContaining("ResourceInUseException");
      }
      if (entries.size() >= count) {
        return entries;
      }
      pause();
    }
    return fail("only %s entries arrived", entries.size());
  }

  private StreamException awaitFailure(ShardCursor<KinesisPayload> cursor) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      try {
        cursor.read();
      } catch (StreamException e) {
        return e;
      }
      pause();
    }
    return fail("nothing failed");
  }

  /** Advances the cursor's clock five times as fast, to shorten its pauses. */
  private void pause() {
    clock.advance(Duration.ofMillis(250));
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
  }
}
