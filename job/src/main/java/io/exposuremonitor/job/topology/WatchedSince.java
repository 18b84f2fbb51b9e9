package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.detection.Observation;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Since when a live job has watched: what is new means something only after a while. It is the
 * clock's time of the first start, which every restart and savepoint carries on; records from
 * before it, of a backlog, don't count as watched. Eight bytes for each subtask.
 */
final class WatchedSince {
  private static final ListStateDescriptor<Long> STATE =
      new ListStateDescriptor<>("watched-since", Types.LONG);

  private final ListState<Long> state;
  private final long since;

  /**
   * Restores it, or starts now.
   *
   * @param now the clock, epoch milliseconds
   */
  WatchedSince(OperatorStateStore store, long now) throws Exception {
    state = store.getUnionListState(STATE);
    long earliest = now;
    for (long start : state.get()) {
      earliest = Math.min(earliest, start);
    }
    since = earliest;
  }

  /** To be called before each checkpoint. */
  void store() throws Exception {
    state.update(List.of(since));
  }

  /**
   * When logs were watched.
   *
   * @param observed times at which there were logs, where the caller knows them, as a replay does
   */
  Observation observation(List<Long> observed) {
    return observed.isEmpty() ? Observation.unbrokenSince(since) : Observation.of(observed);
  }
}
