package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import io.exposuremonitor.connectors.shard.LedgerEntry;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.EmitGap;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.GapsEmitted;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ReleaseSplit;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ShardDrained;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.StandBy;
import io.exposuremonitor.connectors.stream.ShardedStreamSettings.Start;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The enumerator over in-memory streams, with its calls run one by one. */
class ShardEnumeratorTest {
  private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final String OTHER = "arn:aws:kinesis:eu-west-1:123456789012:stream/other";
  private static final ShardedStreamSettings SETTINGS =
      ShardedStreamSettings.from(Start.horizon()).build();

  private final TestingStreams streams = new TestingStreams();
  private final List<MockSplitEnumeratorContext<ShardSplit>> contexts = new ArrayList<>();
  private long now = 1_000_000;

  @AfterEach
  void close() throws Exception {
    streams.close();
    for (MockSplitEnumeratorContext<ShardSplit> context : contexts) {
      context.close();
    }
  }

  @Test
  void assignsShardsPageByPageAsTheyAreListed() throws Throwable {
    twoPages();
    Fixture fixture = registered(1);
    fixture.round();
    fixture.call();
    assertThat(fixture.assigned(0)).containsExactly("a");
    fixture.call();
    assertThat(fixture.assigned(0)).containsExactly("a", "b");
  }

  @Test
  void childListedPagesBeforeItsParentWaitsForIt() throws Throwable {
    streams.stream(ARN);
    streams.pageSize(1);
    streams.shard(ARN, "b", "a");
    streams.shard(ARN, "a");
    Fixture fixture = registered(1);
    fixture.round();
    fixture.call();
    assertThat(fixture.assigned(0)).isEmpty();
    fixture.call();
    assertThat(fixture.assigned(0)).containsExactly("a");
  }

  @Test
  void reportsDeniedSearchForChildren() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    Fixture fixture = listing(1);
    streams.failNext("children of " + a, Kind.DENIED, 1);
    fixture.enumerator.handleSourceEvent(0, drained(a));
    fixture.calls();

    assertThat(fixture.causes(0)).containsExactly(Cause.DENIED);
  }

  /** A query for each would take minutes, at the rate that the service allows. */
  @Test
  void findsChildrenOfManyShardsByOneListing() throws Throwable {
    streams.stream(ARN);
    streams.pageSize(10);
    List<ShardKey> parents = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      parents.add(streams.shard(ARN, "parent-" + i));
    }
    Fixture fixture = listing(1);
    for (ShardKey parent : parents) {
      streams.shard(ARN, "child-of-" + parent.shard(), parent.shard());
    }
    int before = streams.calls(TestingStreams.listingOf(ARN));
    for (ShardKey parent : parents) {
      fixture.enumerator.handleSourceEvent(0, drained(parent));
    }
    for (int second = 0; second < 3; second++) {
      fixture.tick();
    }
    fixture.calls();

    assertThat(fixture.assigned(0)).hasSize(100);
    assertThat(fixture.events(0, ReleaseSplit.class)).hasSize(50);
    assertThat(parents.stream().mapToInt(parent -> streams.calls("children of " + parent)).sum())
        .isEqualTo(ChildSearch.MAX_QUERIES);
    assertThat(streams.calls(TestingStreams.listingOf(ARN)) - before).isEqualTo(10);
  }

  @Test
  void listsAgainAtOnceIfManyShardsEndDuringAListing() throws Throwable {
    streams.stream(ARN);
    streams.pageSize(10);
    List<ShardKey> parents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parents.add(streams.shard(ARN, "parent-" + i));
    }
    Fixture fixture = listing(1);
    fixture.round();
    for (ShardKey parent : parents) {
      fixture.enumerator.handleSourceEvent(0, drained(parent));
    }
    int pages = 2;
    for (int call = 0; call < pages + ChildSearch.MAX_QUERIES; call++) {
      fixture.call();
    }
    for (ShardKey parent : parents) {
      streams.shard(ARN, "child-of-" + parent.shard(), parent.shard());
    }
    fixture.calls();

    assertThat(fixture.assigned(0)).hasSize(40);
    assertThat(fixture.events(0, ReleaseSplit.class)).hasSize(20);
  }

  /** The listing may have passed the place of a child before it appeared. */
  @Test
  void asksAgainForChildrenThatAListingDidNotShow() throws Throwable {
    streams.stream(ARN);
    List<ShardKey> parents = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      parents.add(streams.shard(ARN, "parent-" + i));
    }
    Fixture fixture = listing(1);
    for (ShardKey parent : parents) {
      fixture.enumerator.handleSourceEvent(0, drained(parent));
    }
    fixture.calls();
    assertThat(fixture.assigned(0)).hasSize(10);

    for (ShardKey parent : parents) {
      streams.shard(ARN, "child-of-" + parent.shard(), parent.shard());
    }
    fixture.tick();
    fixture.calls();
    assertThat(fixture.assigned(0)).hasSize(20);
    assertThat(fixture.events(0, ReleaseSplit.class)).hasSize(10);
  }

  @Test
  void missingStreamHasNoChildrenAndFailsNothing() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    Fixture fixture = listing(1);
    streams.failNext("children of " + a, Kind.GONE, 1);
    fixture.enumerator.handleSourceEvent(0, drained(a));
    fixture.calls();
    now += 60_000;
    fixture.tick();

    assertThat(fixture.events(0, ReleaseSplit.class))
        .containsExactly(new ReleaseSplit(a.toString()));
  }

  /** A later shard that began at the start would be reported as trimmed once that is long ago. */
  @Test
  void startAppliesToTheFirstListingOnly() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    Start start = Start.at(Instant.ofEpochMilli(now));
    Fixture fixture =
        new Fixture(1, ShardedStreamSettings.from(start).build(), EnumeratorState.initial());
    fixture.register(0);
    fixture.round();
    fixture.calls();
    streams.shard(ARN, "b");
    fixture.round();
    fixture.calls();

    assertThat(fixture.splits(0))
        .extracting(split -> split.progress().position())
        .containsExactly(start.position(), Position.Horizon.INSTANCE);
  }

  @Test
  void retriesFailedPageAndRestartsListingAfterTwoFailures() throws Throwable {
    twoPages();
    Fixture fixture = registered(1);
    fixture.round();
    fixture.call();
    streams.failNext(TestingStreams.listingOf(ARN), Kind.THROTTLED, 2);
    fixture.call();
    fixture.round();
    fixture.call();
    fixture.round();
    fixture.calls();

    assertThat(fixture.assigned(0)).containsExactly("a", "b");
    assertThat(streams.calls(TestingStreams.listingOf(ARN))).isEqualTo(5);
  }

  @Test
  void resumesListingAtTheFailedPageOnce() throws Throwable {
    twoPages();
    Fixture fixture = registered(1);
    fixture.round();
    fixture.call();
    streams.failNext(TestingStreams.listingOf(ARN), Kind.RETRYABLE, 1);
    fixture.calls();
    fixture.round();
    fixture.calls();
    assertThat(fixture.assigned(0)).containsExactly("a", "b");
    assertThat(streams.calls(TestingStreams.listingOf(ARN))).isEqualTo(3);

    fixture.round();
    fixture.calls();
    assertThat(streams.calls(TestingStreams.listingOf(ARN))).as("all pages again").isEqualTo(5);
  }

  @Test
  void readsShardsWhoseParentNoPageOfAListingShowed() throws Throwable {
    streams.stream(ARN);
    streams.pageSize(1);
    streams.shard(ARN, "b", "trimmed");
    streams.shard(ARN, "c");
    Fixture fixture = registered(1);
    fixture.round();
    fixture.call();
    assertThat(fixture.assigned(0)).isEmpty();
    fixture.calls();
    assertThat(fixture.assigned(0)).containsExactlyInAnyOrder("b", "c");
  }

  /** Listings that pile up would show each other's pages as their own. */
  @Test
  void startsNoSecondListingOfAStreamDuringOne() throws Throwable {
    twoPages();
    Fixture fixture = registered(1);
    fixture.round();
    fixture.round();
    fixture.call();
    fixture.round();
    fixture.calls();
    assertThat(streams.calls(TestingStreams.listingOf(ARN))).isEqualTo(2);
  }

  @Test
  void failsOnPermanentErrorOfTheListOfStreamsOnly() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    Fixture fixture = registered(1);
    streams.failNext("streams", Kind.RETRYABLE, 1);
    streams.failNext("streams", Kind.THROTTLED, 1);
    fixture.round();
    fixture.round();
    fixture.round();
    fixture.calls();
    assertThat(fixture.assigned(0)).containsExactly("a");

    streams.failNext("streams", Kind.PERMANENT, 1);
    assertThatThrownBy(fixture::round).hasStackTraceContaining("ScriptedPERMANENT");
  }

  @Test
  void listsOtherStreamsWhileOneFails() throws Throwable {
    streams.stream(ARN);
    streams.stream(OTHER);
    streams.shard(OTHER, "x");
    streams.failAlways(TestingStreams.listingOf(ARN), Kind.RETRYABLE);
    Fixture fixture = listing(1);
    assertThat(fixture.assigned(0)).containsExactly("x");
  }

  @Test
  void reportsDeniedListingOnceAndRetriesIt() throws Throwable {
    streams.stream(ARN);
    streams.stream(OTHER);
    streams.shard(ARN, "a");
    streams.shard(OTHER, "x");
    streams.failNext(TestingStreams.listingOf(ARN), Kind.DENIED, 2);
    Fixture fixture = listing(1);
    fixture.round();
    fixture.calls();
    assertThat(fixture.assigned(0)).containsExactly("x");
    assertThat(fixture.causes(0)).containsExactly(Cause.DENIED);

    fixture.round();
    fixture.calls();
    assertThat(fixture.assigned(0)).containsExactly("x", "a");
    streams.failNext(TestingStreams.listingOf(ARN), Kind.DENIED, 1);
    fixture.round();
    fixture.calls();
    assertThat(fixture.causes(0)).containsExactly(Cause.DENIED, Cause.DENIED);
  }

  @Test
  void failsOnPermanentListingError() throws Throwable {
    streams.stream(ARN);
    streams.failAlways(TestingStreams.listingOf(ARN), Kind.PERMANENT);
    Fixture fixture = new Fixture(1, EnumeratorState.initial());
    fixture.round();
    assertThatThrownBy(fixture::call).hasStackTraceContaining("ScriptedPERMANENT for " + ARN);
  }

  @Test
  void reassignsShardsOfALostReaderWhenItReturns() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    streams.shard(ARN, "b");
    Fixture fixture = listing(2);
    assertThat(fixture.assigned(0)).containsExactly("a");

    fixture.lose(0, List.of(split("a")));
    fixture.lose(0, List.of());
    assertThat(fixture.assigned(1)).containsExactly("b");
    fixture.register(0);
    assertThat(fixture.assigned(0)).containsExactly("a", "a");
  }

  /** The engine refuses what is sent to a failed reader, and fails the whole job. */
  @Test
  void sendsNothingToAFailedReaderBeforeItIsStartedAgain() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    streams.shard(ARN, "b");
    Fixture fixture = listing(2);
    fixture.enumerator.handleSourceEvent(0, drained(a));
    fixture.fail(0);
    fixture.fail(1);
    streams.shard(ARN, "c");
    streams.shard(ARN, "d", "a");
    fixture.round();
    fixture.calls();
    fixture.enumerator.addSplitsBack(List.of(split("a")), 0);
    now += 60_000;
    fixture.tick();
    assertThat(fixture.assigned(0)).containsExactly("a");
    assertThat(fixture.assigned(1)).containsExactly("b");
    assertThat(fixture.events(0, ReleaseSplit.class)).isEmpty();

    fixture.register(0);
    fixture.enumerator.addSplitsBack(List.of(split("b")), 1);
    fixture.register(1);
    assertThat(fixture.assigned(0)).containsExactly("a", "a", "c");
    assertThat(fixture.assigned(1)).containsExactly("b", "b");
    fixture.enumerator.handleSourceEvent(0, drained(a));
    assertThat(fixture.assigned(0)).containsExactly("a", "a", "c", "d");
  }

  @Test
  void assignsShardsOfRemovedReadersAfterRescaling() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    streams.shard(ARN, "b");
    ShardKey c = streams.shard(ARN, "c");
    Fixture fixture = new Fixture(3, EnumeratorState.initial());
    for (int subtask = 0; subtask < 3; subtask++) {
      fixture.register(subtask);
    }
    fixture.round();
    fixture.calls();
    assertThat(fixture.assigned(2)).containsExactly("c");
    fixture.enumerator.handleSourceEvent(2, drained(c));
    fixture.lose(1, List.of(split("b")));
    fixture.lose(2, List.of());
    streams.shard(ARN, "d", "c");
    streams.shard(ARN, "e");
    streams.shard(ARN, "f");
    fixture.round();
    fixture.calls();
    assertThat(fixture.enumerator.snapshotState(1).entries())
        .filteredOn(entry -> entry.status() == LedgerEntry.Status.UNASSIGNED)
        .extracting(LedgerEntry::subtask)
        .as("bound to lost readers")
        .contains(1, 2);

    Fixture smaller = new Fixture(1, fixture.enumerator.snapshotState(1));
    smaller.register(0, split("a"), drained(c).decoded());
    assertThat(smaller.assigned(0)).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    assertThat(smaller.events(0, ReleaseSplit.class))
        .containsExactly(new ReleaseSplit(c.toString()));

    Fixture unreported = new Fixture(1, fixture.enumerator.snapshotState(2));
    unreported.register(0);
    assertThat(unreported.assigned(0)).containsExactlyInAnyOrder("a", "b", "d", "e", "f");
  }

  @Test
  void reassignsShardWhoseReaderFailsTwiceBeforeTheNextCheckpoint() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    Fixture fixture = registered(2);
    fixture.enumerator.snapshotState(1);
    fixture.enumerator.notifyCheckpointComplete(1);
    fixture.round();
    fixture.calls();
    fixture.enumerator.snapshotState(2);
    fixture.lose(0, List.of(split("a")));
    fixture.register(0);
    fixture.lose(0, List.of(split("a")));
    fixture.lose(0, List.of());
    fixture.register(0);
    assertThat(fixture.assigned(0)).containsExactly("a", "a", "a");

    Fixture restored = new Fixture(2, fixture.enumerator.snapshotState(3));
    restored.register(0);
    restored.lose(0, List.of());
    restored.register(1);
    restored.register(0);
    assertThat(restored.assigned(0)).containsExactly("a");
  }

  @Test
  void childWaitsForItsLostReaderAndKeepsItsParentOpen() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    Fixture fixture = listing(2);
    ShardKey b = streams.shard(ARN, "b", "a");
    streams.shard(ARN, "c", "a");
    streams.shard(ARN, "d", "a");
    fixture.enumerator.handleSourceEvent(0, drained(a));
    fixture.calls();
    fixture.lose(1, List.of());
    streams.shard(ARN, "e", "b");
    streams.shard(ARN, "f", "b");
    fixture.enumerator.handleSourceEvent(0, drained(b));
    fixture.calls();
    assertThat(fixture.assigned(0)).containsExactly("a", "b", "c", "d", "e");
    assertThat(fixture.assigned(1)).as("too many for the parent's reader").isEmpty();
    ReleaseSplit release = new ReleaseSplit(b.toString());
    assertThat(fixture.events(0, ReleaseSplit.class)).doesNotContain(release);
    EnumeratorState state = fixture.enumerator.snapshotState(1);

    fixture.register(1);
    assertThat(fixture.assigned(1)).containsExactly("f");
    assertThat(fixture.events(0, ReleaseSplit.class)).contains(release);

    Fixture smaller = new Fixture(1, state);
    smaller.register(0, drained(b).decoded(), split("c"), split("d"), split("e"));
    assertThat(smaller.assigned(0)).containsExactlyInAnyOrder("b", "c", "d", "e", "f");
    assertThat(smaller.events(0, ReleaseSplit.class)).containsExactly(release);
  }

  @Test
  void assignsReportedSplitsToRestoredReader() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    Fixture fixture = listing(1);
    Fixture restored = new Fixture(1, fixture.enumerator.snapshotState(1));
    ShardSplit reached =
        new ShardSplit(new ShardProgress(a, new Position.AfterSequence("7"), 9, false, List.of()));
    restored.register(0, reached);
    assertThat(restored.splits(0)).containsExactly(reached);
  }

  @Test
  void releasesDrainedShardAfterItsChildrenAreAssigned() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    Fixture fixture = listing(1);
    streams.shard(ARN, "b", "a");
    fixture.enumerator.handleSourceEvent(0, drained(a));
    assertThat(fixture.events(0, ReleaseSplit.class)).isEmpty();
    fixture.calls();

    assertThat(fixture.assigned(0)).containsExactly("a", "b");
    assertThat(fixture.events(0, ReleaseSplit.class))
        .containsExactly(new ReleaseSplit(a.toString()));
  }

  @Test
  void readsRecreatedStreamBeforeAndAfterARestore() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, new Shard("a", List.of(), null, false, "0"));
    Fixture fixture = listing(1);
    streams.delete(ARN);
    fixture.enumerator.handleSourceEvent(0, drained(a));
    for (int round = 0; round < 3; round++) {
      fixture.round();
      fixture.calls();
    }
    fixture.enumerator.snapshotState(1);
    fixture.enumerator.notifyCheckpointComplete(1);
    EnumeratorStateSerializer serializer = new EnumeratorStateSerializer();
    byte[] state = serializer.serialize(fixture.enumerator.snapshotState(2));

    streams.stream(ARN);
    streams.shard(ARN, new Shard("a", List.of(), null, false, "1000"));
    Fixture restored = new Fixture(1, serializer.deserialize(serializer.getVersion(), state));
    for (Fixture each : List.of(fixture, restored)) {
      each.register(0);
      for (int round = 0; round < 3; round++) {
        each.round();
        each.calls();
      }
    }
    assertThat(fixture.assigned(0)).containsExactly("a", "a");
    assertThat(restored.assigned(0)).containsExactly("a");
  }

  @Test
  void emitsGapsFoundByTheService() throws Throwable {
    streams.lose(new CoverageGap(Cause.STREAM_ENDED, "orders", "", 0, now, "no such table"));
    Fixture fixture = registered(1);
    fixture.round();
    fixture.tick();
    fixture.tick();
    assertThat(fixture.causes(0)).containsExactly(Cause.STREAM_ENDED);
    assertThat(fixture.enumerator.snapshotState(1).gaps()).hasSize(1);
  }

  @Test
  void checkpointsGapsThatAreNotYetSent() throws Throwable {
    streams.lose(new CoverageGap(Cause.STREAM_ENDED, "orders", "", 0, now, "no such table"));
    Fixture fixture = new Fixture(1, EnumeratorState.initial());
    fixture.round();
    assertThat(fixture.enumerator.snapshotState(1).gaps()).hasSize(1);
  }

  @Test
  void resendsGapUntilItIsAcknowledged() throws Throwable {
    streams.stream(ARN);
    Fixture fixture = listing(2);
    streams.disable(ARN);
    fixture.round();
    assertThat(fixture.causes(0)).containsExactly(Cause.STREAM_ENDED);

    fixture.lose(0, List.of());
    assertThat(fixture.causes(1)).containsExactly(Cause.STREAM_ENDED);
    Fixture restored = new Fixture(1, fixture.enumerator.snapshotState(1));
    restored.register(0);
    assertThat(restored.causes(0)).containsExactly(Cause.STREAM_ENDED);

    long id = restored.events(0, EmitGap.class).get(0).id();
    restored.enumerator.handleSourceEvent(0, new GapsEmitted(new long[] {id}));
    assertThat(restored.enumerator.snapshotState(2).gaps()).isEmpty();
  }

  @Test
  void reportsUncoveredHashRangeAndListsAgain() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, new Shard("a", List.of(), TestingStreams.half(true), false));
    Fixture fixture = registered(1);
    for (int i = 0; i < 3; i++) {
      assertThat(fixture.causes(0)).isEmpty();
      fixture.round();
      fixture.call();
    }
    assertThat(fixture.causes(0)).containsExactly(Cause.UNCOVERED_HASH_RANGE);
    fixture.calls();
    assertThat(streams.calls(TestingStreams.listingOf(ARN))).isEqualTo(4);
  }

  @Test
  void reportsTrimmedShardAfterDowntimeBeyondRetention() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    Fixture fixture = listing(1);

    now += 2 * 86_400_000L;
    Fixture restored = new Fixture(1, fixture.enumerator.snapshotState(1));
    restored.register(0, split("a"));
    assertThat(restored.causes(0)).containsExactly(Cause.TRIMMED);
    assertThat(restored.enumerator.snapshotState(2).gaps()).hasSize(1);
  }

  @Test
  void dropsStreamsRemovedFromSettingsWithoutAGap() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    streams.stream(OTHER);
    streams.shard(OTHER, "b");
    Fixture fixture = listing(1);
    EnumeratorState state = fixture.enumerator.snapshotState(1);

    streams.removeFromSettings(ARN);
    Fixture restored = new Fixture(1, state);
    restored.register(0, split(a.shard()));
    for (int round = 0; round < 3; round++) {
      restored.round();
      restored.calls();
    }
    assertThat(restored.assigned(0)).containsExactly("b");
    assertThat(restored.causes(0)).isEmpty();
    restored.lose(0, List.of(split(a.shard())));
    restored.register(0);
    assertThat(restored.assigned(0)).doesNotContain("a");
    assertThat(restored.enumerator.snapshotState(2).entries())
        .extracting(LedgerEntry::stream)
        .containsOnly(OTHER);
  }

  @Test
  void putsReaderWithoutShardsOnStandby() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    Fixture fixture = listing(2);
    assertThat(fixture.events(0, StandBy.class)).isEmpty();
    assertThat(fixture.events(1, StandBy.class)).hasSize(1);
  }

  @Test
  void putsReaderOnStandbyDespiteADeniedStream() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    streams.stream(OTHER);
    streams.shard(OTHER, "x");
    streams.failNext(TestingStreams.listingOf(OTHER), Kind.DENIED, 1);
    Fixture fixture = listing(2);
    assertThat(fixture.assigned(0)).containsExactly("a");
    assertThat(fixture.events(1, StandBy.class)).hasSize(1);

    fixture.round();
    fixture.calls();
    assertThat(fixture.assigned(1)).containsExactly("x");
  }

  @Test
  void putsReaderOnStandbyDespiteAMissingStream() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    streams.stream(OTHER);
    streams.failAlways(TestingStreams.listingOf(OTHER), Kind.GONE);
    Fixture fixture = listing(2);

    assertThat(fixture.events(1, StandBy.class)).hasSize(1);
    assertThat(fixture.causes(0)).containsExactly(Cause.STREAM_ENDED);
  }

  @Test
  void removesEndedStreamAfterItsShards() throws Throwable {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    Fixture fixture = listing(1);
    streams.delete(ARN);
    fixture.round();
    fixture.round();
    fixture.enumerator.handleSourceEvent(0, drained(a));
    EnumeratorState ended = fixture.enumerator.snapshotState(1);
    fixture.enumerator.notifyCheckpointComplete(1);
    fixture.round();
    assertThat(ended.plan().streams()).as("kept while its shards are in the ledger").hasSize(1);
    assertThat(fixture.causes(0)).containsExactly(Cause.STREAM_ENDED);

    now += 2 * 86_400_000L;
    Fixture restored = new Fixture(1, fixture.enumerator.snapshotState(2));
    restored.register(0);
    restored.round();
    restored.tick();
    restored.round();

    EnumeratorState state = restored.enumerator.snapshotState(3);
    assertThat(state.plan().streams()).isEmpty();
    assertThat(state.entries()).isEmpty();
    assertThat(restored.assigned(0)).isEmpty();
    assertThat(fixture.causes(0)).hasSize(1);
    assertThat(restored.causes(0)).as("only the unacknowledged gap").hasSize(1);
  }

  @Test
  void ignoresShardsOfAStreamRemovedDuringListing() throws Throwable {
    streams.stream(ARN);
    streams.shard(ARN, "a");
    Fixture fixture = registered(1);
    fixture.round();
    streams.hide(ARN);
    fixture.round();
    fixture.round();
    fixture.calls();

    assertThat(fixture.assigned(0)).isEmpty();
    EnumeratorState state = fixture.enumerator.snapshotState(1);
    assertThat(state.plan().streams()).isEmpty();
    assertThat(state.entries()).isEmpty();
  }

  private static ShardSplit split(String shard) {
    return new ShardSplit(
        new ShardProgress(
            new ShardKey(ARN, shard), Position.Horizon.INSTANCE, 0, false, List.of()));
  }

  private static ShardDrained drained(ShardKey key) {
    return ShardDrained.of(
        new ShardSplit(new ShardProgress(key, Position.Horizon.INSTANCE, 0, true, List.of())));
  }

  /** A stream with two shards, each on its own page of a listing. */
  private void twoPages() {
    streams.stream(ARN);
    streams.pageSize(1);
    streams.shard(ARN, "a");
    streams.shard(ARN, "b");
  }

  /** A new enumerator all of whose readers are registered. */
  private Fixture registered(int readers) {
    Fixture fixture = new Fixture(readers, EnumeratorState.initial());
    for (int i = 0; i < readers; i++) {
      fixture.register(i);
    }
    return fixture;
  }

  /** The same after its first listing. */
  private Fixture listing(int readers) throws Throwable {
    Fixture fixture = registered(readers);
    fixture.round();
    fixture.calls();
    return fixture;
  }

  private final class Fixture {
    final MockSplitEnumeratorContext<ShardSplit> context;
    final ShardEnumerator enumerator;

    Fixture(int parallelism, EnumeratorState state) {
      this(parallelism, SETTINGS, state);
    }

    Fixture(int parallelism, ShardedStreamSettings settings, EnumeratorState state) {
      context = new MockSplitEnumeratorContext<>(parallelism);
      contexts.add(context);
      enumerator = new ShardEnumerator(context, streams.factory(), settings, () -> now, state);
      enumerator.start();
    }

    /** The periodic listing of streams. */
    void round() throws Throwable {
      now += 30_000;
      context.runPeriodicCallable(0);
    }

    void tick() throws Throwable {
      now += 1_000;
      context.runPeriodicCallable(1);
    }

    void call() throws Throwable {
      context.runNextOneTimeCallable();
    }

    void calls() throws Throwable {
      while (!context.getOneTimeCallables().isEmpty()) {
        call();
      }
    }

    void register(int subtask, ShardSplit... reported) {
      context.registerReader(ReaderInfo.createReaderInfo(subtask, "here", List.of(reported)));
      enumerator.addReader(subtask);
    }

    /** The reader fails, and isn't started again yet. */
    void fail(int subtask) {
      context.unregisterReader(subtask);
    }

    void lose(int subtask, List<ShardSplit> back) {
      fail(subtask);
      enumerator.addSplitsBack(back, subtask);
    }

    List<ShardSplit> splits(int subtask) {
      List<ShardSplit> splits = new ArrayList<>();
      for (SplitsAssignment<ShardSplit> assignment : context.getSplitsAssignmentSequence()) {
        splits.addAll(assignment.assignment().getOrDefault(subtask, List.of()));
      }
      return splits;
    }

    List<String> assigned(int subtask) {
      return splits(subtask).stream().map(split -> split.progress().key().shard()).toList();
    }

    <E extends SourceEvent> List<E> events(int subtask, Class<E> type) throws Exception {
      return context.getSentSourceEvent().getOrDefault(subtask, List.of()).stream()
          .filter(type::isInstance)
          .map(type::cast)
          .toList();
    }

    List<Cause> causes(int subtask) throws Exception {
      return events(subtask, EmitGap.class).stream()
          .map(event -> event.decoded().gap().cause())
          .toList();
    }
  }
}
