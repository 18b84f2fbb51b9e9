package io.exposuremonitor.job.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Creates the reporter of an engine inside this process; the engine finds it by its name. Metrics
 * go to the Prometheus client's default registry, of which a process has one.
 */
public final class MetricsReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new MetricsReporter(PrometheusRegistry.defaultRegistry);
  }
}
