package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.detection.Observation;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Keeps the time since when a job has been watching, because a first occurrence is significant only
 * after a while. For a live job it is the clock's time at the first start, preserved across
 * restarts and savepoints; older records, from a backlog, don't count as watched.
 *
 * <p>A job that learns from past logs stores when these begin and end. A live job that starts from
 * that state soon after their end has been watching since their beginning; one that starts later
 * begins anew. Takes eight bytes for each subtask, sixteen with past logs.
 */
public final class WatchedSince {
  private static final ListStateDescriptor<Long> STATE =
      new ListStateDescriptor<>("watched-since", Types.LONG);

  /** Set only by learning from past logs, until a live job has started from them. */
  private static final ListStateDescriptor<Long> END_OF_LOGS =
      new ListStateDescriptor<>("watched-until", Types.LONG);

  private final ListState<Long> state;
  private final ListState<Long> endOfLogs;
  private final List<Observation.Stretch> logs;
  private final Observation observation;
  private final long since;

  /**
   * Restores the time, or starts now.
   *
   * @param now the clock, epoch milliseconds
   * @param observed times at which there were logs, when the caller knows them, as a replay does
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

  /** Stores the time. Must be called before each checkpoint. */
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

  /** The period during which the logs were watched. */
  Observation observation() {
    return observation;
  }
}
