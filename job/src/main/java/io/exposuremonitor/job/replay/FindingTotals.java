package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics over all findings of a replay.
 *
 * @param byFamily number of findings by family and level, without dry runs
 * @param dryRuns number of dry-run findings, by their detection's id
 * @param first earliest event time, epoch milliseconds; the maximum when there is none
 * @param last latest event time, epoch milliseconds; 0 when there is none
 */
public record FindingTotals(
    Map<String, Map<Level, Long>> byFamily, Map<String, Long> dryRuns, long first, long last) {
  static FindingTotals none() {
    return new FindingTotals(new TreeMap<>(), new TreeMap<>(), Long.MAX_VALUE, 0);
  }

  /** Adds a finding to these totals; modifies the maps in place. */
  FindingTotals with(Finding finding) {
    if (finding.dryRun()) {
      dryRuns.merge(finding.analytic().id(), 1L, Long::sum);
    } else {
      byFamily
          .computeIfAbsent(finding.analytic().family(), family -> new TreeMap<>())
          .merge(finding.level(), 1L, Long::sum);
    }
    return new FindingTotals(
        byFamily, dryRuns, Math.min(first, finding.start()), Math.max(last, finding.end()));
  }

  /** The number of findings by level, without dry runs. */
  public Map<Level, Long> byLevel() {
    Map<Level, Long> all = new EnumMap<>(Level.class);
    byFamily
        .values()
        .forEach(levels -> levels.forEach((level, count) -> all.merge(level, count, Long::sum)));
    return all;
  }

  /** True when a finding other than a dry run is at least as severe as {@code level}. */
  public boolean reached(Level level) {
    return byFamily.values().stream()
        .flatMap(levels -> levels.keySet().stream())
        .anyMatch(found -> found.atLeast(level));
  }
}
