package io.exposuremonitor.detectors.blindspot;

import java.util.HashMap;
import java.util.Map;

/**
 * The hours of one account and region that are not over. A mutable state class: fields may be
 * added, never removed or renamed. About 200 bytes for each table with signs of life in an open
 * hour, of which there are two or three; {@value CoverageHours#MOST_SIGNS} such pairs at most.
 */
public final class CoverageHoursState {
  /** By hour and table, {@code 492000 arn:…}. */
  public Map<String, TableSigns> open = new HashMap<>();

  /** The last hour that was told, hours since the epoch. */
  public long told = Long.MIN_VALUE;
}
