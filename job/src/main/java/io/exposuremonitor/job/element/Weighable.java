package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.weighing.TableUpdate;
import io.exposuremonitor.detectors.weighing.Weigher;
import org.jspecify.annotations.Nullable;

/**
 * An input of weighing: a finding or an update about a table's sensitivity. One type for both,
 * because the operator's second input is the policy.
 *
 * @param finding or null
 * @param update update about the table, or null; exactly one of the two is present
 */
public record Weighable(@Nullable Finding finding, @Nullable TableUpdate update) {
  public static Weighable of(Finding finding) {
    return new Weighable(finding, null);
  }

  public static Weighable of(TableUpdate update) {
    return new Weighable(null, update);
  }

  /** The table, which is the key that joins the two. */
  public String table() {
    if (finding != null) {
      return Weigher.table(finding);
    }
    return update == null ? "" : update.table();
  }
}
