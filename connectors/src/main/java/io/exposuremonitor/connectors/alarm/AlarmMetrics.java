package io.exposuremonitor.connectors.alarm;

import org.apache.flink.metrics.MetricGroup;

/**
 * Metrics that Amazon Managed Service for Apache Flink publishes to CloudWatch: what is registered
 * in a group {@code KinesisAnalytics}; groups of a key and a value below it become dimensions
 * (developer guide, "Use custom metrics with Amazon Managed Service for Apache Flink"). It takes
 * counters, gauges and meters. On other clusters they are there as well, and do no harm.
 *
 * <p>They cost money by the name and dimension, so they are few. Their names begin with a capital,
 * so that none is the name of another metric.
 */
public final class AlarmMetrics {
  /** Counter: stretches of input that were lost unread. */
  public static final String GAPS = "Gaps";

  /** Counter: inputs that could not be used. */
  public static final String DEAD_LETTERS = "DeadLetters";

  /** Counter: alerts that a service will never take: nobody was called. */
  public static final String ALERTS_REFUSED = "AlertsRefused";

  /** Counter: findings that were opened. */
  public static final String FINDINGS = "Findings";

  /** Gauge, by level: incidents that are open. */
  public static final String OPEN_INCIDENTS = "OpenIncidents";

  /** Gauge: how far the slowest shard of a stream is behind, milliseconds. */
  public static final String SOURCE_BEHIND = "SourceBehindMillis";

  /** Dimension of {@link #OPEN_INCIDENTS}. */
  public static final String LEVEL = "Level";

  private static final String PUBLISHED = "KinesisAnalytics";
  private static final String SERVICE = "Service";
  private static final String MONITOR = "ExposureMonitor";

  private AlarmMetrics() {}

  /** Where they are registered. */
  public static MetricGroup in(MetricGroup operator) {
    return operator.addGroup(PUBLISHED).addGroup(SERVICE, MONITOR);
  }
}
