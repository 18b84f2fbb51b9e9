package io.exposuremonitor.connectors.inventory;

import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes elements of what was seen.
 *
 * @param <T> the element
 */
public interface InventoryDecoder<T> extends Serializable {
  /** A table was looked at. */
  T table(TableReport report);

  /** Trails were listed. */
  T trails(TrailReport report);

  /** What elements are. */
  TypeInformation<T> type();
}
