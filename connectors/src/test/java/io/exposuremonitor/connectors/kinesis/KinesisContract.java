package io.exposuremonitor.connectors.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Position.AtInstant;
import io.exposuremonitor.connectors.shard.Position.Horizon;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.ShardCursor.Batch;
import io.exposuremonitor.connectors.stream.ShardCursor.Entry;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamService.StreamInfo;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The contract of both the fake and the emulator, so that tests with the fake are meaningful. */
abstract class KinesisContract {
  private static final int READS = 50;

  /** An event that is read at once has waited for less. */
  private static final long TIP_MILLIS = 10_000;

  final RecordedEvents events = new RecordedEvents();
  KinesisStreams streams;
  KinesisService service;
  String name;
  String arn;

  abstract KinesisStreams streams();

  @BeforeEach
  void start(TestInfo test) {
    streams = streams();
    name = test.getTestMethod().orElseThrow().getName();
    arn = streams.arn(name);
    service = streams.service(List.of(arn), events);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void listsStreamsWithTheirRetention() throws StreamException {
    streams.create(name, 1);

    assertThat(service.streams().found())
        .containsExactly(new StreamInfo(arn, true, Duration.ofDays(1)));
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void reportsMissingStreamOnceAndListsItOnceCreated() throws StreamException {
    assertThat(service.streams().found()).isEmpty();
    assertThat(service.streams().found()).isEmpty();
    assertThat(events.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).isEqualTo(CoverageGap.Cause.STREAM_ENDED))
        .satisfies(gap -> assertThat(gap.source()).isEqualTo(arn));

    streams.create(name, 1);

    assertThat(service.streams().found()).hasSize(1);
  }

  @Test
  void listsOpenShardsThatCoverAllHashKeys() throws StreamException {
    streams.create(name, 3);

    List<Shard> shards = shards();

    assertThat(shards).hasSize(3).noneMatch(Shard::closed).allMatch(s -> s.parents().isEmpty());
    assertThat(size(shards)).isEqualTo(size(HashRange.WHOLE));
  }

  @Test
  void readsAShardInOrderUpToItsTip() throws StreamException {
    streams.create(name, 1);
    streams.put(name, "a");
    streams.put(name, Aggregates.of("b", "c"));
    streams.put(name, "d");

    assertThat(texts(read(first(), Horizon.INSTANCE))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void readsEmptyShardAsUpToDate() throws StreamException {
    streams.create(name, 1);

    try (var cursor = service.open(first(), Horizon.INSTANCE, 0)) {
      Batch<KinesisPayload> batch = cursor.read();
      assertThat(batch.entries()).isEmpty();
      assertThat(batch.ended()).isFalse();
      assertThat(batch.behindMillis()).isBetween(0L, TIP_MILLIS);
    }
  }

  @Test
  void resumesAfterEveryEntry() throws StreamException {
    streams.create(name, 1);
    streams.put(name, "a");
    streams.put(name, Aggregates.of("b", "c", "d"));
    streams.put(name, Aggregates.of("e"));
    streams.put(name, "f");
    List<Entry<KinesisPayload>> all = read(first(), Horizon.INSTANCE);

    for (int i = 0; i < all.size(); i++) {
      List<Entry<KinesisPayload>> rest = read(first(), all.get(i).after());

      assertThat(texts(rest)).isEqualTo(texts(all).subList(i + 1, all.size()));
    }
  }

  @Test
  void startsAtAnInstant() throws StreamException {
    streams.create(name, 1);
    streams.put(name, "a");
    tick();
    streams.put(name, "b");
    long arrival = read(first(), Horizon.INSTANCE).get(1).arrival();

    assertThat(texts(read(first(), new AtInstant(arrival)))).containsExactly("b");
  }

  @Test
  void endsSplitShardAndReturnsItsChildren() throws StreamException {
    streams.create(name, 1);
    streams.put(name, "a");
    ShardKey parent = first();
    streams.split(name, parent.shard());
    streams.put(name, "b");
    streams.put(name, "c");

    try (var cursor = service.open(parent, Horizon.INSTANCE, 0)) {
      Batch<KinesisPayload> end = readToEnd(cursor::read);
      assertThat(end.children())
          .hasSize(2)
          .allMatch(child -> child.parents().equals(List.of(parent.shard())));
      assertThat(size(end.children())).isEqualTo(size(HashRange.WHOLE));
      assertThat(service.children(parent))
          .extracting(Shard::id)
          .containsExactlyInAnyOrderElementsOf(end.children().stream().map(Shard::id).toList());
      assertThat(cursor.read()).isEqualTo(new Batch<>(List.of(), 0, true, end.children()));
    }
    assertThat(shards())
        .filteredOn(Shard::closed)
        .extracting(Shard::id)
        .containsExactly(parent.shard());
    List<String> inChildren = new ArrayList<>();
    for (Shard child : service.children(parent)) {
      inChildren.addAll(texts(read(new ShardKey(arn, child.id()), Horizon.INSTANCE)));
    }
    assertThat(inChildren).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void listsMergedShardWithTwoParents() throws StreamException {
    streams.create(name, 2);
    List<String> parents = shards().stream().map(Shard::id).toList();
    streams.merge(name, parents.get(0), parents.get(1));

    for (String parent : parents) {
      assertThat(service.children(new ShardKey(arn, parent)))
          .singleElement()
          .satisfies(child -> assertThat(child.parents()).hasSameElementsAs(parents))
          .satisfies(child -> assertThat(child.hashRange()).isEqualTo(HashRange.WHOLE));
      try (var cursor = service.open(new ShardKey(arn, parent), Horizon.INSTANCE, 0)) {
        assertThat(readToEnd(cursor::read).children())
            .singleElement()
            .satisfies(child -> assertThat(child.parents()).hasSameElementsAs(parents));
      }
    }
  }

  @Test
  void reportsUnknownShardAsGone() throws StreamException {
    streams.create(name, 1);

    try (var cursor =
        service.open(new ShardKey(arn, "shardId-000000000099"), Horizon.INSTANCE, 0)) {
      assertThatExceptionOfType(StreamException.class)
          .isThrownBy(cursor::read)
          .withMessageContaining("ResourceNotFoundException")
          .withMessageContaining("is no longer kept")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(StreamException.Kind.GONE));
    }
  }

  /** Lets time pass, so that arrivals differ. */
  abstract void tick();

  /** A read that may fail. */
  interface Read {
    Batch<KinesisPayload> next() throws StreamException;
  }

  final ShardKey first() throws StreamException {
    return new ShardKey(arn, shards().get(0).id());
  }

  final List<Entry<KinesisPayload>> read(ShardKey shard, Position from) throws StreamException {
    List<Entry<KinesisPayload>> entries = new ArrayList<>();
    try (var cursor = service.open(shard, from, 0)) {
      for (int i = 0; i < READS; i++) {
        Batch<KinesisPayload> batch = cursor.read();
        entries.addAll(batch.entries());
        if (batch.ended()
            || (batch.entries().isEmpty()
                && batch.behindMillis() >= 0
                && batch.behindMillis() < TIP_MILLIS)) {
          return entries;
        }
      }
    }
    throw new AssertionError("the tip is not reached after " + entries.size() + " entries");
  }

  static List<String> texts(List<Entry<KinesisPayload>> entries) {
    return entries.stream().map(entry -> new String(entry.record().data(), UTF_8)).toList();
  }

  private static Batch<KinesisPayload> readToEnd(Read read) throws StreamException {
    for (int i = 0; i < READS; i++) {
      Batch<KinesisPayload> batch = read.next();
      if (batch.ended()) {
        return batch;
      }
    }
    throw new AssertionError("the shard does not end");
  }

  private List<Shard> shards() throws StreamException {
    List<Shard> shards = new ArrayList<>();
    String page = null;
    do {
      var answer = service.shards(arn, page);
      shards.addAll(answer.shards());
      page = answer.next();
    } while (page != null);
    return shards;
  }

  private static BigInteger size(List<Shard> shards) {
    return shards.stream()
        .map(shard -> size(shard.hashRange()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger size(HashRange range) {
    return range.to().subtract(range.from()).add(BigInteger.ONE);
  }
}
