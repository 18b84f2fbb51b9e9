package io.exposuremonitor.detectors.blindspot;

import java.util.HashMap;
import java.util.Map;

/**
 * The incomplete hours of one account and Region. A mutable state class: fields may be added, never
 * removed or renamed. About 200 bytes for each table with signs of life in each of the two or three
 * open hours; at most {@value CoverageHours#MAX_SIGNS} such pairs.
 */
public final class CoverageHoursState {
  /** By hour and table, {@code 492000 arn:…}. */
  public Map<String, TableSigns> open = new HashMap<>();

  /** The last hour emitted, hours since the epoch. */
  public long emitted = Long.MIN_VALUE;
}
