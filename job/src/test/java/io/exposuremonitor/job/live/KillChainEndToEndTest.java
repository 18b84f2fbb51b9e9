package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.job.alert.FakePagerDuty;
import io.exposuremonitor.job.alert.FakePagerDuty.Mood;
import io.exposuremonitor.job.alert.LocalAlertmanager;
import io.exposuremonitor.job.measure.LocalPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From CloudTrail's records of a theft to alerts: a monitor, run as a user does, is killed while
 * PagerDuty hangs and the scan continues, and is started again. One incident opens, is updated and
 * ends, in PagerDuty and in a real Alertmanager, and a real Prometheus has the right counts.
 */
@Tag("slow")
class KillChainEndToEndTest {
  /** Pages of each of the four segments, before the kill and again after it. */
  private static final int PAGES = 50;

  @TempDir private Path folder;
  private EmulatedAws aws;
  private FakePagerDuty pagerDuty;
  private Optional<LocalAlertmanager> alertmanager = Optional.empty();
  private Optional<LocalPrometheus> prometheus = Optional.empty();
  private MonitorProcess monitor;

  @BeforeEach
  void startServices() throws IOException {
    assumeTrue(EmulatedAws.missing().isEmpty(), () -> EmulatedAws.missing().orElse(""));
    aws = new EmulatedAws(2);
    pagerDuty = new FakePagerDuty(Mood.FAILS, Mood.THROTTLES, Mood.CUTS);
    int metrics = LocalProgram.freePort();
    if (LocalAlertmanager.missing().isEmpty()) {
      alertmanager = Optional.of(LocalAlertmanager.start(folder));
    }
    if (LocalPrometheus.missing().isEmpty()) {
      prometheus = Optional.of(LocalPrometheus.start(folder, "127.0.0.1:" + metrics));
    }
    Path policy = Files.writeString(folder.resolve("policy.yml"), KillChain.policy());
    Path config = folder.resolve("monitor.yml");
    Files.writeString(
        config,
        """
        monitor.policy: %s
        outputs: {findings: %s, incidents: %s}
        metrics.port: %d
        alerts:
          soc: {type: pagerduty, key: 'env:PAGERDUTY_KEY', url: '%s'}
        """
                .formatted(policy, findings(), incidents(), metrics, pagerDuty.url())
            + alertmanager
                .map(wall -> "  wall: {type: alertmanager, url: '%s'}%n".formatted(wall.url()))
                .orElse("")
            + "inputs:\n"
            + aws.inputs());
    monitor = MonitorProcess.commandLine(config, folder.resolve("state"), folder.resolve("log"));
  }

  @AfterEach
  void stopServices() {
    if (aws == null) {
      return;
    }
    monitor.close();
    prometheus.ifPresent(LocalPrometheus::close);
    alertmanager.ifPresent(LocalAlertmanager::close);
    pagerDuty.close();
    aws.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void reportsTheftAsOneIncidentDespiteCrash() throws Exception {
    KillChain chain = new KillChain();
    TrailDelivery trail = new TrailDelivery(aws);

    pagerDuty.usually(Mood.TAKES_AND_HANGS);
    monitor.start();
    trail.deliver(chain.enumerateTables());
    trail.deliver(chain.widenAccess());
    trail.deliver(chain.inspectTables());
    trail.deliver(chain.scan(PAGES));
    Waiting.until(() -> pagerDuty.met(Mood.TAKES_AND_HANGS) > 0, "PagerDuty hangs");
    Waiting.until(() -> activeAlerts() > 0, "the incident is at the Alertmanager");
    // All attempts except the one that hangs.
    awaitCount("exposure_alerts_retried_total{route=\"soc\"}", () -> failures() - 1);
    awaitCount("sum(exposure_incidents_opened_total)", () -> 1);
    if (alertmanager.isPresent()) {
      awaitCount("exposure_alerts_delivered_total{route=\"wall\"}", this::notificationsSent);
    }
    monitor.kill();
    assertThat(pagerDuty.met(Mood.ACCEPTS)).isZero();

    pagerDuty.willMeet(Mood.TAKES_AND_HANGS);
    pagerDuty.usually(Mood.ACCEPTS);
    monitor.start();
    trail.deliver(chain.scan(PAGES));
    trail.deliver(chain.exportTable());
    trail.deliver(chain.narrowLogs());
    Waiting.until(
        () -> detections().containsAll(KillChain.DETECTIONS),
        () -> "PagerDuty knows the whole chain, not " + detections());
    List<JsonNode> requests = acceptedRequests();
    assertThat(activeAlerts()).isEqualTo(alertmanager.isPresent() ? 1 : 0);

    pagerDuty.willMeet(Mood.FAILS, Mood.CUTS);
    Waiting.until(
        () -> {
          trail.deliverEventsOfToday();
          return pagerDuty.open().isEmpty() && activeAlerts() == 0;
        },
        "the incident has ended");

    awaitCount("exposure_alerts_delivered_total{route=\"soc\"}", () -> pagerDuty.met(Mood.ACCEPTS));
    // Counts survive the crash: only the attempt that hung at that time was never counted.
    awaitCount("exposure_alerts_retried_total{route=\"soc\"}", () -> failures() - 1);
    awaitCount("sum(exposure_alerts_refused_total)", () -> 0);
    awaitCount("sum(exposure_alerts_waiting)", () -> 0);
    if (alertmanager.isPresent()) {
      awaitCount("exposure_alerts_delivered_total{route=\"wall\"}", this::notificationsSent);
      awaitCount("exposure_alerts_retried_total{route=\"wall\"}", () -> 0);
      assertThat(alertmanager.get().received("resolved")).isPositive();
    }
    awaitCount("sum(exposure_incidents_opened_total)", () -> 1);
    awaitCount("sum(exposure_incidents_open)", () -> 0);
    awaitFindings();
    awaitCount("max(resets(exposure_findings_total[1h]))", () -> 0);
    awaitCount("max(resets(exposure_incidents_opened_total[1h]))", () -> 0);
    awaitCount("max(resets(exposure_alerts_delivered_total[1h]))", () -> 0);
    awaitCount("max(resets(exposure_records_total[1h]))", () -> 0);
    awaitCount("sum(exposure_policy_info)", () -> 1);
    assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);

    assertThat(pagerDuty.calls()).as("one incident at PagerDuty").hasSize(1);
    assertThat(requests).as("requests about it").hasSizeGreaterThan(1);
    assertThat(requests.get(requests.size() - 1).at("/payload/severity").asText())
        .isEqualTo("critical");
    List<JsonNode> revisions = OutputLines.in(incidents());
    assertThat(revisions)
        .extracting(line -> line.path("id").asText())
        .as("only the incident that PagerDuty knows")
        .containsOnly(pagerDuty.calls().get(0));
    assertThat(revisions).extracting(line -> line.path("revision").asInt()).doesNotHaveDuplicates();
    assertThat(revisions)
        .extracting(line -> line.path("change").asText())
        .contains("opened", "resolved")
        .containsOnlyOnce("opened")
        .containsOnlyOnce("resolved");
    String untested =
        Stream.of(LocalAlertmanager.missing(), LocalPrometheus.missing())
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    assumeTrue(untested.isEmpty(), untested);
  }

  private Path findings() {
    return folder.resolve("findings");
  }

  private Path incidents() {
    return folder.resolve("incidents");
  }

  /** Attempts that PagerDuty did not accept or did not confirm. */
  private int failures() {
    return Stream.of(Mood.FAILS, Mood.THROTTLES, Mood.CUTS, Mood.TAKES_AND_HANGS)
        .mapToInt(pagerDuty::met)
        .sum();
  }

  /** The requests about the open incident that PagerDuty accepted. */
  private List<JsonNode> acceptedRequests() {
    return pagerDuty.open().values().stream().findFirst().orElse(List.of());
  }

  private List<String> detections() {
    List<JsonNode> requests = acceptedRequests();
    return requests.isEmpty()
        ? List.of()
        : requests
            .get(requests.size() - 1)
            .at("/payload/custom_details")
            .findValuesAsText("analytic");
  }

  private int activeAlerts() throws IOException, InterruptedException {
    return alertmanager.isPresent() ? alertmanager.get().active().size() : 0;
  }

  private int notificationsSent() throws IOException, InterruptedException {
    return alertmanager.isPresent()
        ? alertmanager.get().received("firing") + alertmanager.get().received("resolved")
        : 0;
  }

  /** A number that may change during the wait. */
  @FunctionalInterface
  private interface Count {
    int get() throws IOException, InterruptedException;
  }

  private void awaitCount(String query, Count expected) {
    prometheus.ifPresent(
        shown ->
            Waiting.until(
                () -> shown.value(query).equals(Integer.toString(expected.get())),
                () -> query + " is what others saw"));
  }

  /** A finding counts at each level that it reaches. */
  private void awaitFindings() {
    prometheus.ifPresent(
        shown ->
            Waiting.until(
                () ->
                    shown
                        .values("sum by (level) (exposure_findings_total) > 0", "level")
                        .equals(findingsByLevel()),
                () -> "Prometheus counts " + findingsByLevel()));
  }

  private Map<String, Integer> findingsByLevel() {
    return OutputLines.in(findings()).stream()
        .filter(line -> line.path("activity_id").asInt() != 3)
        .map(
            line ->
                line.at("/finding_info/uid").asText()
                    + ' '
                    + line.path("severity").asText().toLowerCase(Locale.ROOT))
        .distinct()
        .collect(
            Collectors.toMap(
                text -> text.substring(text.lastIndexOf(' ') + 1),
                text -> 1,
                Integer::sum,
                TreeMap::new));
  }
}
