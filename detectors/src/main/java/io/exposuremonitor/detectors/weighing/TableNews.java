package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import org.jspecify.annotations.Nullable;

/**
 * Something became known of a table: what it holds, or how large it is; one of the two.
 *
 * @param table its ARN
 */
public record TableNews(String table, @Nullable Holdings holdings, @Nullable TableSize size) {
  /** What it holds. */
  public static TableNews of(Holdings holdings) {
    return new TableNews(holdings.table(), holdings, null);
  }

  /** How large it is. */
  public static TableNews of(TableSize size) {
    return new TableNews(size.table(), null, size);
  }
}
