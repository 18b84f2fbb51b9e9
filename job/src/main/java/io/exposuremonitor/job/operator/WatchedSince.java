package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.detection.Observation.Stretch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Keeps the time since when a job has been watching, because a first occurrence is significant only
 * after a while. For a live job it is the clock's time at the first start, preserved across
 * restarts and savepoints; older records, from a backlog, don't count as watched. Times of more
 * than {@link Observation#MAX_GAP_MILLIS} between a checkpoint and the start from it are kept as
 * pauses, since nobody knows whether the backlog was complete.
 *
 * <p>A job that learns from past logs stores when these begin and end. A live job that starts from
 * that state soon after their end has been watching since their beginning; one that starts later
 * begins anew. Takes sixteen bytes for each subtask, and sixteen more for each pause.
 */
public final class WatchedSince {
  /** The longest memory that a policy may set; what is older has no effect. */
  private static final long LONGEST_MEMORY_MILLIS = Duration.ofDays(400).toMillis();

  private static final ListStateDescriptor<Long> STATE =
      new ListStateDescriptor<>("watched-since", Types.LONG);

  /** Set only by learning from past logs, until a live job has started from them. */
  private static final ListStateDescriptor<Long> END_OF_LOGS =
      new ListStateDescriptor<>("watched-until", Types.LONG);

  /** When a live job last stored its state. */
  private static final ListStateDescriptor<Long> STORED =
      new ListStateDescriptor<>("watched-at", Types.LONG);

  private static final ListStateDescriptor<Tuple2<Long, Long>> PAUSES =
      new ListStateDescriptor<>("watched-pauses", Types.TUPLE(Types.LONG, Types.LONG));

  private final ListState<Long> state;
  private final ListState<Long> endOfLogs;
  private final ListState<Long> stored;
  private final ListState<Tuple2<Long, Long>> storedPauses;
  private final List<Stretch> logs;
  private final List<Stretch> pauses;
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
    stored = store.getUnionListState(STORED);
    storedPauses = store.getUnionListState(PAUSES);
    logs = Observation.of(observed).stretches();
    since = restored(now);
    pauses = restoredPauses(now);
    observation =
        logs.isEmpty() ? Observation.since(since, pauses) : new Observation(logs, List.of());
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

  /**
   * The pauses of all subtasks, whose clocks differ a little, and the one that ends now. A pause
   * that ends in the future comes from a clock that was wrong.
   */
  private List<Stretch> restoredPauses(long now) throws Exception {
    List<Stretch> all = new ArrayList<>();
    for (Tuple2<Long, Long> pause : storedPauses.get()) {
      long ago = now - pause.f1;
      if (ago < LONGEST_MEMORY_MILLIS && ago > -Observation.MAX_GAP_MILLIS) {
        all.add(new Stretch(pause.f0, pause.f1));
      }
    }
    long last = Long.MIN_VALUE;
    for (long time : stored.get()) {
      last = Math.max(last, time);
    }
    if (last != Long.MIN_VALUE && now - last > Observation.MAX_GAP_MILLIS) {
      all.add(new Stretch(last, now));
    }
    return joined(all);
  }

  private static List<Stretch> joined(List<Stretch> overlapping) {
    overlapping.sort(Comparator.comparingLong(Stretch::start));
    List<Stretch> joined = new ArrayList<>();
    for (Stretch next : overlapping) {
      int last = joined.size() - 1;
      if (last >= 0 && next.start() <= joined.get(last).end()) {
        Stretch before = joined.get(last);
        joined.set(last, new Stretch(before.start(), Math.max(before.end(), next.end())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  /**
   * Stores the time. Must be called before each checkpoint.
   *
   * @param now the clock, epoch milliseconds
   */
  void store(long now) throws Exception {
    if (logs.isEmpty()) {
      state.update(List.of(since));
      endOfLogs.update(List.of());
      stored.update(List.of(now));
      storedPauses.update(
          pauses.stream().map(pause -> Tuple2.of(pause.start(), pause.end())).toList());
    } else {
      Stretch last = logs.get(logs.size() - 1);
      state.update(List.of(last.start()));
      endOfLogs.update(List.of(last.end()));
    }
  }

  /** The period during which the logs were watched. */
  Observation observation() {
    return observation;
  }
}
