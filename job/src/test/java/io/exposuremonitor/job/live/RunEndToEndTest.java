package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.alert.FakePagerDuty;
import io.exposuremonitor.job.alert.FakePagerDuty.Mood;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The monitor as a user runs it, against emulated services. It is killed while the stream is
 * resharded, and must have counted every page of a scan once.
 */
@Tag("slow")
class RunEndToEndTest {
  private static final int PAGES = 420;

  private static EmulatedAws aws;

  @TempDir private Path folder;

  @BeforeAll
  static void startEmulators() {
    assumeTrue(EmulatedAws.missing().isEmpty(), () -> EmulatedAws.missing().orElse(""));
    aws = new EmulatedAws(2);
  }

  @AfterAll
  static void stopEmulators() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void countsEachPageOnceDespiteKillsAndResharding() throws Exception {
    Path findings = folder.resolve("findings");
    Path letters = folder.resolve("letters");
    Path incidents = folder.resolve("incidents");
    FakePagerDuty pagerDuty = new FakePagerDuty(Mood.FAILS, Mood.THROTTLES, Mood.CUTS);
    Path config = folder.resolve("monitor.yml");
    Files.writeString(
        config,
        "inputs:\n"
            + aws.inputs()
            + "outputs:\n  findings: %s\n  dead-letters: %s\n".formatted(findings, letters)
            + "  incidents: %s\n".formatted(incidents)
            + aws.outputs()
            + "alerts.soc: {type: pagerduty, key: 'env:PAGERDUTY_KEY', url: '%s'}\n"
                .formatted(pagerDuty.url())
            + "metrics:\n  port: 0\n");
    WatchedScan scan = new WatchedScan(aws);
    try (pagerDuty;
        MonitorProcess monitor =
            MonitorProcess.commandLine(config, folder.resolve("state"), folder.resolve("log"))) {
      monitor.start();
      scan.upTo(120);
      monitor.awaitCheckpoint();
      aws.split(0);
      scan.upTo(220);
      monitor.kill();
      scan.upTo(260);
      monitor.start();
      aws.merge(0);
      scan.upTo(340);
      monitor.awaitCheckpoint();
      monitor.kill();
      aws.put("poison", "{\"eventSource\":".getBytes(StandardCharsets.UTF_8));
      monitor.start();
      scan.upTo(PAGES);
      WatchedItems items = new WatchedItems(aws);
      items.change(scan.now());
      items.change(scan.now());
      aws.awaitEmptyQueue();
      items.metrics().forEach(monitor::awaitMetric);
      // Events of today end the episode of three days ago.
      List<JsonNode> closed = scan.awaitEnd(findings, monitor);
      Waiting.until(() -> pagerDuty.open().isEmpty(), "the scan's alert has ended");
      String customers = "table=\"arn:aws:dynamodb:eu-west-1:123456789012:table/customers\"";
      monitor.awaitMetric("exposure_table_read_pages_total{%s} %d.0".formatted(customers, PAGES));
      monitor.awaitMetric(
          "exposure_table_calls_total{kind=\"scan\",%s} %d.0".formatted(customers, PAGES));
      monitor.awaitMetric("exposure_alerts_waiting{route=\"soc\"} 0.0");
      monitor.awaitMetric("exposure_output_waiting{output=\"findings-bucket\"} 0.0");
      monitor.awaitMetric("exposure_output_waiting{output=\"findings-stream\"} 0.0");
      // The scan is three days old, but arrived while this ran.
      monitor.awaitMetric(
          "exposure_detection_latency_seconds_bucket{family=\"bulk-read\",le=\"86400.0\"} 0");
      monitor.awaitMetric(
          "exposure_detection_latency_from_arrival_seconds_bucket{family=\"bulk-read\",le=\"300.0\"} 1");
      List<String> metrics = monitor.metrics();

      assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);
      assertThat(closed).hasSize(1);
      assertThat(closed.get(0).path("evidences").toString()).contains("\"pages\":" + PAGES + ',');
      assertThat(OutputLines.in(findings).stream().map(line -> line.at("/metadata/uid").asText()))
          .as("no duplicate lines")
          .doesNotHaveDuplicates();
      List<String> inFolder = uids(OutputLines.in(findings));
      assertThat(uids(json(aws.stored())))
          .as("the bucket holds each line once")
          .containsExactlyInAnyOrderElementsOf(inFolder);
      assertThat(uids(json(aws.streamed()))).as("the stream holds each line").containsAll(inFolder);
      assertThat(OutputLines.in(letters))
          .extracting(line -> line.path("reason").asText())
          .containsOnly("truncated");
      assertThat(OutputLines.in(findings))
          .anyMatch(line -> OutputLines.analytic(line).equals("blindspot.gap"));
      assertMetrics(metrics);
      assertThat(pagerDuty.calls()).as("one incident at PagerDuty despite two crashes").hasSize(1);
      List<JsonNode> revisions =
          OutputLines.in(incidents).stream()
              .filter(line -> line.path("id").asText().equals(pagerDuty.calls().get(0)))
              .toList();
      assertThat(revisions)
          .extracting(line -> line.path("change").asText())
          .contains("opened", "calmed", "resolved");
      assertThat(revisions)
          .extracting(line -> line.path("revision").asInt())
          .doesNotHaveDuplicates();
    }
  }

  private static List<String> uids(List<JsonNode> lines) {
    return lines.stream().map(line -> line.at("/metadata/uid").asText()).toList();
  }

  private static List<JsonNode> json(List<String> lines) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String line : lines) {
      all.add(new ObjectMapper().readTree(line));
    }
    return all;
  }

  /**
   * Metrics of the readers and coordinators of both inputs, of their intake, of dead letters and of
   * the engine.
   */
  private static void assertMetrics(List<String> metrics) {
    assertThat(ShownSource.missingOfDataStreams(metrics, "trail")).isEmpty();
    assertThat(metrics)
        .contains(
            "exposure_source_open_shards{source=\"trail\"} 2.0",
            "exposure_source_stalled_shards{source=\"trail\"} 0.0",
            "exposure_source_messages_held{source=\"files\"} 0.0",
            "exposure_skipped_inputs_total{reason=\"truncated\"} 1.0",
            "exposure_alert_route_broken{route=\"soc\"} 0.0",
            "exposure_engine_restarts_total 0.0");
    for (String name :
        List.of(
            "exposure_source_objects_total{source=\"files\"}",
            "exposure_source_messages_deleted_total{source=\"files\"}",
            "exposure_source_discovery_age_seconds{source=\"files\"}",
            "exposure_source_behind_latest_seconds{source=\"trail\"}",
            "exposure_records_total{source=\"trail\"}",
            "exposure_records_total{source=\"files\"}",
            "exposure_alerts_delivered_total{route=\"soc\"}",
            "exposure_incident_changes_total{change=\"resolved\"}",
            "exposure_incidents_open{level=\"critical\"}",
            "exposure_incidents_opened_total{level=\"high\"}",
            "exposure_findings_total{detection=\"blindspot.gap\",family=\"blindspot\",level=\"medium\"}",
            "exposure_source_last_event_timestamp_seconds{source=\"trail\"}",
            "exposure_event_delivery_delay_seconds_count{source=\"trail\"}",
            "exposure_suppressed_signals_total",
            "exposure_engine_checkpoints_completed_total")) {
      assertThat(metrics).anyMatch(line -> line.startsWith(name + ' '));
    }
    assertThat(sum(metrics, "exposure_activities_total"))
        .as("API calls of three runs of the process, each counted once")
        .isEqualTo(sum(metrics, "exposure_table_calls_total"));
  }

  private static double sum(List<String> metrics, String name) {
    return metrics.stream()
        .filter(line -> line.startsWith(name + '{'))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
