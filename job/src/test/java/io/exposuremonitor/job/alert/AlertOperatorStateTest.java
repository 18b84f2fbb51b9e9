package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.sample.Samples;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the operator keeps across restarts, and what it counts. */
@SuppressWarnings("try") // closing a harness waits for its tasks
class AlertOperatorStateTest {
  private static final long SECOND = 1_000;
  private static final RouteSettings SOC = ExampleRoutes.of("soc", RouteSettings.Type.WEBHOOK, 1);
  private static final RouteSettings CARDS =
      ExampleRoutes.of(
          "cards",
          RouteSettings.Type.WEBHOOK,
          Level.LOW,
          List.of(),
          List.of("cards"),
          List.of(),
          1);
  private static final RouteSettings CHANGES =
      ExampleRoutes.of("changes", RouteSettings.Type.PAGERDUTY_CHANGES, 1);

  private final List<String> sent = new ArrayList<>();
  private final Deque<Reply.Outcome> script = new ArrayDeque<>();
  private final List<String> closed = new ArrayList<>();
  private long now = ExampleIncidents.END;

  private static MonitorSettings labelled(String label) {
    String policy = "version: 1\ntables: [{match: customers, labels: [" + label + "]}]\n";
    return new MonitorSettings(
        new TextFile("policy.yml", policy),
        List.of(),
        List.of(),
        Episodes.Reporting.LIFE_CYCLE,
        List.of());
  }

  /** Records letters and replies as the test scripts it; delivers by default. */
  private final class Service implements AlertService {
    private final String route;

    Service(String route) {
      this.route = route;
    }

    @Override
    public CompletableFuture<Reply> send(Letter letter) {
      String key = letter.key().replaceFirst(":.*", "");
      sent.add(route + ' ' + letter.kind() + ' ' + key + ' ' + letter.revision());
      Reply.Outcome outcome = script.isEmpty() ? Reply.Outcome.DELIVERED : script.removeFirst();
      return CompletableFuture.completedFuture(new Reply(outcome, "scripted", null));
    }

    @Override
    public @Nullable Duration repeatEvery() {
      return null;
    }

    @Override
    public void close() {
      closed.add(route);
    }
  }

  private AlertOperator operator(RouteSettings... routes) {
    IncidentOptions options = new IncidentOptions(Duration.ofHours(24), Optional.empty(), "", "");
    return new AlertOperator(
        List.of(routes), labelled("pii"), new Bodies(options), route -> new Service(route.name()));
  }

  private OneInputStreamOperatorTestHarness<Incident, Incident> opened(
      AlertOperator operator, @Nullable OperatorSubtaskState state) throws Exception {
    OneInputStreamOperatorTestHarness<Incident, Incident> harness =
        new OneInputStreamOperatorTestHarness<>(operator);
    harness
        .getEnvironment()
        .getJobConfiguration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    harness.setProcessingTime(now);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private void process(
      OneInputStreamOperatorTestHarness<Incident, Incident> harness, Incident... incidents)
      throws Exception {
    for (Incident incident : incidents) {
      harness.processElement(new StreamRecord<>(incident));
    }
  }

  /** Takes and completes a checkpoint, and sends what it holds. */
  private void deliver(
      OneInputStreamOperatorTestHarness<Incident, Incident> harness, long checkpoint)
      throws Exception {
    harness.snapshot(checkpoint, now);
    harness.notifyOfCompletedCheckpoint(checkpoint);
    pass(harness);
  }

  private void pass(OneInputStreamOperatorTestHarness<Incident, Incident> harness)
      throws Exception {
    now += SECOND;
    harness.setProcessingTime(now);
  }

  private static Incident incident(String id, long revision, Change change) {
    return ExampleIncidents.incident(id, revision, change, Level.HIGH);
  }

  private static List<Double> values(
      OneInputStreamOperatorTestHarness<Incident, Incident> harness,
      DomainMetric metric,
      String... labels) {
    return harness.getSideOutput(Samples.COUNTED).stream()
        .map(StreamRecord::getValue)
        .filter(sample -> sample.metric() == metric && sample.labels().equals(List.of(labels)))
        .map(Sample::value)
        .toList();
  }

  private static double count(
      OneInputStreamOperatorTestHarness<Incident, Incident> harness,
      DomainMetric metric,
      String... labels) {
    return values(harness, metric, labels).stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A job that notified one route of incident {@code a}, which was then merged into {@code c}. */
  private OperatorSubtaskState afterMerger() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<Incident, Incident> harness =
        opened(operator(SOC, CHANGES), null)) {
      process(harness, incident("a", 1, Change.OPENED), incident("b", 1, Change.OPENED));
      pass(harness);
      assertThat(sent).as("no checkpoint holds the letters yet").isEmpty();
      deliver(harness, 1);
      assertThat(sent)
          .containsExactlyInAnyOrder(
              "changes NOTE change 1", "soc TRIGGER a 1", "soc TRIGGER budget 1");
      assertThat(count(harness, DomainMetric.ALERTS_SUPPRESSED, "soc")).isEqualTo(1);

      process(harness, ExampleIncidents.merged("a", 2, "c"));
      state = harness.snapshot(2, now);
    }
    sent.clear();
    return state;
  }

  @Test
  void continuesWithWhatItKnewBeforeRestart() throws Exception {
    OperatorSubtaskState state = afterMerger();
    assertThat(closed).containsExactly("soc", "changes");

    try (OneInputStreamOperatorTestHarness<Incident, Incident> restarted =
        opened(operator(SOC, CHANGES), state)) {
      pass(restarted);
      process(restarted, incident("c", 2, Change.RAISED), incident("d", 1, Change.OPENED));
      process(restarted, incident("b", 2, Change.EXTENDED));
      deliver(restarted, 3);
      assertThat(count(restarted, DomainMetric.ALERTS_SUPPRESSED, "soc"))
          .as("d: b has been counted")
          .isEqualTo(1);
    }
    // The version is known, the budget stays spent, and c succeeds an incident that was alerted.
    assertThat(sent).containsExactly("soc RESOLVE a 2", "soc TRIGGER c 2");
  }

  /** Sends what waits no longer, after a restart at some time after the last checkpoint. */
  private List<String> sentAfterRestart(long secondsLater) throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<Incident, Incident> harness =
        opened(operator(SOC), null)) {
      state = harness.snapshot(1, now);
    }
    now += secondsLater * SECOND;
    try (OneInputStreamOperatorTestHarness<Incident, Incident> restarted =
        opened(operator(SOC), state)) {
      process(restarted, incident("a", 1, Change.OPENED));
      pass(restarted);
      pass(restarted);
    }
    return sent;
  }

  @Test
  void alertsAtOnceIfJobKeepsRestartingWithoutACheckpoint() throws Exception {
    assertThat(sentAfterRestart(121)).containsExactly("soc TRIGGER a 1");
  }

  @Test
  void waitsForCheckpointAfterAnyOtherRestart() throws Exception {
    assertThat(sentAfterRestart(60)).isEmpty();
  }

  @Test
  void countsAlertsOfRemovedRoute() throws Exception {
    OperatorSubtaskState state = afterMerger();

    try (OneInputStreamOperatorTestHarness<Incident, Incident> restarted =
        opened(operator(CHANGES), state)) {
      pass(restarted);
      assertThat(count(restarted, DomainMetric.ALERTS_OF_REMOVED_ROUTES))
          .as("the alert for a and the one for the budget")
          .isEqualTo(2);
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void reportsChangedPolicyAndUsesItsLabels() throws Exception {
    AlertOperator operator = operator(CARDS, CHANGES);
    try (OneInputStreamOperatorTestHarness<Incident, Incident> harness = opened(operator, null)) {
      process(harness, incident("a", 1, Change.OPENED));
      deliver(harness, 1);
      assertThat(sent).containsExactly("changes NOTE change 1");

      operator.use(labelled("cards"));
      process(harness, incident("a", 2, Change.EXTENDED));
      deliver(harness, 2);
      assertThat(sent)
          .containsExactlyInAnyOrder(
              "changes NOTE change 1", "changes NOTE change 1", "cards TRIGGER a 2");
    }
  }

  @Test
  void countsRepliesAndWhatWaits() throws Exception {
    script.addAll(List.of(Reply.Outcome.RETRY, Reply.Outcome.REFUSED));
    try (OneInputStreamOperatorTestHarness<Incident, Incident> harness =
        opened(operator(SOC), null)) {
      process(harness, incident("a", 1, Change.OPENED));
      pass(harness);
      assertThat(values(harness, DomainMetric.ALERTS_WAITING, "soc")).endsWith(1.0);
      for (int checkpoint = 1; checkpoint < 5; checkpoint++) {
        deliver(harness, checkpoint);
      }
      assertThat(values(harness, DomainMetric.ALERTS_WAITING, "soc")).endsWith(0.0);
      process(harness, incident("a", 2, Change.EXTENDED));
      deliver(harness, 5);
      pass(harness);

      assertThat(values(harness, DomainMetric.ALERTS_REFUSED, "soc"))
          .as("the series exists before there is anything to count")
          .startsWith(0.0);
      assertThat(count(harness, DomainMetric.ALERTS_RETRIED, "soc")).isEqualTo(1);
      assertThat(count(harness, DomainMetric.ALERTS_REFUSED, "soc")).isEqualTo(1);
    }
  }

  @Test
  void reportsBrokenRouteUntilItAcceptsAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      script.add(Reply.Outcome.RETRY);
    }
    try (OneInputStreamOperatorTestHarness<Incident, Incident> harness =
        opened(operator(SOC), null)) {
      process(harness, incident("a", 1, Change.OPENED));
      deliver(harness, 1);
      for (int i = 0; i < 60; i++) {
        pass(harness);
      }
      assertThat(values(harness, DomainMetric.ALERT_ROUTE_BROKEN, "soc").stream().distinct())
          .containsExactly(0.0, 1.0);
      assertThat(values(harness, DomainMetric.ALERT_ROUTE_BROKEN, "soc")).endsWith(0.0);
      assertThat(count(harness, DomainMetric.ALERTS_DELIVERED, "soc")).isEqualTo(1);
    }
  }

  @Test
  void emitsNothingAfterTheEndOfItsOutput() throws Exception {
    AlertOperator operator = operator(SOC);
    try (OneInputStreamOperatorTestHarness<Incident, Incident> harness = opened(operator, null)) {
      process(harness, incident("a", 1, Change.OPENED));
      operator.finish();
      int samples = harness.getSideOutput(Samples.COUNTED).size();
      deliver(harness, 1);
      assertThat(sent).containsExactly("soc TRIGGER a 1");
      assertThat(harness.getSideOutput(Samples.COUNTED)).hasSize(samples);
    }
  }
}
