package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.detection.Observation.Stretch;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.Test;

class WatchedSinceTest {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  private static OperatorStateStore store() throws Exception {
    return new DefaultOperatorStateBackendBuilder(
            WatchedSinceTest.class.getClassLoader(),
            new ExecutionConfig(),
            false,
            List.of(),
            new CloseableRegistry())
        .build();
  }

  /** An observation since a day, with pauses. */
  private static Observation watchedSince(long day, Stretch... pauses) {
    return Observation.since(day * DAY, List.of(pauses));
  }

  @Test
  void restoresFirstStart() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, DAY, List.of()).store(DAY);
    WatchedSince restarted = new WatchedSince(store, 2 * DAY, List.of());
    restarted.store(2 * DAY);

    assertThat(restarted.observation()).isEqualTo(watchedSince(1));
    assertThat(new WatchedSince(store, 4 * DAY, List.of()).observation())
        .isEqualTo(watchedSince(1));
  }

  @Test
  void startsNowWithoutStoredState() throws Exception {
    OperatorStateStore store = store();
    assertThat(new WatchedSince(store, DAY, List.of()).observation()).isEqualTo(watchedSince(1));
    assertThat(new WatchedSince(store, 5 * DAY, List.of()).observation())
        .isEqualTo(watchedSince(5));
  }

  @Test
  void doesNotCountStopOfMoreThanTwoDays() throws Exception {
    OperatorStateStore store = store();
    WatchedSince first = new WatchedSince(store, DAY, List.of());
    first.store(8 * DAY);
    first.store(9 * DAY);
    WatchedSince resumed = new WatchedSince(store, 30 * DAY, List.of());

    Stretch stop = new Stretch(9 * DAY, 30 * DAY);
    assertThat(resumed.observation()).isEqualTo(watchedSince(1, stop));
    resumed.store(31 * DAY);
    WatchedSince again = new WatchedSince(store, 40 * DAY, List.of());
    assertThat(again.observation())
        .isEqualTo(watchedSince(1, stop, new Stretch(31 * DAY, 40 * DAY)));
  }

  @Test
  void forgetsStopsBeforeAnyMemory() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, DAY, List.of()).store(DAY);
    new WatchedSince(store, 10 * DAY, List.of()).store(409 * DAY);

    assertThat(new WatchedSince(store, 410 * DAY, List.of()).observation())
        .isEqualTo(watchedSince(1));
  }

  @Test
  void ignoresStopOfWrongClock() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, DAY, List.of()).store(DAY);
    new WatchedSince(store, 900 * DAY, List.of()).store(900 * DAY);

    assertThat(new WatchedSince(store, 2 * DAY, List.of()).observation())
        .isEqualTo(watchedSince(1));
  }

  /** Subtasks store what they restored, each with its own reading of the clock. */
  @Test
  void joinsStopAsSeenByAllSubtasks() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, DAY, List.of()).store(8 * DAY);
    ListState<Tuple2<Long, Long>> pauses =
        store.getUnionListState(
            new ListStateDescriptor<>("watched-pauses", Types.TUPLE(Types.LONG, Types.LONG)));
    for (List<Tuple2<Long, Long>> seen :
        List.of(
            List.of(Tuple2.of(4 * DAY, 7 * DAY + 2), Tuple2.of(4 * DAY + 1, 7 * DAY)),
            List.of(Tuple2.of(4 * DAY + 1, 7 * DAY), Tuple2.of(4 * DAY, 7 * DAY + 2)))) {
      pauses.update(seen);
      assertThat(new WatchedSince(store, 9 * DAY, List.of()).observation())
          .isEqualTo(watchedSince(1, new Stretch(4 * DAY, 7 * DAY + 2)));
    }
  }

  /** A subtask that was added later, or whose clock differs, changes nothing. */
  @Test
  void earliestStartAndLatestStoreOfAllSubtasksCount() throws Exception {
    OperatorStateStore store = store();
    store
        .getUnionListState(new ListStateDescriptor<>("watched-since", Types.LONG))
        .update(List.of(DAY, 3 * DAY));
    store
        .getUnionListState(new ListStateDescriptor<>("watched-at", Types.LONG))
        .update(List.of(9 * DAY, 5 * DAY));

    assertThat(new WatchedSince(store, 10 * DAY, List.of()).observation())
        .isEqualTo(watchedSince(1));
  }

  @Test
  void usesGivenObservationTimesInReplay() throws Exception {
    assertThat(new WatchedSince(store(), 1_000, List.of(100L, 200L)).observation())
        .isEqualTo(Observation.of(List.of(100L, 200L)));
  }

  @Test
  void continuesFromStartOfReplayedLogs() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 20 * DAY, List.of(10 * DAY, 12 * DAY, 14 * DAY)).store(20 * DAY);
    WatchedSince live = new WatchedSince(store, 16 * DAY, List.of());
    live.store(39 * DAY);

    assertThat(live.observation()).isEqualTo(watchedSince(10));
    assertThat(new WatchedSince(store, 40 * DAY, List.of()).observation())
        .as("a restart ignores when the logs ended")
        .isEqualTo(watchedSince(10));
  }

  @Test
  void startsAnewLongAfterReplayedLogs() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 20 * DAY, List.of(10 * DAY, 12 * DAY)).store(20 * DAY);

    assertThat(new WatchedSince(store, 14 * DAY + 1, List.of()).observation())
        .isEqualTo(Observation.unbrokenSince(14 * DAY + 1));
  }

  @Test
  void countsOnlyLastUnbrokenStretchOfLogs() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 20 * DAY, List.of(DAY, 10 * DAY, 11 * DAY)).store(20 * DAY);

    assertThat(new WatchedSince(store, 12 * DAY, List.of()).observation())
        .isEqualTo(watchedSince(10));
  }
}
