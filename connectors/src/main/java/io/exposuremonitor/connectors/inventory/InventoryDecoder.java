package io.exposuremonitor.connectors.inventory;

import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Converts reports into elements.
 *
 * @param <T> the element
 */
public interface InventoryDecoder<T> extends Serializable {
  /** Creates the element of a table's report. */
  T table(TableReport report);

  /** Creates the element of a report on trails. */
  T trails(TrailReport report);

  /** Type of the elements. */
  TypeInformation<T> type();
}
