package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Converts readings into the source's elements.
 *
 * @param <T> the element
 */
public interface LeaseDecoder<T> extends Serializable {
  /** Creates the element of all tables' readings of one pass. */
  T readings(List<LeaseReading> readings);

  /** Creates the element that reports that a table could not be read. */
  T gap(CoverageGap gap);

  /** Type of the elements. */
  TypeInformation<T> type();
}
