package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reduces findings to one per episode, the worst first. */
final class Episodes {
  private static final Comparator<Finding> LATER =
      Comparator.comparing(Finding::phase)
          .thenComparingLong(Finding::time)
          .thenComparingLong(Finding::end)
          .thenComparing(Finding::level);

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::level)
          .reversed()
          .thenComparingLong(Finding::start)
          .thenComparing(Finding::uid);

  private Episodes() {}

  /** The last phase of each finding, sorted by level from the worst, then by start. */
  static List<Finding> of(List<Finding> findings) {
    Map<String, Finding> last = new HashMap<>();
    for (Finding finding : findings) {
      last.merge(finding.uid(), finding, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
    }
    return last.values().stream().sorted(WORST_FIRST).toList();
  }
}
