package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.weighing.TableNews;
import io.exposuremonitor.detectors.weighing.Weigher;
import org.jspecify.annotations.Nullable;

/**
 * One of what weighing takes, so that it has one input beside that of the policy.
 *
 * @param finding or null
 * @param news of the table, or null; one of the two is there
 */
public record Weighable(@Nullable Finding finding, @Nullable TableNews news) {
  public static Weighable of(Finding finding) {
    return new Weighable(finding, null);
  }

  public static Weighable of(TableNews news) {
    return new Weighable(null, news);
  }

  /** What it is joined by. */
  public String table() {
    if (finding != null) {
      return Weigher.table(finding);
    }
    return news == null ? "" : news.table();
  }
}
