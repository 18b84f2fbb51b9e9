package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counters and histograms as a completed checkpoint holds them: what is shown of these is never
 * taken back by a restart, which Prometheus would take for a reset and count everything again. What
 * holds now, such as open findings, is shown at once. When no checkpoint completes for {@link
 * #HOLD_LIMIT}, counters are shown as they are. Not thread-safe.
 */
final class SavedCounters {
  /** How long a checkpoint is waited for. */
  static final Duration HOLD_LIMIT = Duration.ofMinutes(2);

  private final boolean checkpoints;
  private final NavigableMap<Long, List<Measured>> underWay = new TreeMap<>();
  private List<Measured> saved;
  private long savedAt;

  /**
   * @param checkpoints false when there are none: then nothing is held back for one
   * @param restored everything as it was restored
   * @param now the clock, epoch milliseconds
   */
  SavedCounters(boolean checkpoints, List<Measured> restored, long now) {
    this.checkpoints = checkpoints;
    this.saved = counters(restored);
    this.savedAt = now;
  }

  /** A checkpoint is made of everything as it is now. */
  void savedIn(long checkpoint, List<Measured> all) {
    underWay.put(checkpoint, counters(all));
  }

  /** A checkpoint is complete, and with it all before. */
  void complete(long checkpoint, long now) {
    NavigableMap<Long, List<Measured>> done = underWay.headMap(checkpoint, true);
    if (!done.isEmpty()) {
      saved = done.lastEntry().getValue();
      savedAt = now;
      done.clear();
    }
  }

  /** A checkpoint will never be complete; others may. */
  void aborted(long checkpoint) {
    underWay.remove(checkpoint);
  }

  /** Checkpoints that may still be complete. */
  int underWay() {
    return underWay.size();
  }

  /** What is to be shown of everything as it is now. */
  List<Measured> shown(List<Measured> all, long now) {
    if (!checkpoints || now - savedAt > HOLD_LIMIT.toMillis()) {
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
