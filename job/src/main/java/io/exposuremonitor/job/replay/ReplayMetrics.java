package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.job.intake.ItemChangeCounts;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A replay's counts in Prometheus' text format, for a textfile collector or {@code promtool}.
 * Labels are bounded: never an actor, key, address or event id.
 */
public final class ReplayMetrics {
  /**
   * Maximum number of tables reported with the classes of data that they hold; each has a handful
   * of classes.
   */
  private static final int MAX_TABLES = 200;

  private static final String UNKNOWN_TABLE = "(unknown table)";

  private ReplayMetrics() {}

  /**
   * Writes the metrics of one replay.
   *
   * @param out left open
   */
  public static void write(ReplayResult result, OutputStream out) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    count(registry, "exposure_records", "CloudTrail records decoded.", result.counts().records());
    count(registry, "exposure_input_bytes", "Bytes read, as stored.", result.counts().bytes());
    count(registry, "exposure_input_files", "Files read.", result.files());
    count(
        registry,
        "exposure_activities",
        "Calls passed to stateful detectors.",
        result.counts().activities());
    count(
        registry,
        "exposure_rule_candidates",
        "Records evaluated by rules.",
        result.counts().candidates());
    itemChanges(registry, result.counts().itemChanges());
    sensitivity(registry, result.sensitivity());
    skipped(registry, result.skipped().byReason());
    findings(registry, result);
    count(
        registry,
        "exposure_suppressed_signals",
        "Signals withheld by a suppression in the policy.",
        result.counts().suppressed());
    count(
        registry,
        "exposure_findings_below_minimum_level",
        "Findings below the lowest level that the policy reports.",
        result.counts().minor());
    count(
        registry,
        "exposure_disabled_signals",
        "Signals of detectors that the policy disables.",
        result.counts().disabled());
    dryRuns(registry, result.totals().dryRuns());
    Gauge.builder()
        .name("exposure_replay_duration_seconds")
        .help("Wall-clock time of the replay.")
        .register(registry)
        .set(result.elapsed().toNanos() / 1e9);
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }

  private static void count(PrometheusRegistry registry, String name, String help, long value) {
    Counter.builder().name(name).help(help).register(registry).inc(value);
  }

  private static void itemChanges(PrometheusRegistry registry, ItemChangeCounts counts) {
    Counter changes =
        Counter.builder()
            .name("exposure_item_changes")
            .help("Changes of items, by table and kind; expired ones are removes as well.")
            .labelNames("table", "kind")
            .register(registry);
    counts
        .byTable()
        .forEach(
            (table, count) -> {
              changes.labelValues(table, "insert").inc(count.inserts());
              changes.labelValues(table, "modify").inc(count.modifies());
              changes.labelValues(table, "remove").inc(count.removes());
            });
    count(
        registry,
        "exposure_expired_items",
        "Items removed by time to live.",
        counts.total().expired());
    count(
        registry,
        "exposure_unreadable_item_values",
        "Values of changed items that could not be read.",
        counts.total().unreadableValues());
    count(
        registry,
        "exposure_sampled_out_items",
        "Items written whose values were not classified, because of the policy's sampling.",
        counts.total().sampledOut());
    count(
        registry,
        "exposure_cut_item_values",
        "Values of items that were only partly classified, because the work per item is bounded.",
        counts.total().cutValues());
  }

  private static void sensitivity(PrometheusRegistry registry, List<SensitivityShare> shares) {
    Gauge gauge =
        Gauge.builder()
            .name("exposure_sensitivity_share")
            .help("Share of the items written in a table's last day that contain a class of data.")
            .labelNames("table", "class")
            .register(registry);
    Set<String> tables = new TreeSet<>();
    for (SensitivityShare share : shares) {
      tables.add(share.table());
      if (tables.size() <= MAX_TABLES) {
        String table = share.table().isEmpty() ? UNKNOWN_TABLE : share.table();
        gauge.labelValues(table, share.dataClass()).set(share.ratio());
      }
    }
    Gauge.builder()
        .name("exposure_sensitivity_tables_left_out")
        .help("Tables beyond the limit of those with shares of their own.")
        .register(registry)
        .set(Math.max(0, tables.size() - MAX_TABLES));
  }

  private static void skipped(PrometheusRegistry registry, Map<String, Long> byReason) {
    Counter counter =
        Counter.builder()
            .name("exposure_skipped_inputs")
            .help("Inputs that could not be used, by reason.")
            .labelNames("reason")
            .register(registry);
    byReason.forEach((reason, count) -> counter.labelValues(reason).inc(count));
  }

  private static void dryRuns(PrometheusRegistry registry, Map<String, Long> byDetection) {
    Counter counter =
        Counter.builder()
            .name("exposure_dry_run_findings")
            .help("Findings of detections that the policy sets to dry-run.")
            .labelNames("detection")
            .register(registry);
    byDetection.forEach((detection, count) -> counter.labelValues(detection).inc(count));
  }

  private static void findings(PrometheusRegistry registry, ReplayResult result) {
    Counter counter =
        Counter.builder()
            .name("exposure_findings")
            .help("Findings, by family and level.")
            .labelNames("family", "level")
            .register(registry);
    result
        .totals()
        .byFamily()
        .forEach(
            (family, levels) ->
                levels.forEach(
                    (level, count) -> counter.labelValues(family, level.word()).inc(count)));
  }
}
