package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.bulkread.Coverage;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds the share of the table that was read to findings whose detector did not know the table's
 * size, using the size from an inventory.
 *
 * @param coverage the share that pages and keys amount to
 */
record Share(Coverage coverage) {
  private static final String COVERAGE = "coverage_percent";
  private static final String FAMILY = "bulk-read";

  /** The finding with the share added; unchanged if it has one or the share is unknown. */
  Finding applyTo(Finding finding) {
    Map<String, Long> counts = finding.evidence().counts();
    if (!finding.analytic().family().equals(FAMILY) || counts.containsKey(COVERAGE)) {
      return finding;
    }
    long percent =
        Math.max(
            coverage.percentOfPages(counts.getOrDefault("pages", 0L)),
            coverage.percentOfKeys(counts.getOrDefault("distinct_keys", 0L)));
    if (percent == 0) {
      return finding;
    }
    Map<String, Long> withPercent = new TreeMap<>(counts);
    withPercent.put(COVERAGE, percent);
    return finding.toBuilder()
        .message(finding.message() + "; about " + percent + " % of the table")
        .evidence(
            new Evidence(withPercent, finding.evidence().facts(), finding.evidence().events()))
        .build();
  }
}
