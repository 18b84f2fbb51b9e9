package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import org.jspecify.annotations.Nullable;

/**
 * An update on a table: either its holdings or its size.
 *
 * @param table the table's ARN
 */
public record TableUpdate(String table, @Nullable Holdings holdings, @Nullable TableSize size) {
  /** An update of its holdings. */
  public static TableUpdate of(Holdings holdings) {
    return new TableUpdate(holdings.table(), holdings, null);
  }

  /** An update of its size. */
  public static TableUpdate of(TableSize size) {
    return new TableUpdate(size.table(), null, size);
  }
}
