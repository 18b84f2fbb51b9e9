package io.exposuremonitor.connectors.inventory;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** An inventory's counters and gauges. Thread-safe. */
public final class InventoryMetrics {
  /** Counter: completed sweeps. */
  public static final String SWEEPS = "inventorySweeps";

  /** Counter: denied calls; the facts that they would have returned stay unknown. */
  public static final String DENIED_CALLS = "inventoryDeniedCalls";

  /** Counter: calls that failed for other reasons. */
  public static final String FAILED_CALLS = "inventoryFailedCalls";

  /** Counter: calls that the SDK retried. */
  public static final String RETRIED_CALLS = "inventoryRetriedCalls";

  /** Gauge: tables that the last sweep found. */
  public static final String TABLES = "inventoryTables";

  final Counter sweeps;
  final Counter denied;
  final Counter failed;
  final Counter retried;
  private volatile long tables;

  InventoryMetrics(MetricGroup group) {
    sweeps = counter(group, SWEEPS);
    denied = counter(group, DENIED_CALLS);
    failed = counter(group, FAILED_CALLS);
    retried = counter(group, RETRIED_CALLS);
    group.gauge(TABLES, (Gauge<Long>) () -> tables);
  }

  void swept(long found) {
    tables = found;
    sweeps.inc();
  }

  private static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }
}
