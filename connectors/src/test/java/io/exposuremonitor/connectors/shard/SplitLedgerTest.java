package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.LedgerAction.Assign;
import io.exposuremonitor.connectors.shard.LedgerAction.QueryChildren;
import io.exposuremonitor.connectors.shard.LedgerAction.Release;
import io.exposuremonitor.connectors.shard.LedgerAction.ReportLoss;
import io.exposuremonitor.connectors.shard.LedgerAction.StandBy;
import io.exposuremonitor.connectors.shard.LedgerEntry.Status;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single transitions; {@link SplitLedgerPropertiesTest} tests their combinations. */
class SplitLedgerTest {
  private static final String STREAM = "stream";
  private static final long RETENTION = 86_400_000;
  private static final long NOW = 1_000_000;
  private static final long TEN_MINUTES = 600_000;
  private static final Position AT_NOW = new Position.AtInstant(NOW);
  private static final Shard A = new Shard("a", List.of(), null, true);
  private static final Shard C = new Shard("c", List.of(), null, false);
  private static final Shard B = new Shard("b", List.of("a"), null, false);

  private final SplitLedger ledger = ledger(1, List.of());
  private long checkpoint;

  @Test
  void assignsNothingBeforeReaderRegisters() {
    assertThat(list(true, A)).isEmpty();
    assertThat(register(0)).containsExactly(assign("a"));
  }

  @Test
  void holdsAChildBackUntilItsParentIsDrained() {
    register(0);
    assertThat(list(true, A, B)).containsExactly(assign("a"));
    assertThat(drain("a")).containsExactly(assign("b"), new Release(key("a"), 0));
  }

  @Test
  void mergedShardWaitsForBothParentsAndBothHoldTheWatermark() {
    register(0);
    list(true, A, C, new Shard("m", List.of("a", "c"), null, false));
    assertThat(drain("a")).isEmpty();
    assertThat(drain("c"))
        .containsExactly(assign("m"), new Release(key("a"), 0), new Release(key("c"), 0));
  }

  @Test
  void mergedShardFollowsTheParentThatWasReadToItsEndLast() {
    SplitLedger two = ledger(2, List.of());
    two.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    two.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW));
    two.on(listing(A, C, new Shard("m", List.of("a", "c"), null, false)));

    two.on(drained(0, "a", start(), NOW + 1));

    assertThat(two.on(drained(1, "c", start(), NOW + 2))).contains(assign("m", 1));
  }

  @Test
  void assignsReturnedShardsAfterTheirReaderIsGoneForGood() {
    SplitLedger two = ledger(2, List.of());
    two.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    two.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW));
    two.on(listing(A, C));
    ShardProgress returned = new ShardProgress(key("c"), start(), 0, false, List.of());
    two.on(new LedgerEvent.SplitsReturned(1, List.of(returned), NOW));
    SplitLedger smaller = ledger(1, two.entries());

    assertThat(smaller.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW)))
        .containsExactlyInAnyOrder(assign("a"), assign("c"));
  }

  @Test
  void assumesParentTrimmedOnlyAfterCompleteListing() {
    register(0);
    assertThat(list(false, B)).isEmpty();
    assertThat(ledger.on(new LedgerEvent.PageListed(STREAM, List.of(), start(), false, true, NOW)))
        .containsExactly(assign("b"));
  }

  @Test
  void assignsOrphanIfNoListingCompletesInTime() {
    register(0);
    list(false, B);
    long late = NOW + LedgerSettings.DEFAULT.orphanPatience().toMillis();
    assertThat(ledger.on(new LedgerEvent.CheckpointTaken(1, late)))
        .as("would be neither in the checkpoint nor after it")
        .isEmpty();
    assertThat(ledger.on(new LedgerEvent.Tick(late))).containsExactly(assign("b"));
  }

  @Test
  void toleratesAShardThatIsItsOwnAncestor() {
    register(0);
    Shard x = new Shard("x", List.of("y"), null, false);
    Shard y = new Shard("y", List.of("x"), null, false);
    Shard self = new Shard("self", List.of("self"), null, false);
    list(true, x, y, self);
    drain("y");
    drain("x");
    assertThat(ledger.count(Status.UNASSIGNED)).isZero();
  }

  @Test
  void queriesChildrenWithBackoffThenReleasesShard() {
    register(0);
    list(true, A);
    assertThat(drain("a")).containsExactly(new QueryChildren(key("a")));
    assertThat(ledger.on(new LedgerEvent.Tick(NOW + 500))).isEmpty();
    assertThat(ledger.on(new LedgerEvent.Tick(NOW + 1_000)))
        .containsExactly(new QueryChildren(key("a")));
    assertThat(ledger.on(new LedgerEvent.Tick(NOW + 60_000))).contains(new Release(key("a"), 0));
  }

  @Test
  void releasesDrainedShardOfEndedStreamAtOnce() {
    register(0);
    list(true, A);
    ledger.on(new LedgerEvent.StreamSeen(STREAM, false, RETENTION, NOW));
    assertThat(drain("a")).startsWith(new Release(key("a"), 0));
  }

  @Test
  void ignoresListedShardsThatDoNotNameParent() {
    register(0);
    list(true, A);
    drain("a");
    Shard stranger = new Shard("z", List.of("q"), null, false);
    assertThat(ledger.on(new LedgerEvent.ChildrenListed(key("a"), List.of(A, stranger, B), NOW)))
        .containsExactly(assign("b"), new Release(key("a"), 0));
  }

  @Test
  void repeatsReleaseForDuplicateDrainedEvent() {
    register(0);
    list(true, A, B);
    drain("a");
    assertThat(drain("a")).containsExactly(new Release(key("a"), 0));
  }

  @Test
  void ignoresDrainedEventFromReaderWithoutShard() {
    SplitLedger two = ledger(2, List.of());
    two.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    two.on(new LedgerEvent.PageListed(STREAM, List.of(A, B), start(), true, true, NOW));
    two.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW));
    assertThat(two.on(drained(1, "a", start(), NOW))).isEmpty();
    assertThat(two.count(Status.DRAINED)).isZero();
  }

  @Test
  void finishesShardOnceCheckpointHoldsItAsDrained() {
    register(0);
    list(true, A, B);
    ledger.on(new LedgerEvent.CheckpointTaken(1, NOW));
    drain("a");
    ledger.on(new LedgerEvent.CheckpointCompleted(1, NOW));
    assertThat(ledger.count(Status.FINISHED)).isZero();

    ledger.on(new LedgerEvent.CheckpointTaken(2, NOW));
    ledger.on(new LedgerEvent.CheckpointCompleted(2, NOW));
    assertThat(ledger.count(Status.FINISHED)).isEqualTo(1);
  }

  @Test
  void resumesShardThatReaderReportsUndrained() {
    register(0);
    list(true, A, B);
    ledger.on(new LedgerEvent.CheckpointTaken(1, NOW));
    ledger.on(new LedgerEvent.CheckpointCompleted(1, NOW));
    drain("a");
    ledger.on(
        new LedgerEvent.SplitsReturned(
            0, List.of(new ShardProgress(key("b"), start(), 0, false, List.of())), NOW));
    ShardProgress partial =
        new ShardProgress(key("a"), new Position.AfterSequence("5"), 7, false, List.of());

    assertThat(ledger.on(new LedgerEvent.ReaderRegistered(0, List.of(partial), NOW)))
        .containsExactly(new Assign(partial, 0));
    assertThat(ledger.count(Status.UNASSIGNED)).isEqualTo(1);
  }

  @Test
  void reassignsDrainedShardToHoldWatermarkUntilChildStarts() {
    register(0);
    list(true, A);
    drain("a");
    SplitLedger restored = ledger(1, ledger.entries());
    ShardProgress drained = new ShardProgress(key("a"), start(), 7, true, List.of());

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(drained), NOW)))
        .startsWith(new Assign(drained, 0))
        .doesNotContain(new Release(key("a"), 0));
    assertThat(restored.on(new LedgerEvent.ChildrenListed(key("a"), List.of(B), NOW)))
        .containsExactly(assign("b"), new Release(key("a"), 0));
  }

  @Test
  void reassignsShardThatNoReaderReportsAfterRestore() {
    register(0);
    list(true, A);
    SplitLedger restored = ledger(2, ledger.entries());

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW)))
        .doesNotContain(assign("a"));
    assertThat(restored.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW)))
        .contains(assign("a"));
  }

  @Test
  void laterRegistrationLeavesReassignedShardWithItsReader() {
    register(0);
    list(true, A);
    SplitLedger restored = ledger(2, ledger.entries());
    restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    restored.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW));
    restored.on(new LedgerEvent.SplitsReturned(1, List.of(), NOW));

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW)))
        .doesNotContain(assign("a"));
  }

  @Test
  void leavesShardWithItsReaderThoughAnotherReturnsAndReportsIt() {
    SplitLedger two = ledger(2, List.of());
    two.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    two.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW));
    assertThat(two.on(listing(A))).contains(assign("a"));
    ShardProgress stale = new ShardProgress(key("a"), start(), 0, false, List.of());
    two.on(new LedgerEvent.SplitsReturned(1, List.of(stale), NOW));

    assertThat(two.on(new LedgerEvent.ReaderRegistered(1, List.of(stale), NOW)))
        .doesNotContain(new Assign(stale, 1));
  }

  @Test
  void reportsShardUnreadBeyondRetentionOnce() {
    register(0);
    list(true, A);
    long late = NOW + RETENTION + 1;
    SplitLedger restored = ledger(1, ledger.entries());

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), late)))
        .containsExactly(new ReportLoss(leftUnread("a", NOW, NOW + 1)), assign("a"));

    SplitLedger restoredAgain = ledger(1, restored.entries());
    assertThat(restoredAgain.on(new LedgerEvent.ReaderRegistered(0, List.of(), late + RETENTION)))
        .containsExactly(assign("a"));
  }

  @Test
  void reportsLossOfAssignedShardThatWasNeverRead() {
    register(0);
    list(true, A);
    ShardProgress unread = new ShardProgress(key("a"), start(), 0, false, List.of());
    SplitLedger restored = ledger(1, ledger.entries());

    assertThat(
            restored.on(new LedgerEvent.ReaderRegistered(0, List.of(unread), NOW + RETENTION + 7)))
        .containsExactly(new ReportLoss(leftUnread("a", NOW, NOW + 7)), assign("a"));
  }

  @Test
  void leavesLossReportOfReadShardToItsReader() {
    register(0);
    list(true, A);
    ShardProgress read =
        new ShardProgress(key("a"), new Position.AfterSequence("5"), 0, false, List.of());
    ShardProgress empty = new ShardProgress(key("a"), start(), 7, false, List.of());
    for (ShardProgress progress : List.of(read, empty)) {
      SplitLedger restored = ledger(1, ledger.entries());
      assertThat(
              restored.on(
                  new LedgerEvent.ReaderRegistered(0, List.of(progress), NOW + 2 * RETENTION)))
          .containsExactly(new Assign(progress, 0));
    }
  }

  @Test
  void lossOfUnreadChildStartsWhenChildWasListed() {
    register(0);
    list(true, A, B);
    long drainedAt = NOW + RETENTION / 2;
    ledger.on(drained(0, "a", start(), drainedAt));
    SplitLedger restored = ledger(1, ledger.entries());

    assertThat(
            restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), drainedAt + RETENTION + 1)))
        .contains(new ReportLoss(leftUnread("b", NOW, drainedAt + 1)));
  }

  @Test
  void reportsLossOfUnreadShardWithAStartTime() {
    Position instant = new Position.AtInstant(5);
    ledger.on(new LedgerEvent.PageListed(STREAM, List.of(A), instant, true, true, NOW));
    SplitLedger restored = ledger(1, ledger.entries());

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW + RETENTION + 1)))
        .contains(new ReportLoss(leftUnread("a", NOW, NOW + 1)));
  }

  @Test
  void reportsNoLossWithinRetention() {
    register(0);
    list(true, A);
    SplitLedger restored = ledger(1, ledger.entries());

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW + RETENTION)))
        .containsExactly(assign("a"));
  }

  @Test
  void forgetsFinishedShardAfterRetentionOnceUnlisted() {
    register(0);
    list(true, A, B);
    drain("a");
    ledger.on(new LedgerEvent.CheckpointTaken(1, NOW));
    ledger.on(new LedgerEvent.CheckpointCompleted(1, NOW));
    long expiry = NOW + RETENTION + LedgerSettings.DEFAULT.forgetMargin().toMillis();

    ledger.on(new LedgerEvent.Tick(expiry));
    assertThat(ledger.count(Status.FINISHED)).as("still listed").isEqualTo(1);

    list(true, B);
    ledger.on(new LedgerEvent.Tick(expiry + 60_000));
    assertThat(ledger.count(Status.FINISHED)).isZero();
  }

  /** Listings contradict each other: a shard forgotten too early would be read again. */
  @Test
  void keepsFinishedShardForRetentionAndMarginDespiteListings() {
    register(0);
    list(true, A, B);
    finish(ledger, "a", start());
    long expiry = NOW + RETENTION + LedgerSettings.DEFAULT.forgetMargin().toMillis();

    list(true, B);
    ledger.on(new LedgerEvent.Tick(expiry - 1));

    assertThat(ledger.count(Status.FINISHED)).isOne();
    assertThat(list(true, A, B)).isEmpty();
  }

  /** A missing child must leave a hole. */
  @Test
  void hashKeysOfReleasedShardsAreNotUnfinished() {
    HashRange low = new HashRange(BigInteger.ZERO, BigInteger.ONE);
    HashRange high = new HashRange(BigInteger.TWO, BigInteger.TEN);
    register(0);
    list(true, new Shard("a", List.of(), low, true), new Shard("c", List.of(), high, false));
    drain("a");
    assertThat(ledger.unfinishedRanges(STREAM)).as("children may come").contains(low, high);

    ledger.on(new LedgerEvent.Tick(NOW + 60_000));
    assertThat(ledger.unfinishedRanges(STREAM)).containsExactly(high);
    ledger.on(new LedgerEvent.CheckpointTaken(1, NOW));
    ledger.on(new LedgerEvent.CheckpointCompleted(1, NOW));
    assertThat(ledger.unfinishedRanges(STREAM)).containsExactly(high);
  }

  @Test
  void childrenInheritStartDuringFirstListing() {
    register(0);
    Position instant = new Position.AtInstant(5);
    ledger.on(new LedgerEvent.PageListed(STREAM, List.of(A), instant, true, false, NOW));
    assertThat(ledger.on(drained(0, "a", start(), NOW, B)))
        .contains(new Assign(new ShardProgress(key("b"), instant, 0, false, List.of()), 0));
  }

  @Test
  void putsIdleReaderOnStandbyOnce() {
    SplitLedger two = ledger(2, List.of());
    two.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    assertThat(two.on(new LedgerEvent.ReaderRegistered(1, List.of(), NOW))).isEmpty();
    assertThat(two.on(new LedgerEvent.PageListed(STREAM, List.of(A), start(), true, true, NOW)))
        .containsExactly(assign("a"), new StandBy(1));
    assertThat(two.on(new LedgerEvent.Tick(NOW))).isEmpty();
  }

  @Test
  void putsReaderOnStandbyAfterAllStreamsAreForgotten() {
    ledger.on(new LedgerEvent.StreamForgotten(STREAM, NOW));
    assertThat(register(0)).containsExactly(new StandBy(0));
  }

  @Test
  void relistsForgottenStreamBeforeStandby() {
    list(true);
    ledger.on(new LedgerEvent.StreamForgotten(STREAM, NOW));
    ledger.on(new LedgerEvent.StreamSeen(STREAM, true, RETENTION, NOW));
    assertThat(register(0)).isEmpty();
  }

  @Test
  void readsShardsOfRecreatedStreamDespiteFinishedIds() {
    register(0);
    list(true, numbered("a", "100"), numbered("b", "101"));
    finish(ledger, "a", new Position.AfterSequence("150"));
    finish(ledger, "b", start());
    assertThat(ledger.count(Status.FINISHED)).isEqualTo(2);

    Shard a = numbered("a", "1000");
    Shard b = numbered("b", "1001");
    assertThat(list(true, a, b)).containsExactly(assign("a"), assign("b"));
    assertThat(list(true, a, b)).isEmpty();
  }

  @Test
  void readsShardsOfRecreatedStreamAfterRestore() {
    register(0);
    list(true, numbered("a", "100"));
    finish(ledger, "a", start());
    SplitLedger restored = ledger(1, ledger.entries());
    restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));

    assertThat(restored.on(listing(numbered("a", "1000")))).containsExactly(assign("a"));
  }

  @Test
  void detectsRecreatedStreamByReadPositions() {
    register(0);
    list(true, A, C, new Shard("d", List.of(), null, false));
    finish(ledger, "a", new Position.AfterSubSequence("999", 3));
    finish(ledger, "c", new Position.AfterSequence("1000"));

    finish(ledger, "d", new Position.AfterSubSequence("1000", 3));

    assertThat(list(true, numbered("a", "1000"), numbered("c", "1000"), numbered("d", "1000")))
        .containsExactly(assign("a"));
  }

  @Test
  void detectsRecreatedStreamByOpenShard() {
    register(0);
    list(true, A, C);
    finish(ledger, "a", start());
    finish(ledger, "c", start());

    Shard closed = new Shard("c", List.of(), null, true, "1001");
    assertThat(list(true, numbered("a", "1000"), closed)).containsExactly(assign("a"));
  }

  @Test
  void doesNotRereadShardReadInRecreatedStream() {
    register(0);
    list(true, numbered("a", "100"));
    Shard recreated = new Shard("a", List.of(), null, true, "1000");
    assertThat(list(true, recreated)).isEmpty();
    finish(ledger, "a", new Position.AfterSequence("1007"));

    assertThat(list(true, recreated)).isEmpty();
    assertThat(ledger.count(Status.FINISHED)).isOne();
  }

  @Test
  void readsRecreatedShardOnceOldShardIsFinished() {
    register(0);
    list(true, numbered("a", "100"));
    Shard recreated = numbered("a", "1000");
    list(true, recreated);
    ledger.on(drained(0, "a", new Position.AfterSequence("150"), NOW));
    assertThat(list(true, recreated)).isEmpty();
    finish(ledger, "a", new Position.AfterSequence("150"));

    assertThat(list(true, recreated)).containsExactly(assign("a"));
  }

  @Test
  void reportsUnreadShardOfDeletedStream() {
    list(true, numbered("a", "100"));
    list(true, numbered("a", "1000"));

    assertThat(ledger.entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.shard().start()).isEqualTo("1000"));
    assertThat(list(true, numbered("a", "2000")))
        .containsExactly(
            new ReportLoss(
                new CoverageGap(
                    CoverageGap.Cause.SHARD_GONE,
                    STREAM,
                    "a",
                    0,
                    NOW,
                    "the stream was deleted and created again before the shard was read to its"
                        + " end")));
  }

  @Test
  void recreatedShardDoesNotWaitForParentInDeletedStream() {
    register(0);
    list(true, numbered("a", "100"), numbered("b", "101", "a"));
    finish(ledger, "a", new Position.AfterSequence("100"));
    finish(ledger, "b", new Position.AfterSequence("101"));

    assertThat(list(true, numbered("a", "1000"), numbered("b", "1001")))
        .containsExactly(assign("a"), assign("b"));
  }

  @Test
  void deletedShardDoesNotWaitForParentInRecreatedStream() {
    register(0);
    list(true, numbered("a", "100"), numbered("z", "101", "b"), numbered("b", "102", "a"));
    finish(ledger, "a", new Position.AfterSequence("100"));
    finish(ledger, "b", new Position.AfterSequence("102"));
    SplitLedger restored = ledger(1, ledger.entries());
    restored.on(listing(numbered("b", "1000")));

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW)))
        .contains(assign("b"), assign("z"));
  }

  @Test
  void leavesOutShardsThatEndedBeforeTheStart() {
    Shard first = created(1, true);
    Shard second = created(NOW - TEN_MINUTES - 1, true, first);
    Shard third = created(NOW - TEN_MINUTES, true, second);
    Shard last = created(NOW, false, third);
    register(0);
    assertThat(ledger.on(page(true, false, first, second))).isEmpty();

    assertThat(ledger.on(page(false, true, third, last)))
        .as("the second may have ended after the start, if clocks differ")
        .containsExactly(assignFrom(second, AT_NOW));
    assertThat(ledger.count(Status.FINISHED)).isEqualTo(1);
    assertThat(ledger.on(drained(0, second.id(), AT_NOW, NOW))).contains(assignFrom(third, AT_NOW));
  }

  @Test
  void leavesOutNothingWhenReadFromTheHorizonOrWithoutTimes() {
    Shard first = created(1, true);
    Shard child = created(2, false, first);
    register(0);
    assertThat(list(true, first, child)).contains(assign(first.id()));

    SplitLedger timeless = ledger(1, List.of());
    timeless.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    assertThat(timeless.on(page(true, true, A, B))).containsExactly(assignFrom(A, AT_NOW));
  }

  @Test
  void readsClosedShardWithoutKnownChildrenOnceListingCompletesOrTakesTooLong() {
    Shard closed = created(1, true);
    register(0);
    assertThat(ledger.on(page(true, false, closed))).isEmpty();
    assertThat(ledger.on(page(false, true))).containsExactly(assignFrom(closed, AT_NOW));

    SplitLedger endless = ledger(1, List.of());
    endless.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW));
    endless.on(page(true, false, closed));
    assertThat(endless.on(new LedgerEvent.Tick(NOW + TEN_MINUTES)))
        .containsExactly(assignFrom(closed, AT_NOW));
  }

  @Test
  void shardsLeftOutStayFinishedAfterARestore() {
    Shard first = created(1, true);
    Shard child = created(2, false, first);
    register(0);
    ledger.on(page(true, true, first, child));
    SplitLedger restored = ledger(1, ledger.entries());

    assertThat(restored.on(new LedgerEvent.ReaderRegistered(0, List.of(), NOW)))
        .as("the reader reported no shard, so that it gets the child anew")
        .containsExactly(assignFrom(child, AT_NOW));
  }

  /** A shard whose id tells when it was created. */
  private static Shard created(long at, boolean closed, Shard... parents) {
    return new Shard(
        at + "-" + parents.length, Arrays.stream(parents).map(Shard::id).toList(), null, closed);
  }

  private LedgerEvent page(boolean first, boolean last, Shard... shards) {
    return new LedgerEvent.PageListed(STREAM, List.of(shards), AT_NOW, first, last, NOW);
  }

  private static Assign assignFrom(Shard shard, Position from) {
    return new Assign(new ShardProgress(key(shard.id()), from, 0, false, List.of()), 0);
  }

  private static SplitLedger ledger(int parallelism, List<LedgerEntry> entries) {
    SplitLedger ledger =
        new SplitLedger(LedgerSettings.DEFAULT, parallelism, SplitLedgerTest::createdAt, entries);
    ledger.on(new LedgerEvent.StreamSeen(STREAM, true, RETENTION, NOW));
    return ledger;
  }

  /** The number that an id begins with. */
  private static long createdAt(String id) {
    String digits = id.replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private List<LedgerAction> register(int subtask) {
    return ledger.on(new LedgerEvent.ReaderRegistered(subtask, List.of(), NOW));
  }

  private List<LedgerAction> list(boolean complete, Shard... shards) {
    return ledger.on(
        new LedgerEvent.PageListed(STREAM, List.of(shards), start(), true, complete, NOW));
  }

  private static LedgerEvent listing(Shard... shards) {
    return new LedgerEvent.PageListed(STREAM, List.of(shards), start(), true, true, NOW);
  }

  private List<LedgerAction> drain(String shard) {
    return ledger.on(drained(0, shard, start(), NOW));
  }

  private static LedgerEvent drained(
      int subtask, String shard, Position last, long now, Shard... children) {
    return new LedgerEvent.ShardDrained(
        subtask, new ShardProgress(key(shard), last, 0, true, List.of(children)), now);
  }

  /** An open shard that begins at a sequence number. */
  private static Shard numbered(String shard, String start, String... parents) {
    return new Shard(shard, List.of(parents), null, false, start);
  }

  /** Drains a shard and completes a checkpoint that holds it as drained. */
  private void finish(SplitLedger ledger, String shard, Position last) {
    ledger.on(drained(0, shard, last, NOW));
    ledger.on(new LedgerEvent.Tick(NOW + 60_000));
    checkpoint++;
    ledger.on(new LedgerEvent.CheckpointTaken(checkpoint, NOW));
    ledger.on(new LedgerEvent.CheckpointCompleted(checkpoint, NOW));
  }

  private static CoverageGap leftUnread(String shard, long from, long to) {
    return new CoverageGap(
        CoverageGap.Cause.TRIMMED,
        STREAM,
        shard,
        from,
        to,
        "nothing of the shard was read before: reading begins at the oldest record that is kept");
  }

  private static Assign assign(String shard) {
    return assign(shard, 0);
  }

  private static Assign assign(String shard, int subtask) {
    return new Assign(new ShardProgress(key(shard), start(), 0, false, List.of()), subtask);
  }

  private static Position start() {
    return Position.Horizon.INSTANCE;
  }

  private static ShardKey key(String shard) {
    return new ShardKey(STREAM, shard);
  }
}
