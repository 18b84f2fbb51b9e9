package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.detection.Observation;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Since when a job has watched: what is new means something only after a while. For a live job it
 * is the clock's time of the first start, which every restart and savepoint carries on; records
 * from before it, of a backlog, don't count as watched.
 *
 * <p>A job that reads past logs leaves behind when they begin and end. One that starts from that
 * soon after they end has watched since they begin; one that starts later begins anew. Eight bytes
 * for each subtask, twice that from past logs.
 */
public final class WatchedSince {
  private static final ListStateDescriptor<Long> STATE =
      new ListStateDescriptor<>("watched-since", Types.LONG);

  /** Only what past logs left behind, until a live job has started from it. */
  private static final ListStateDescriptor<Long> END_OF_LOGS =
      new ListStateDescriptor<>("watched-until", Types.LONG);

  private final ListState<Long> state;
  private final ListState<Long> endOfLogs;
  private final List<Observation.Stretch> logs;
  private final Observation observation;
  private final long since;

  /**
   * Restores it, or starts now.
   *
   * @param now the clock, epoch milliseconds
   * @param observed times at which there were logs, where the caller knows them, as a replay does
   */
  WatchedSince(OperatorStateStore store, long now, List<Long> observed) throws Exception {
    state = store.getUnionListState(STATE);
    endOfLogs = store.getUnionListState(END_OF_LOGS);
    logs = Observation.of(observed).stretches();
    since = restored(now);
    observation = logs.isEmpty() ? Observation.unbrokenSince(since) : new Observation(logs);
  }

  private long restored(long now) throws Exception {
    for (long end : endOfLogs.get()) {
      if (now - end > Observation.MAX_GAP_MILLIS) {
        return now;
      }
    }
    long earliest = now;
    for (long start : state.get()) {
      earliest = Math.min(earliest, start);
    }
    return earliest;
  }

  /** To be called before each checkpoint. */
  void store() throws Exception {
    if (logs.isEmpty()) {
      state.update(List.of(since));
      endOfLogs.update(List.of());
    } else {
      Observation.Stretch last = logs.get(logs.size() - 1);
      state.update(List.of(last.start()));
      endOfLogs.update(List.of(last.end()));
    }
  }

  /** When logs were watched. */
  Observation observation() {
    return observation;
  }
}
