package io.exposuremonitor.job.topology;

import java.util.List;

/**
 * What is measured of a table, as of now.
 *
 * @param table its ARN
 * @param metric name at the engine, one of {@link io.exposuremonitor.job.metrics.MonitorMetrics}
 * @param labels names and values of further labels, in turn
 * @param value in the metric's unit
 */
public record TableReading(String table, String metric, List<String> labels, long value) {
  static TableReading of(String table, String metric, long value) {
    return new TableReading(table, metric, List.of(), value);
  }
}
