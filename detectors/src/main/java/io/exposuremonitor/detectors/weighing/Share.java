package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds the share of the table that was read to findings whose detector did not know the table's
 * size, using the size from an inventory.
 *
 * @param sizeBytes 0 when unknown
 * @param itemCount 0 when unknown
 */
record Share(long sizeBytes, long itemCount) {
  private static final String COVERAGE = "coverage_percent";
  private static final String FAMILY = "bulk-read";

  /** Maximum size of a Scan page (DynamoDB developer guide, Scan: "up to 1 MB"). */
  private static final long PAGE_BYTES = 1 << 20;

  /** The finding with the share added; unchanged if it has one or the share is unknown. */
  Finding applyTo(Finding finding) {
    Map<String, Long> counts = finding.evidence().counts();
    if (!finding.analytic().family().equals(FAMILY) || counts.containsKey(COVERAGE)) {
      return finding;
    }
    long percent =
        Math.max(
            percent(counts.getOrDefault("pages", 0L), PAGE_BYTES, sizeBytes),
            percent(counts.getOrDefault("distinct_keys", 0L), 1, itemCount));
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

  private static long percent(long read, long each, long all) {
    return all == 0 ? 0 : Math.min(100, Math.round(100.0 * read * each / all));
  }
}
