package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.job.alert.FakePagerDuty;
import io.exposuremonitor.job.alert.FakePagerDuty.Mood;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private static final Pattern METRICS = Pattern.compile("metrics at (\\S+);");

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
  void countsEveryPageOnceWhateverHappens() throws Exception {
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
            + "alerts.soc: {type: pagerduty, key: 'env:PAGERDUTY_KEY', url: '%s'}\n"
                .formatted(pagerDuty.url())
            + "metrics:\n  port: 0\n");
    WatchedScan scan = new WatchedScan(aws);
    try (pagerDuty;
        MonitorProcess monitor =
            MonitorProcess.commandLine(config, folder.resolve("state"), folder.resolve("log"))) {
      monitor.start();
      scan.upTo(120);
      awaitCheckpoint();
      aws.split(0);
      scan.upTo(220);
      monitor.kill();
      scan.upTo(260);
      monitor.start();
      aws.merge(0);
      scan.upTo(340);
      awaitCheckpoint();
      monitor.kill();
      aws.put("poison", "{\"eventSource\":".getBytes(StandardCharsets.UTF_8));
      monitor.start();
      scan.upTo(PAGES);
      for (int i = 0; i < 3; i++) {
        aws.put("item", TrailRecords.itemChange("item", i, "orders", scan.now()));
      }
      aws.awaitEmptyQueue();
      awaitMetric(
          "exposure_item_changes_total{kind=\"modify\",source=\"trail\",table=\""
              + "arn:aws:dynamodb:eu-west-1:000000000000:table/orders\"} 3.0");
      // What happened today ends the episode of three days ago.
      List<JsonNode> closed = scan.awaitEnd(findings, monitor);
      Waiting.until(() -> pagerDuty.open().isEmpty(), "the scan's alert has ended");
      String customers = "table=\"arn:aws:dynamodb:eu-west-1:123456789012:table/customers\"";
      awaitMetric("exposure_table_read_pages_total{%s} %d.0".formatted(customers, PAGES));
      awaitMetric("exposure_table_calls_total{kind=\"scan\",%s} %d.0".formatted(customers, PAGES));
      awaitMetric("exposure_alerts_waiting{route=\"soc\"} 0.0");
      List<String> metrics = metrics();

      assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);
      assertThat(closed).hasSize(1);
      assertThat(closed.get(0).path("evidences").toString()).contains("\"pages\":" + PAGES + ',');
      assertThat(OutputLines.in(findings).stream().map(line -> line.at("/metadata/uid").asText()))
          .as("no line twice")
          .doesNotHaveDuplicates();
      assertThat(OutputLines.in(letters))
          .extracting(line -> line.path("reason").asText())
          .containsOnly("truncated");
      assertThat(OutputLines.in(findings))
          .anyMatch(line -> OutputLines.analytic(line).equals("blindspot.gap"));
      assertMetrics(metrics);
      assertThat(pagerDuty.calls()).as("one call in spite of two crashes").hasSize(1);
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

  /** Of both inputs' readers and coordinators, of their intake, of dead letters and the engine. */
  private static void assertMetrics(List<String> metrics) {
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
            "exposure_source_behind_latest_seconds{source=\"trail\"}",
            "exposure_source_records_total{source=\"trail\"}",
            "exposure_source_objects_total{source=\"files\"}",
            "exposure_source_messages_deleted_total{source=\"files\"}",
            "exposure_source_discovery_age_seconds{source=\"files\"}",
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
  }

  private void awaitMetric(String line) {
    Waiting.until(() -> metrics().contains(line), line);
  }

  /** From where the monitor said that they are. */
  private List<String> metrics() throws IOException, InterruptedException {
    String url =
        METRICS
            .matcher(Files.readString(folder.resolve("log")))
            .results()
            .map(MatchResult::group)
            .reduce("", (earlier, later) -> later);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.substring(url.indexOf("http"), url.length() - 1)))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofLines())
        .body()
        .toList();
  }

  private void awaitCheckpoint() {
    long before = checkpoints();
    Waiting.until(() -> checkpoints() > before, "a checkpoint");
  }

  /** When the newest checkpoint of all was written. */
  private long checkpoints() {
    Path state = folder.resolve("state");
    if (!Files.isDirectory(state)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .mapToLong(file -> file.toFile().lastModified())
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException changing) {
      return 0;
    }
  }
}
