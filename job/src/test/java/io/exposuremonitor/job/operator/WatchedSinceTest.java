package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.Observation;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.OperatorStateStore;
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

  @Test
  void restoresFirstStart() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 1_000, List.of()).store();
    WatchedSince restarted = new WatchedSince(store, 5_000, List.of());
    restarted.store();

    assertThat(restarted.observation().unbrokenAt(6_000)).isEqualTo(5_000);
    assertThat(new WatchedSince(store, 9_000, List.of()).observation().unbrokenAt(9_000))
        .isEqualTo(8_000);
  }

  @Test
  void startsNowWithoutStoredState() throws Exception {
    OperatorStateStore store = store();
    assertThat(new WatchedSince(store, 1_000, List.of()).observation())
        .isEqualTo(Observation.unbrokenSince(1_000));
    assertThat(new WatchedSince(store, 5_000, List.of()).observation())
        .isEqualTo(Observation.unbrokenSince(5_000));
  }

  @Test
  void doesNotCountBacklogBeforeStart() throws Exception {
    assertThat(new WatchedSince(store(), 1_000, List.of()).observation().unbrokenAt(900))
        .isEqualTo(-1);
  }

  @Test
  void usesGivenObservationTimesInReplay() throws Exception {
    assertThat(new WatchedSince(store(), 1_000, List.of(100L, 200L)).observation())
        .isEqualTo(Observation.of(List.of(100L, 200L)));
  }

  @Test
  void continuesFromStartOfReplayedLogs() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 20 * DAY, List.of(10 * DAY, 12 * DAY, 14 * DAY)).store();
    WatchedSince live = new WatchedSince(store, 16 * DAY, List.of());
    live.store();

    assertThat(live.observation()).isEqualTo(Observation.unbrokenSince(10 * DAY));
    assertThat(new WatchedSince(store, 40 * DAY, List.of()).observation())
        .as("a restart ignores when the logs ended")
        .isEqualTo(Observation.unbrokenSince(10 * DAY));
  }

  @Test
  void startsAnewLongAfterReplayedLogs() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 20 * DAY, List.of(10 * DAY, 12 * DAY)).store();

    assertThat(new WatchedSince(store, 14 * DAY + 1, List.of()).observation())
        .isEqualTo(Observation.unbrokenSince(14 * DAY + 1));
  }

  @Test
  void countsOnlyLastUnbrokenStretchOfLogs() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 20 * DAY, List.of(DAY, 10 * DAY, 11 * DAY)).store();

    assertThat(new WatchedSince(store, 12 * DAY, List.of()).observation())
        .isEqualTo(Observation.unbrokenSince(10 * DAY));
  }
}
