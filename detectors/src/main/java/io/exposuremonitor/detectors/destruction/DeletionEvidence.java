package io.exposuremonitor.detectors.destruction;

import java.util.Map;
import java.util.TreeMap;

/** Combines the evidence of those windows around a tally whose counts are unusual. */
final class DeletionEvidence {
  private final String verb;
  private final Map<String, Long> counts = new TreeMap<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private long magnitude;

  /**
   * @param verb what happened to the items, as part of the names of counts: {@code deleted}
   */
  DeletionEvidence(String verb) {
    this.verb = verb;
  }

  /** Adds a window. */
  void add(DeletionSpan span, long first, long last, long vanished, long usual) {
    start = Math.min(start, first);
    end = Math.max(end, last);
    magnitude = Math.max(magnitude, vanished);
    counts.merge(verb + "_items", vanished, Math::max);
    counts.merge(verb + "_" + span.name, vanished, Math::max);
    counts.merge("window_seconds", span.window.millis() / 1_000, Math::max);
    if (usual > 0) {
      counts.merge("usual_items", usual, Math::max);
    }
  }

  Map<String, Long> counts() {
    return counts;
  }

  boolean hasHistory() {
    return counts.containsKey("usual_items");
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long magnitude() {
    return magnitude;
  }
}
