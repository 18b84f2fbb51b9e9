package io.exposuremonitor.connectors.leases;

/**
 * Names of the metrics of a {@link LeaseSource} besides those that it shares with {@link
 * io.exposuremonitor.connectors.stream.StreamMetrics}: items read, calls retried, throttled and
 * denied, gaps.
 */
public final class LeaseMetrics {
  /** Reader, gauge: tables in the settings that don't exist. */
  public static final String MISSING_TABLES = "missingLeaseTables";

  /** Reader, counter: items that look like leases and can't be read. */
  public static final String UNREADABLE_LEASES = "unreadableLeases";

  private LeaseMetrics() {}
}
