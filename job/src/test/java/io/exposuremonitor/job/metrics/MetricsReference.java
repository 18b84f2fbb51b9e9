package io.exposuremonitor.job.metrics;

import io.exposuremonitor.detectors.measure.DomainMetric;
import java.util.Arrays;
import java.util.stream.Collectors;

/** All metrics of a running monitor as Markdown tables. */
final class MetricsReference {
  private MetricsReference() {}

  /** The table of the engine's metrics, with a final line terminator. */
  static String table() {
    StringBuilder out =
        new StringBuilder("| metric | labels | meaning | at the engine |\n|---|---|---|---|\n");
    for (ShownMetric metric : ShownMetric.values()) {
      boolean counter = metric.kind() == ShownMetric.Kind.COUNTER;
      out.append("| `")
          .append(metric.shownName())
          .append(counter ? "_total" : "")
          .append("` | ")
          .append(String.join(", ", metric.labels()))
          .append(" | ")
          .append(metric.help())
          .append(" | `")
          .append(metric.engineName())
          .append("` |\n");
    }
    return out.toString();
  }

  /** The table of the domain's metrics, with a final line terminator. */
  static String domainTable() {
    StringBuilder out =
        new StringBuilder("| metric | type | labels | meaning |\n|---|---|---|---|\n");
    for (DomainMetric metric : DomainMetric.values()) {
      out.append("| `")
          .append(metric.shownName())
          .append(metric.kind() == DomainMetric.Kind.COUNTER ? "_total" : "")
          .append("` | ")
          .append(type(metric))
          .append(" | ")
          .append(String.join(", ", metric.labels()))
          .append(" | ")
          .append(metric.help())
          .append(" |\n");
    }
    return out.toString();
  }

  /** Bounds of the buckets of delays, in seconds. */
  static String buckets() {
    return Arrays.stream(DomainMetric.DELIVERY_DELAY.buckets())
        .mapToObj(bound -> Long.toString((long) bound))
        .collect(Collectors.joining(", "));
  }

  private static String type(DomainMetric metric) {
    return switch (metric.kind()) {
      case COUNTER -> "counter";
      case GAUGE, LARGEST, AGE, DISTINCT -> "gauge";
      case HISTOGRAM -> "histogram";
    };
  }
}
