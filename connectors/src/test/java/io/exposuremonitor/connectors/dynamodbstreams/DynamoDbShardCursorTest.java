package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoDbShardCursorTest {
  private static final Position HORIZON = Position.Horizon.INSTANCE;

  private final FakeStreams fake = new FakeStreams();
  private final RecordedEvents events = new RecordedEvents();
  private final ReadContext context =
      new ReadContext(fake, new ShardLister(fake), events, fake.clock(), 2);
  private String stream;
  private FakeShard shard;

  @BeforeEach
  void createTable() {
    fake.create("ledger", true, Map.of());
    stream = fake.describeTable("ledger").latestStreamArn();
    shard = fake.shard(stream, "shardId-00000");
  }

  @Test
  void readsNoMoreThanTheLimitAtOnce() throws StreamException {
    put("a", "b", "c");
    var cursor = open(HORIZON, 0);

    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("a", "b");
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("c");
  }

  @Test
  void renewsAndCountsExpiredIterator() throws StreamException {
    put("a", "b", "c");
    var cursor = open(HORIZON, 0);
    cursor.read();
    fake.age(Duration.ofMinutes(15));

    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("c");
    assertThat(events.counted(Count.EXPIRED_ITERATORS)).isEqualTo(1);
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void limitsRenewalsOfIteratorsThatExpireAtOnce() throws StreamException {
    put("a");
    var cursor = open(HORIZON, 0);
    fake.fail("records", 3, Failures::expired);

    assertFails(cursor, Kind.RETRYABLE);
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("a");
    assertThat(events.counted(Count.EXPIRED_ITERATORS)).isEqualTo(3);
  }

  @Test
  void resumesTrimmedPositionAtOldestRecordAndReportsGapOnce() throws StreamException {
    put("a");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    long verified = fake.clock().millis();
    put("lost");
    fake.age(Duration.ofHours(25));
    put("kept");
    shard.trimmed = 2;

    var cursor = open(position, verified);
    assertThat(StreamReading.items(StreamReading.toTheTip(cursor))).containsExactly("kept");

    assertThat(events.gaps())
        .containsExactly(
            new CoverageGap(
                CoverageGap.Cause.TRIMMED,
                stream,
                shard.id,
                verified,
                fake.now().toEpochMilli(),
                "TrimmedDataAccessException: reading continues at the oldest record that is retained"));
  }

  @Test
  void endsClosedShardWhoseRecordsAreAllTrimmed() throws StreamException {
    put("lost");
    fake.roll();
    fake.fail("records", 3, Failures::trimmed);

    assertThat(open(HORIZON, 5).read().ended()).isTrue();
    assertThat(events.gaps())
        .extracting(CoverageGap::from, CoverageGap::to)
        .containsExactly(tuple(5L, fake.clock().millis()));

    var open = new ShardKey(stream, "shardId-00001");
    fake.fail("records", 3, Failures::trimmed);
    assertFails(new DynamoDbShardCursor(context, open, HORIZON, 5), Kind.RETRYABLE);
  }

  @Test
  void gapTrimmedWhileReadingStartsAtLastReadRecord() throws StreamException {
    put("a", "b");
    long read = fake.now().toEpochMilli();
    var cursor = open(HORIZON, 0);
    cursor.read();
    put("lost");
    fake.age(Duration.ofHours(24));
    put("kept");
    shard.trimmed = 3;

    assertThat(StreamReading.items(StreamReading.toTheTip(cursor))).containsExactly("kept");
    assertThat(events.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.from()).isEqualTo(read))
        .satisfies(gap -> assertThat(gap.to()).isEqualTo(fake.now().toEpochMilli()));
  }

  @Test
  void reportsNoGapForTrimmedPositionOfIdleShard() throws StreamException {
    put("read");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    fake.age(Duration.ofHours(25));
    put("next");
    shard.trimmed = 1;
    fake.fail("iterator", 1, Failures::trimmed);

    var cursor = open(position, fake.clock().millis() - Duration.ofMinutes(5).toMillis());

    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("next");
    assertThat(events.gaps()).isEmpty();
    assertThat(events.counted(Count.EXPIRED_ITERATORS)).isEqualTo(1);
  }

  /** The service refuses the position each time, not just once. */
  @Test
  void abandonsTrimmedPositionOfIdleShard() throws StreamException {
    put("read", "readToo");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    fake.age(Duration.ofHours(25));
    put("next");
    shard.trimmed = 2;

    var cursor = open(position, fake.clock().millis() - Duration.ofMinutes(5).toMillis());

    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("next");
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void gapEndsAtOldestKeptRecordThoughAnEmptyReadPrecedesIt() throws StreamException {
    put("read", "lost");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    long verified = fake.clock().millis();
    fake.age(Duration.ofHours(25));
    put("kept");
    long kept = fake.now().toEpochMilli();
    fake.age(Duration.ofMinutes(5));
    put("later");
    shard.trimmed = 2;
    fake.emptyReads = 1;
    var cursor = open(position, verified);

    assertThat(cursor.read().entries()).isEmpty();
    assertThat(events.gaps()).isEmpty();
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("kept", "later");
    assertThat(events.gaps()).extracting(CoverageGap::to).containsExactly(kept);
  }

  @Test
  void reportsGapIfVerifiedTimeIsWithinSlackOfRetention() throws StreamException {
    put("read", "lost");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    long verified = fake.clock().millis();
    fake.age(Duration.ofHours(24).minusSeconds(59));
    put("kept");
    shard.trimmed = 2;

    assertThat(StreamReading.items(open(position, verified).read().entries()))
        .containsExactly("kept");
    assertThat(events.gaps()).extracting(CoverageGap::from).containsExactly(verified);
  }

  @Test
  void reportsNoGapWhenOldestRecordExpiresBeforeRead() throws StreamException {
    put("expired", "kept");
    var cursor = open(HORIZON, 0);
    fake.fail("records", 1, Failures::trimmed);
    shard.trimmed = 1;

    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("kept");
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void reportsGapForTrimmedPositionOfUnknownTime() throws StreamException {
    put("a", "lost", "kept");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    shard.trimmed = 2;

    assertThat(StreamReading.items(open(position, 0).read().entries())).containsExactly("kept");
    assertThat(events.gaps()).extracting(CoverageGap::from).containsExactly(0L);
  }

  @Test
  void gapOfEmptyShardExtendsToNow() throws StreamException {
    put("a");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    put("lost");
    shard.trimmed = 2;

    assertThat(StreamReading.toTheTip(open(position, 7))).isEmpty();
    assertThat(events.gaps())
        .extracting(CoverageGap::from, CoverageGap::to)
        .containsExactly(tuple(7L, fake.clock().millis()));
  }

  @Test
  void reportsGapAfterPauseBeyondRetentionWithoutTrimError() throws StreamException {
    long verified = fake.clock().millis();
    put("lost");
    fake.age(Duration.ofHours(30));
    put("kept");
    shard.trimmed = 1;

    assertThat(StreamReading.items(open(at(verified), verified).read().entries()))
        .containsExactly("kept");
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsExactly(CoverageGap.Cause.TRIMMED);
    assertThat(StreamReading.items(open(at(verified), 0).read().entries())).hasSize(1);
    assertThat(events.gaps()).hasSize(1);
  }

  @Test
  void startInstantLosesNoRecordOfItsSecond() throws StreamException {
    long start = fake.clock().millis();
    assertThat(start % 1000).isPositive();
    fake.age(Duration.ofSeconds(-1));
    put("second before");
    fake.age(Duration.ofMillis(600));
    put("same second, before");
    fake.age(Duration.ofMillis(500));
    put("after");

    var entries = StreamReading.toTheTip(open(at(start), 0));

    assertThat(StreamReading.items(entries)).containsExactly("same second, before", "after");
  }

  @Test
  void losesNothingDuringHeavyThrottling() throws StreamException {
    put("a", "b", "c");
    var cursor = open(HORIZON, 0);
    cursor.read();
    fake.fail("records", 100, Failures::tooManyReaders);
    fake.fail("iterator", 10, () -> Failures.code("ThrottlingException", 400));

    for (int i = 0; i < 100; i++) {
      assertFails(cursor, Kind.THROTTLED);
    }

    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("c");
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void failsAsGoneIfNotFoundAgainAndAgain() throws StreamException {
    fake.forget(stream, shard.id);
    var cursor = open(HORIZON, 0);

    assertNotFound(cursor);
    assertFails(cursor, Kind.GONE);
    assertThat(events.gaps()).isEmpty();
    assertThat(fake.calls("describeStream")).isZero();
  }

  @Test
  void rereadsShardFromOldestRecordIfPositionIsNotFound() throws StreamException {
    put("a", "b");
    var position = open(HORIZON, 0).read().entries().get(1).after();
    var cursor = open(position, 5);
    fake.fail("iterator", DynamoDbShardCursor.MISSING_TRIES + 1, Failures::notFound);

    assertNotFound(cursor);
    assertFails(cursor, Kind.RETRYABLE);
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("a", "b");
    assertThat(events.gaps()).singleElement().matches(gap -> gap.from() == 5);
  }

  @Test
  void failsAsGoneIfNeitherPositionNorOldestRecordIsFound() throws StreamException {
    put("a");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    fake.forgetStream(stream);
    var cursor = open(position, 0);

    assertNotFound(cursor);
    assertFails(cursor, Kind.RETRYABLE);
    assertFails(cursor, Kind.GONE);
  }

  @Test
  void readsNewShardThatIsNotYetFound() throws StreamException {
    put("a");
    var cursor = open(HORIZON, 0);
    fake.fail("iterator", DynamoDbShardCursor.MISSING_TRIES, Failures::notFound);

    assertNotFound(cursor);
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("a");
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void shardThatIsFoundAgainIsNotGone() throws StreamException {
    var cursor = open(HORIZON, 0);
    for (int i = 0; i < 2 * DynamoDbShardCursor.MISSING_TRIES; i++) {
      assertThat(cursor.read().ended()).isFalse();
      fake.fail("records", 1, Failures::notFound);
      assertFails(cursor, Kind.RETRYABLE);
    }
  }

  @Test
  void lagIsUnknownUntilEnoughReadsAreEmpty() throws StreamException {
    put("a");
    fake.emptyReads = ReadProgress.EMPTY_READS_AT_TIP - 1;
    var cursor = open(HORIZON, 0);

    assertThat(cursor.read().behindMillis()).isEqualTo(-1);
    assertThat(cursor.read().behindMillis()).isEqualTo(-1);
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("a");
  }

  @Test
  void emptyReadAfterPauseReportsPauseAsLag() throws StreamException {
    put("a");
    var cursor = open(HORIZON, 0);
    cursor.read();
    for (int i = 0; i < ReadProgress.EMPTY_READS_AT_TIP; i++) {
      cursor.read();
    }
    fake.age(Duration.ofHours(2));
    put("b");
    fake.emptyReads = 1;

    assertThat(cursor.read().behindMillis()).isEqualTo(Duration.ofHours(2).toMillis());
    assertThat(StreamReading.items(cursor.read().entries())).containsExactly("b");
  }

  @Test
  void lagOfRestoredShardCountsFromVerifiedTime() throws StreamException {
    put("a");
    fake.emptyReads = 1;
    long now = fake.clock().millis();

    assertThat(open(HORIZON, now - 3_600_000).read().behindMillis()).isEqualTo(3_600_000);
  }

  @Test
  void lagIsAgeOfLastRecordAndZeroAtTip() throws StreamException {
    put("a", "b");
    put("c");
    fake.age(Duration.ofMinutes(5));
    var cursor = open(HORIZON, 0);

    // Created at .4 s, but reported as the full second.
    assertThat(cursor.read().behindMillis()).isEqualTo(300_400);
    assertThat(cursor.read().behindMillis()).isEqualTo(300_400);
    var idle = new ArrayList<Long>();
    for (int i = 0; i < 4; i++) {
      idle.add(cursor.read().behindMillis());
    }
    assertThat(idle).containsExactly(300_400L, 300_400L, 0L, 0L);
  }

  /** The account's limit for listings is shared by all shards, and by other programs. */
  @Test
  void endsShardWithoutListing() throws StreamException {
    put("a");
    fake.age(Duration.ofHours(3));
    fake.roll();
    var cursor = open(HORIZON, 0);

    var last = cursor.read();
    assertThat(StreamReading.items(last.entries())).containsExactly("a");
    assertThat(last.ended()).isTrue();
    assertThat(last.behindMillis()).isZero();
    assertThat(fake.calls("describeStream")).isZero();
  }

  @Test
  void endsShardOfDisabledStream() throws StreamException {
    fake.stream("ledger", false);

    assertThat(open(HORIZON, 0).read().ended()).isTrue();
  }

  @Test
  void readsTwoGenerationsCreatedWhileDownInOrder() throws StreamException {
    put("a");
    var position = open(HORIZON, 0).read().entries().get(0).after();
    put("b");
    shard.open = false;
    var left = fake.addShard(stream, shard.id);
    var right = fake.addShard(stream, shard.id);
    fake.put(left, "left");
    fake.put(right, "right");
    left.open = false;
    fake.put(fake.addShard(stream, left.id), "grandchild");
    var service =
        new DynamoDbStreamsService(
            fake,
            DynamoDbStreamsSettings.of(
                AwsAccess.DEFAULT, new TableSelection.Listed(List.of("ledger"))),
            fake.clock(),
            events);

    var items = StreamReading.lineage(service, new ShardKey(stream, shard.id), position);

    assertThat(items).startsWith("b").containsExactlyInAnyOrder("b", "left", "right", "grandchild");
    assertThat(items.indexOf("grandchild")).isGreaterThan(items.indexOf("left"));
  }

  @Test
  void rejectsPositionWithinRecord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(new Position.AfterSubSequence("1", 2), 0));
  }

  private static void assertNotFound(DynamoDbShardCursor cursor) {
    for (int i = 0; i < DynamoDbShardCursor.MISSING_TRIES; i++) {
      assertFails(cursor, Kind.RETRYABLE);
    }
  }

  private void put(String... items) {
    for (String item : items) {
      fake.put(shard, item);
    }
  }

  private static Position at(long millis) {
    return new Position.AtInstant(millis);
  }

  private DynamoDbShardCursor open(Position from, long verifiedAt) {
    return new DynamoDbShardCursor(context, new ShardKey(stream, shard.id), from, verifiedAt);
  }

  private static void assertFails(DynamoDbShardCursor cursor, Kind kind) {
    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(cursor::read)
        .matches(e -> e.kind() == kind, "is " + kind);
  }
}
