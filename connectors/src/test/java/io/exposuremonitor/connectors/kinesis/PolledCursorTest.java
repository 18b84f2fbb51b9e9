package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Position.AfterSequence;
import io.exposuremonitor.connectors.shard.Position.AtInstant;
import io.exposuremonitor.connectors.shard.Position.Horizon;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class PolledCursorTest {
  private static final String NAME = "trail";

  private final TestClock clock = new TestClock();
  private final FakeKinesis kinesis = new FakeKinesis(clock);
  private final RecordedEvents events = new RecordedEvents();
  private final String arn = kinesis.arn(NAME);
  private final ShardKey shard = new ShardKey(arn, "shardId-000000000000");
  private final KinesisService service = kinesis.service(List.of(arn), events);

  @BeforeEach
  void createStream() {
    kinesis.create(NAME, 1);
    clock.advance(Duration.ofDays(3));
  }

  @Test
  void renewsExpiredIteratorAtTheReadPosition() throws StreamException {
    kinesis.put(NAME, "a");
    var cursor = open(Horizon.INSTANCE, 0);
    assertThat(texts(cursor)).containsExactly("a");
    kinesis.put(NAME, "b");
    clock.advance(Duration.ofMinutes(6));

    assertThat(texts(cursor)).containsExactly("b");
    assertThat(events.counted(Count.EXPIRED_ITERATORS)).isEqualTo(1);
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void renewsIteratorOfIdleShardAtTheVerifiedTime() throws StreamException {
    var cursor = open(new AtInstant(clock.ago(Duration.ofHours(5))), 0);
    cursor.read();
    clock.advance(Duration.ofMinutes(6));
    cursor.read();

    assertThat(kinesis.starts).hasSize(2);
    assertThat(kinesis.starts.get(1).timestamp().toEpochMilli())
        .isBetween(clock.ago(Duration.ofMinutes(8)), clock.ago(Duration.ofMinutes(6)));
  }

  @Test
  void restoresIdleShardAtTheVerifiedTime() throws StreamException {
    long verifiedAt = clock.ago(Duration.ofMinutes(10));
    open(new AtInstant(clock.ago(Duration.ofDays(2))), verifiedAt).read();

    assertThat(kinesis.starts.get(0).type()).isEqualTo(ShardIteratorType.AT_TIMESTAMP);
    assertThat(kinesis.starts.get(0).timestamp().toEpochMilli())
        .isEqualTo(verifiedAt - Duration.ofMinutes(1).toMillis());
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void reportsStartBeforeRetentionOnce() throws StreamException {
    long start = clock.ago(Duration.ofDays(2));
    kinesis.put(NAME, "a");
    var cursor = open(new AtInstant(start), 0);

    assertThat(texts(cursor)).containsExactly("a");
    clock.advance(Duration.ofMinutes(6));
    cursor.read();

    assertThat(events.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.cause()).isEqualTo(Cause.START_BEFORE_RETENTION);
              assertThat(gap.from()).isEqualTo(start);
              assertThat(gap.part()).isEqualTo(shard.shard());
              assertThat(gap.to()).isEqualTo(clock.ago(Duration.ofHours(24).plusMinutes(6)));
            });
  }

  @Test
  void reportsNoGapForStreamYoungerThanItsRetention() throws StreamException {
    kinesis.create(NAME, 1);

    open(new AtInstant(clock.ago(Duration.ofDays(30))), 0).read();

    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void respectsALongerRetention() throws StreamException {
    kinesis.retain(NAME, Duration.ofDays(7));

    open(new AtInstant(clock.ago(Duration.ofDays(2))), 0).read();

    assertThat(events.gaps()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void reportsTrimmedSequenceAndContinuesAtOldestRecord(FakeKinesis.Trimmed answer)
      throws StreamException {
    kinesis.trimmed = answer;
    kinesis.put(NAME, "read");
    Position after = firstPosition();
    kinesis.put(NAME, "lost");
    clock.advance(Duration.ofHours(25));
    kinesis.put(NAME, "kept");

    var cursor = open(after, 0);

    assertThat(textsUpToTip(cursor)).containsExactly("kept");
    assertThat(events.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).isEqualTo(Cause.TRIMMED))
        .satisfies(gap -> assertThat(gap.from()).isZero())
        .satisfies(gap -> assertThat(gap.to()).isEqualTo(clock.ago(Duration.ofHours(24))));
  }

  @ParameterizedTest
  @EnumSource
  void reportsNoGapForTrimmedSequenceOfIdleShard(FakeKinesis.Trimmed answer)
      throws StreamException {
    kinesis.trimmed = answer;
    kinesis.put(NAME, "read");
    Position after = firstPosition();
    clock.advance(Duration.ofHours(25));
    kinesis.put(NAME, "next");

    var cursor = open(after, clock.ago(Duration.ofMinutes(1)));

    assertThat(textsUpToTip(cursor)).containsExactly("next");
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void reportsRestartAfterRetentionFromTheVerifiedTime() throws StreamException {
    kinesis.put(NAME, "read");
    Position after = firstPosition();
    long verifiedAt = clock.millis();
    kinesis.put(NAME, "lost");
    clock.advance(Duration.ofHours(30));
    kinesis.put(NAME, "kept");

    assertThat(textsUpToTip(open(after, verifiedAt))).containsExactly("kept");
    assertThat(events.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).isEqualTo(Cause.TRIMMED))
        .satisfies(gap -> assertThat(gap.from()).isEqualTo(verifiedAt));
  }

  @Test
  void reportsRecreatedStream() throws StreamException {
    kinesis.put(NAME, "read");
    Position after = firstPosition();
    long verifiedAt = clock.millis();
    clock.advance(Duration.ofHours(1));
    kinesis.create(NAME, 1);
    kinesis.put(NAME, "new");

    assertThat(textsUpToTip(open(after, verifiedAt))).containsExactly("new");
    assertThat(events.gaps())
        .extracting(CoverageGap::cause, CoverageGap::from)
        .containsExactly(tuple(Cause.SHARD_GONE, verifiedAt));
  }

  @Test
  void reportsRecreatedStreamDespiteACachedDescription() throws StreamException {
    service.streams();
    kinesis.put(NAME, "read");
    Position after = firstPosition();
    long verifiedAt = clock.millis();
    clock.advance(Duration.ofMinutes(10));
    kinesis.create(NAME, 1);
    kinesis.put(NAME, "new");

    assertThat(textsUpToTip(open(after, verifiedAt))).containsExactly("new");
    assertThat(events.gaps()).extracting(CoverageGap::cause).containsExactly(Cause.SHARD_GONE);
  }

  @Test
  void reportsRecreatedStreamOfWhichNoTimeWasVerified() throws StreamException {
    kinesis.put(NAME, "read");
    Position after = firstPosition();
    kinesis.create(NAME, 1);
    kinesis.put(NAME, "new");

    assertThat(textsUpToTip(open(after, 0))).containsExactly("new");
    assertThat(events.gaps()).extracting(CoverageGap::to).containsExactly(clock.millis());
  }

  @Test
  void discardsIteratorOfADeletedStream() throws StreamException {
    kinesis.put(NAME, "read");
    var cursor = open(Horizon.INSTANCE, 0);
    assertThat(texts(cursor)).containsExactly("read");
    clock.advance(Duration.ofMinutes(1));
    kinesis.create(NAME, 1);
    kinesis.put(NAME, "new");
    kinesis.fail("records", ResourceNotFoundException.builder().message("deleted").build());

    assertThat(failure(cursor).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(texts(cursor)).containsExactly("new");
    assertThat(events.gaps()).extracting(CoverageGap::cause).containsExactly(Cause.SHARD_GONE);
  }

  @Test
  void reportsRecordsTrimmedBeforeTheyWereRead() throws StreamException {
    kinesis.recordsInOneCall = 1;
    kinesis.put(NAME, "a");
    kinesis.put(NAME, "lost");
    long arrival = clock.millis();
    var cursor = open(Horizon.INSTANCE, 0);
    assertThat(texts(cursor)).containsExactly("a");
    // It does not read for a day, and its iterator is still valid.
    kinesis.keepIterators = true;
    clock.advance(Duration.ofHours(25));
    kinesis.put(NAME, "kept");

    assertThat(texts(cursor)).containsExactly("kept");
    assertThat(events.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).isEqualTo(Cause.TRIMMED))
        .satisfies(gap -> assertThat(gap.from()).isEqualTo(arrival))
        .satisfies(gap -> assertThat(gap.to()).isEqualTo(clock.millis()));
  }

  @Test
  void gapEndsAtFirstRecordKept() throws StreamException {
    kinesis.put(NAME, "a");
    var cursor = open(Horizon.INSTANCE, 0);
    assertThat(texts(cursor)).containsExactly("a");
    kinesis.put(NAME, "lost");
    kinesis.keepIterators = true;
    clock.advance(Duration.ofHours(25));
    kinesis.put(NAME, "kept");
    long kept = clock.millis();
    clock.advance(Duration.ofMinutes(5));
    kinesis.put(NAME, "later");

    assertThat(texts(cursor)).containsExactly("kept", "later");
    assertThat(events.gaps()).extracting(CoverageGap::to).containsExactly(kept);
  }

  @Test
  void returnsLastRecordsOfClosedShardWithItsChildren() throws StreamException {
    kinesis.put(NAME, "a");
    kinesis.put(NAME, "b");
    kinesis.split(NAME, shard.shard());

    var last = open(Horizon.INSTANCE, 0).read();

    assertThat(KinesisContract.texts(last.entries())).containsExactly("a", "b");
    assertThat(last.ended()).isTrue();
    assertThat(last.children())
        .hasSize(2)
        .allMatch(child -> child.parents().equals(List.of(shard.shard())));
  }

  @Test
  void retriesStartInTheFuture() throws StreamException {
    var cursor = open(new AtInstant(clock.millis() + 500), 0);

    assertThat(failure(cursor).kind()).isEqualTo(Kind.RETRYABLE);
    clock.advance(Duration.ofSeconds(1));
    kinesis.put(NAME, "a");

    assertThat(texts(cursor)).containsExactly("a");
  }

  @Test
  void startThatServiceClockHasNotReachedFailsForAMinuteOnly() {
    var cursor = open(new AtInstant(clock.millis()), 0);
    clock.advance(Duration.ofSeconds(59));
    for (Kind kind : List.of(Kind.RETRYABLE, Kind.PERMANENT)) {
      kinesis.fail("iterator", InvalidArgumentException.builder().message("future").build());
      assertThat(failure(cursor).kind()).isEqualTo(kind);
      clock.advance(Duration.ofSeconds(2));
    }
  }

  @Test
  void keepsPositionWhileThrottled() throws StreamException {
    kinesis.put(NAME, "a");
    var cursor = open(Horizon.INSTANCE, 0);
    for (int i = 0; i < 10; i++) {
      kinesis.fail(
          i % 2 == 0 ? "records" : "iterator",
          answer(
              ProvisionedThroughputExceededException.builder(),
              "ProvisionedThroughputExceededException"));
    }

    for (int i = 0; i < 10; i++) {
      assertThat(failure(cursor).kind()).isEqualTo(Kind.THROTTLED);
    }

    assertThat(texts(cursor)).containsExactly("a");
  }

  @Test
  void omitsPayloadFromDeniedErrorAndReadsOnceAllowed() throws StreamException {
    kinesis.put(NAME, "a");
    var cursor = open(Horizon.INSTANCE, 0);
    kinesis.fail("records", answer(AccessDeniedException.builder(), "AccessDeniedException"));

    StreamException failure = failure(cursor);

    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure).hasMessage("AccessDeniedException from " + arn);
    assertThat(texts(cursor)).containsExactly("a");
  }

  @Test
  void keepsPositionWhenTheRetentionLookupFails() throws StreamException {
    kinesis.put(NAME, "a");
    var cursor = open(new AtInstant(clock.ago(Duration.ofDays(2))), 0);
    kinesis.fail("describe", SdkClientException.create("timed out"));

    assertThat(failure(cursor).kind()).isEqualTo(Kind.RETRYABLE);

    assertThat(texts(cursor)).containsExactly("a");
    assertThat(events.gaps()).hasSize(1);
  }

  @Test
  void distinguishesDeletedStreamFromExpiredShard() throws StreamException {
    kinesis.create(NAME, 2);
    var cursor = open(Horizon.INSTANCE, 0);
    cursor.read();
    kinesis.forget(NAME, shard.shard());
    assertThat(failure(cursor)).hasMessageEndingWith(shard + " is no longer kept");

    kinesis.delete(NAME);
    StreamException gone = failure(cursor);
    assertThat(gone).hasMessageEndingWith(arn + " does not exist");
    assertThat(gone.kind()).isEqualTo(Kind.GONE);
  }

  @Test
  void doesNotLookUpRetentionWhileReadingKeepsUp() throws StreamException {
    var cursor = open(new AtInstant(clock.ago(Duration.ofHours(1))), 0);
    for (int i = 0; i < 20; i++) {
      kinesis.put(NAME, "a" + i);
      cursor.read();
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(kinesis.called).containsOnly("iterator", "records").contains("records");
  }

  private ShardCursor<KinesisPayload> open(Position from, long verifiedAt) {
    return service.open(shard, from, verifiedAt);
  }

  private Position firstPosition() throws StreamException {
    try (var cursor = open(Horizon.INSTANCE, 0)) {
      var position = cursor.read().entries().get(0).after();
      assertThat(position).isInstanceOf(AfterSequence.class);
      return position;
    }
  }

  private static List<String> texts(ShardCursor<KinesisPayload> cursor) throws StreamException {
    return KinesisContract.texts(cursor.read().entries());
  }

  /** Reads twice if necessary: the first read may detect that the iterator hangs. */
  private static List<String> textsUpToTip(ShardCursor<KinesisPayload> cursor)
      throws StreamException {
    var texts = texts(cursor);
    return texts.isEmpty() ? texts(cursor) : texts;
  }

  private static StreamException failure(ShardCursor<KinesisPayload> cursor) {
    return assertThatExceptionOfType(StreamException.class).isThrownBy(cursor::read).actual();
  }

  private static KinesisException answer(KinesisException.Builder builder, String code) {
    return (KinesisException)
        builder
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("payload").build())
            .build();
  }
}
