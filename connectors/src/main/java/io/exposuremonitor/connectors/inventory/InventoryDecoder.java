package io.exposuremonitor.connectors.inventory;

import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Turns reports into elements.
 *
 * @param <T> the element
 */
public interface InventoryDecoder<T> extends Serializable {
  /** The element of a table's report. */
  T table(TableReport report);

  /** The element of a report on trails. */
  T trails(TrailReport report);

  /** Type of the elements. */
  TypeInformation<T> type();
}
