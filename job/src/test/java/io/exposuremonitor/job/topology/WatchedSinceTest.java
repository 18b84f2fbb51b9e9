package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.Observation;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.Test;

class WatchedSinceTest {
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
  void aRestartCarriesTheFirstStartOn() throws Exception {
    OperatorStateStore store = store();
    new WatchedSince(store, 1_000).store();
    WatchedSince restarted = new WatchedSince(store, 5_000);
    restarted.store();

    assertThat(restarted.observation(List.of()).unbrokenAt(6_000)).isEqualTo(5_000);
    assertThat(new WatchedSince(store, 9_000).observation(List.of()).unbrokenAt(9_000))
        .isEqualTo(8_000);
  }

  @Test
  void whatWasNeverStoredStartsNow() throws Exception {
    OperatorStateStore store = store();
    assertThat(new WatchedSince(store, 1_000).observation(List.of()))
        .isEqualTo(Observation.unbrokenSince(1_000));
    assertThat(new WatchedSince(store, 5_000).observation(List.of()))
        .isEqualTo(Observation.unbrokenSince(5_000));
  }

  @Test
  void aBacklogFromBeforeWasNotWatched() throws Exception {
    assertThat(new WatchedSince(store(), 1_000).observation(List.of()).unbrokenAt(900))
        .isEqualTo(-1);
  }

  @Test
  void aReplayKnowsBetter() throws Exception {
    assertThat(new WatchedSince(store(), 1_000).observation(List.of(100L, 200L)))
        .isEqualTo(Observation.of(List.of(100L, 200L)));
  }
}
