package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.connectors.alert.HttpService;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.alert.FakePagerDuty.Mood;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.JoinedIncidents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kill chain in a job that fails, is cancelled and starts again, reported to a PagerDuty that
 * fails, throttles, cuts connections and hangs: one alert under one key opens and ends.
 */
@Tag("slow")
class AlertsEndToEndTest {
  private static final String KEY = "0123456789abcdefghijklmnopqrstuv";
  private static final long NIGHT = Instant.parse("2026-03-01T22:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long LATER = NIGHT + Duration.ofHours(30).toMillis();

  @TempDir private Path state;
  @TempDir private Path temporary;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void opensUpdatesAndResolvesOneAlertDespiteFailures() throws Exception {
    ScriptedFindings.begin();
    try (FakePagerDuty pagerDuty =
        new FakePagerDuty(
            Mood.FAILS, Mood.THROTTLES, Mood.CUTS, Mood.TAKES_AND_HANGS, Mood.FAILS)) {
      JobClient first = start(pagerDuty);
      ScriptedFindings.release(finding("recon.enumeration", "T1526", "", 0, Level.LOW));
      ScriptedFindings.release(finding("access.iam-wildcard", "T1098", "", 5, Level.MEDIUM));
      ScriptedFindings.release(
          finding("bulk-read.table-scan", "T1213.006", "customers", 10, Level.HIGH));
      waitUntil(() -> pagerDuty.met(Mood.FAILS) > 0);
      ScriptedFindings.fail();
      waitUntil(ScriptedFindings::hasFailed);
      waitUntil(() -> pagerDuty.met(Mood.TAKES_AND_HANGS) > 0);
      cancelAndAwait(first);

      JobClient second = start(pagerDuty);
      waitUntil(() -> pagerDuty.met(Mood.ACCEPTS) > 0);
      ScriptedFindings.release(
          finding("export.by-unusual-actor", "T1567.002", "customers", 40, Level.HIGH));
      waitUntil(() -> eventsOfOpenAlert(pagerDuty).size() > 1 && findings(pagerDuty) == 4);
      List<JsonNode> events = eventsOfOpenAlert(pagerDuty);
      pagerDuty.willMeet(Mood.FAILS, Mood.CUTS);
      ScriptedFindings.fail();

      // Other findings a day later advance event time.
      ScriptedFindings.release(unrelatedFinding(LATER));
      waitUntil(() -> pagerDuty.open().isEmpty());
      cancelAndAwait(second);

      assertThat(pagerDuty.calls()).hasSize(1);
      assertThat(pagerDuty.met(Mood.CUTS)).isEqualTo(2);
      assertThat(pagerDuty.met(Mood.THROTTLES)).isOne();
      assertThat(pagerDuty.routingKeys()).containsOnly(KEY);
      JsonNode last = events.get(events.size() - 1);
      assertThat(last.at("/payload/severity").textValue()).isEqualTo("critical");
      assertThat(last.at("/payload/custom_details/tactics").toString())
          .isEqualTo("[\"persistence\",\"discovery\",\"collection\",\"exfiltration\"]");
    }
  }

  private static List<JsonNode> eventsOfOpenAlert(FakePagerDuty pagerDuty) {
    return pagerDuty.open().values().stream().findFirst().orElse(List.of());
  }

  private static int findings(FakePagerDuty pagerDuty) {
    List<JsonNode> events = eventsOfOpenAlert(pagerDuty);
    return events.get(events.size() - 1).at("/payload/custom_details/findings").intValue();
  }

  /**
   * A cancelled job does not end at once, and until it does, it replaces the checkpoints that the
   * next one starts from.
   */
  private static void cancelAndAwait(JobClient job) throws Exception {
    job.cancel().get();
    job.getJobExecutionResult().exceptionally(cancelled -> null).get();
  }

  private JobClient start(FakePagerDuty pagerDuty) throws Exception {
    StreamExecutionEnvironment environment =
        EmbeddedEngine.live(1, temporary, new StateFolder(state), Duration.ofMillis(500));
    MonitorSettings monitor = MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE);
    RunSettings settings =
        RunSettings.ofFile(
            "monitor.yml",
            """
            inputs.none: {type: kinesis, streams: "arn:aws:kinesis:eu-west-1:123456789012:stream/s"}
            alerts.soc: {type: pagerduty, key: "env:PAGERDUTY_KEY", url: "%s"}
            """
                .formatted(pagerDuty.url()),
            Instant.EPOCH);
    DataStream<Finding> findings = ScriptedFindings.stream(environment);
    DataStream<SessionLink> noSessions =
        findings
            .flatMap(
                (Finding finding, Collector<SessionLink> out) -> {},
                TypeInformation.of(SessionLink.class))
            .uid("no-sessions");
    Policies policies = Policies.fixed(monitor);
    Alerts.send(
        JoinedIncidents.of(findings, noSessions, policies, IncidentSettings.DEFAULT),
        settings,
        policies,
        route -> HttpService.pagerDuty(Objects.requireNonNull(route.url()), KEY));
    return environment.executeAsync("alerts");
  }

  private static Finding finding(
      String id, String technique, String table, int minute, Level level) {
    Actor mallory =
        new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/Reporting", "111122223333");
    String resource =
        table.isEmpty() ? "" : "arn:aws:dynamodb:eu-west-1:111122223333:table/" + table;
    return finding(id, technique, mallory, resource, NIGHT + minute * MINUTE, level);
  }

  private static Finding unrelatedFinding(long time) {
    Actor other =
        new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/Other", "111122223333");
    return finding("recon.enumeration", "T1526", other, "", time, Level.LOW);
  }

  private static Finding finding(
      String id, String technique, Actor actor, String resource, long time, Level level) {
    return ExampleFinding.of(id, time)
        .uid(id + time)
        .analytic(new Analytic(id, id, Analytic.Type.BEHAVIORAL, List.of(technique), ""))
        .level(level)
        .actor(actor)
        .resource(resource)
        .message(id + " by " + actor.id())
        .build();
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(50);
    }
  }
}
