package io.exposuremonitor.connectors.alarm;

import org.apache.flink.metrics.MetricGroup;

/**
 * Metrics that Amazon Managed Service for Apache Flink publishes to CloudWatch: those registered in
 * a group {@code KinesisAnalytics}; groups of a key and a value below it become dimensions
 * (developer guide, "Use custom metrics with Amazon Managed Service for Apache Flink"). It accepts
 * counters, gauges and meters. On other clusters they exist as well, without effect.
 *
 * <p>They are billed by name and dimension, so there are few. Their names begin with a capital
 * letter, so that they differ from the names of all other metrics.
 */
public final class AlarmMetrics {
  /** Counter: losses of input. */
  public static final String GAPS = "Gaps";

  /** Counter: inputs that could not be used. */
  public static final String DEAD_LETTERS = "DeadLetters";

  /** Counter: alerts that a service finally refused or that were dropped: they paged nobody. */
  public static final String ALERTS_REFUSED = "AlertsRefused";

  /** Gauge: routes whose service keeps failing, or does not accept them: their alerts wait. */
  public static final String ALERT_ROUTES_BROKEN = "AlertRoutesBroken";

  /** Counter: attempts to write lines to an output that failed and are repeated. */
  public static final String OUTPUT_RETRIES = "OutputRetries";

  /** Counter: findings opened. */
  public static final String FINDINGS = "Findings";

  /** Gauge, by level: open incidents. */
  public static final String OPEN_INCIDENTS = "OpenIncidents";

  /** Gauge: how far the slowest shard of a stream is behind, milliseconds. */
  public static final String SOURCE_BEHIND = "SourceBehindMillis";

  /** Dimension of {@link #OPEN_INCIDENTS}. */
  public static final String LEVEL = "Level";

  private static final String PUBLISHED = "KinesisAnalytics";
  private static final String SERVICE = "Service";
  private static final String MONITOR = "ExposureMonitor";

  private AlarmMetrics() {}

  /** The group in which they are registered. */
  public static MetricGroup in(MetricGroup operator) {
    return operator.addGroup(PUBLISHED).addGroup(SERVICE, MONITOR);
  }
}
