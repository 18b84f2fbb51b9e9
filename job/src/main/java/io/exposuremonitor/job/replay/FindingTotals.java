package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.Map;
import java.util.TreeMap;

/**
 * All findings of a replay as numbers.
 *
 * @param byFamily how many, by family and level
 * @param first earliest event time of any, epoch milliseconds; the maximum when there is none
 * @param last latest event time of any, epoch milliseconds; 0 when there is none
 */
public record FindingTotals(Map<String, Map<Level, Long>> byFamily, long first, long last) {
  static FindingTotals none() {
    return new FindingTotals(new TreeMap<>(), Long.MAX_VALUE, 0);
  }

  /** These and one more; the map is changed in place. */
  FindingTotals with(Finding finding) {
    byFamily
        .computeIfAbsent(finding.analytic().family(), family -> new TreeMap<>())
        .merge(finding.level(), 1L, Long::sum);
    return new FindingTotals(
        byFamily, Math.min(first, finding.start()), Math.max(last, finding.end()));
  }

  /** How many there are. */
  public long count() {
    return byFamily.values().stream()
        .flatMap(levels -> levels.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** True when one is at least as bad as {@code level}. */
  public boolean reached(Level level) {
    return byFamily.values().stream()
        .flatMap(levels -> levels.keySet().stream())
        .anyMatch(found -> found.atLeast(level));
  }
}
