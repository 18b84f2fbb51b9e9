package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.weighing.TableNews;
import io.exposuremonitor.detectors.weighing.Weigher;
import org.jspecify.annotations.Nullable;

/**
 * An element of what weighing takes, so that one input carries them all, beside that of the policy.
 *
 * @param finding or null
 * @param news of the table, or null; exactly one of the two is present
 */
public record Weighable(@Nullable Finding finding, @Nullable TableNews news) {
  public static Weighable of(Finding finding) {
    return new Weighable(finding, null);
  }

  public static Weighable of(TableNews news) {
    return new Weighable(null, news);
  }

  /** The table, by which the two are joined. */
  public String table() {
    if (finding != null) {
      return Weigher.table(finding);
    }
    return news == null ? "" : news.table();
  }
}
