package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Exposes counters and histograms as of the last completed checkpoint, so that their values never
 * decrease after a restart: Prometheus would see a reset and count everything again. Present
 * values, such as the number of open findings, are exposed at once. When no checkpoint completes
 * for {@link #HOLD_LIMIT}, current counters are exposed; a checkpoint that completes afterwards may
 * hold smaller values, which do not replace them. Not thread-safe.
 */
final class SavedCounters {
  /** Longest wait for a checkpoint. */
  static final Duration HOLD_LIMIT = Duration.ofMinutes(2);

  private final boolean checkpoints;
  private final NavigableMap<Long, List<Measured>> pendingCheckpoints = new TreeMap<>();
  private List<Measured> saved;
  private long savedAt;

  /**
   * @param checkpoints false when the job takes none: then nothing is held back
   * @param restored all series as restored
   * @param now the clock, epoch milliseconds
   */
  SavedCounters(boolean checkpoints, List<Measured> restored, long now) {
    this.checkpoints = checkpoints;
    this.saved = counters(restored);
    this.savedAt = now;
  }

  /** Remembers the series that a checkpoint holds. */
  void savedIn(long checkpoint, List<Measured> all) {
    pendingCheckpoints.put(checkpoint, counters(all));
  }

  /**
   * Handles the completion of a checkpoint, which covers all earlier ones. Larger values that were
   * exposed meanwhile remain.
   */
  void complete(long checkpoint, long now) {
    NavigableMap<Long, List<Measured>> done = pendingCheckpoints.headMap(checkpoint, true);
    if (!done.isEmpty()) {
      saved = done.lastEntry().getValue();
      savedAt = now;
      done.clear();
    }
  }

  /** Handles a checkpoint that will never complete; later ones may. */
  void aborted(long checkpoint) {
    pendingCheckpoints.remove(checkpoint);
  }

  /** The number of checkpoints that may still complete. */
  int pendingCheckpoints() {
    return pendingCheckpoints.size();
  }

  /** The series to expose, given all present values. */
  List<Measured> shown(List<Measured> all, long now) {
    if (!checkpoints) {
      return all;
    }
    if (now - savedAt > HOLD_LIMIT.toMillis()) {
      saved = counters(all);
      pendingCheckpoints.replaceAll((checkpoint, older) -> saved);
      return all;
    }
    List<Measured> shown = new ArrayList<>(saved);
    for (Measured one : all) {
      if (!one.metric().kind().isCumulative()) {
        shown.add(one);
      }
    }
    return shown;
  }

  private static List<Measured> counters(List<Measured> all) {
    return all.stream().filter(one -> one.metric().kind().isCumulative()).toList();
  }
}
