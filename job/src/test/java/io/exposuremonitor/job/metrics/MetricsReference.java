package io.exposuremonitor.job.metrics;

/** Every metric that a running monitor shows, as a table of Markdown. */
final class MetricsReference {
  private MetricsReference() {}

  /** The table, ending with a line end. */
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
}
