package io.exposuremonitor.job.alert;

import static io.exposuremonitor.job.alert.ExampleIncidents.at;
import static io.exposuremonitor.job.alert.ExampleIncidents.incident;
import static io.exposuremonitor.job.alert.ExampleIncidents.merged;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.incident.IncidentScope;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertRouterTest {
  private static final long HOUR = 3_600_000;

  private final List<String> sent = new ArrayList<>();
  private final List<Letter> sentLetters = new ArrayList<>();
  private final List<String> suppressed = new ArrayList<>();
  private Reply.Outcome outcome = Reply.Outcome.DELIVERED;
  private final Policy policy = policy("pii");
  private long now = ExampleIncidents.END;

  /** A policy that gives the example's table a label. */
  private static Policy policy(String label) {
    try {
      return PolicyLoader.load(
          "policy.yml",
          """
          version: 1
          tables:
            - match: customers
              labels: [%s]
          """
              .formatted(label));
    } catch (PolicyException mistake) {
      throw new IllegalStateException(mistake);
    }
  }

  /** Records all letters; accepts them unless a test says otherwise. */
  private final class RecordingService implements AlertService {
    private final String route;

    RecordingService(String route) {
      this.route = route;
    }

    @Override
    public CompletableFuture<Reply> send(Letter letter) {
      sentLetters.add(letter);
      sent.add(route + ' ' + letter.kind() + ' ' + letter.key() + ' ' + letter.revision());
      return CompletableFuture.completedFuture(new Reply(outcome, "as the test says", null));
    }

    @Override
    public @Nullable Duration repeatEvery() {
      return null;
    }

    @Override
    public void close() {}
  }

  private static RouteSettings route(
      String name, Level level, List<String> families, List<String> labels, List<String> accounts) {
    return ExampleRoutes.of(name, RouteSettings.Type.WEBHOOK, level, families, labels, accounts, 2);
  }

  private static RouteSettings route(String name, Level level) {
    return route(name, level, List.of(), List.of(), List.of());
  }

  private final Map<String, AlertService> services = new HashMap<>();
  private @Nullable Outbox outbox;

  private AlertRouter router(RouteSettings... routes) {
    for (RouteSettings route : routes) {
      services.put(route.name(), new RecordingService(route.name()));
    }
    Outbox letters = new Outbox(services, false, new SplittableRandom(1), new UnheardReplies());
    outbox = letters;
    IncidentOptions options = new IncidentOptions(Duration.ofHours(24), Optional.empty(), "", "");
    return new AlertRouter(List.of(routes), policy, new Bodies(options), letters, suppressed::add);
  }

  private void process(AlertRouter router, Incident... incidents) {
    for (Incident incident : incidents) {
      router.on(incident, now);
      now += 10_000;
      if (outbox != null) {
        outbox.tick(now);
        outbox.tick(now + 1);
      }
    }
  }

  @Test
  void notifiesRouteOnceIncidentReachesItsMinimumLevel() {
    AlertRouter router = router(route("all", Level.LOW), route("urgent", Level.CRITICAL));
    process(
        router,
        incident("a", 1, Change.OPENED, Level.MEDIUM),
        incident("a", 2, Change.EXTENDED, Level.MEDIUM),
        incident("a", 3, Change.RAISED, Level.CRITICAL),
        incident("a", 4, Change.CALMED, Level.CRITICAL),
        incident("a", 5, Change.RESOLVED, Level.CRITICAL));
    assertThat(sent)
        .containsExactly(
            "all TRIGGER a 1",
            "all TRIGGER a 2",
            "all TRIGGER a 3",
            "urgent TRIGGER a 3",
            "all RESOLVE a 5",
            "urgent RESOLVE a 5");
  }

  @Test
  void sendsNoResolveToRouteThatWasNeverNotified() {
    AlertRouter router = router(route("urgent", Level.CRITICAL));
    process(
        router,
        incident("a", 1, Change.OPENED, Level.HIGH),
        incident("a", 2, Change.MERGED, Level.CRITICAL));
    assertThat(sent).isEmpty();
  }

  @Test
  void selectsRoutesByFamilyLabelAndAccount() {
    List<String> none = List.of();
    AlertRouter router =
        router(
            route("family", Level.LOW, List.of("export", "bulk-read"), none, none),
            route("other-family", Level.LOW, List.of("export"), none, none),
            route("label", Level.LOW, none, List.of("pii"), none),
            route("other-label", Level.LOW, none, List.of("cards"), none),
            route("account", Level.LOW, none, none, List.of(ExampleIncidents.ACCOUNT)),
            route("other-account", Level.LOW, none, none, List.of("999999999999")));
    process(router, incident("a", 1, Change.OPENED, Level.HIGH));
    assertThat(sent)
        .containsExactly("family TRIGGER a 1", "label TRIGGER a 1", "account TRIGGER a 1");
  }

  /** An incident shows only the names and findings of the worst. */
  @Test
  void selectsRoutesByWhatIncidentDoesNotShow() {
    List<String> none = List.of();
    AlertRouter router =
        router(
            route("family", Level.LOW, List.of("destruction"), none, none),
            route("label", Level.LOW, none, List.of("cards"), none),
            route("account", Level.LOW, none, none, List.of("999999999999")),
            route("other", Level.LOW, List.of("export"), none, none));
    Incident shown = incident("a", 1, Change.OPENED, Level.HIGH);
    IncidentScope scope =
        new IncidentScope(
            List.of("bulk-read", "destruction"),
            List.of(ExampleIncidents.ACCOUNT, "999999999999"),
            List.of("cards"));
    process(router, ExampleIncidents.within(scope, shown));
    assertThat(sent)
        .containsExactly("family TRIGGER a 1", "label TRIGGER a 1", "account TRIGGER a 1");
  }

  @Test
  void selectsRouteByLabelOfTableWhoseStreamIsRead() {
    AlertRouter router = router(route("label", Level.LOW, List.of(), List.of("pii"), List.of()));
    process(
        router, ExampleIncidents.about(ExampleIncidents.TABLE + "/stream/2026-01-01T00:00:00.000"));
    assertThat(sent).containsExactly("label TRIGGER id 1");
  }

  @Test
  void followsLabelsOfChangedPolicy() {
    AlertRouter router = router(route("cards", Level.LOW, List.of(), List.of("cards"), List.of()));
    process(router, incident("a", 1, Change.OPENED, Level.HIGH));
    router.use(policy("cards"));
    process(router, incident("a", 2, Change.EXTENDED, Level.HIGH));
    assertThat(sent).containsExactly("cards TRIGGER a 2");
  }

  @Test
  void sendsNoIncidentToRouteOfChanges() {
    AlertRouter router =
        router(
            ExampleRoutes.of("changes", RouteSettings.Type.PAGERDUTY_CHANGES, 2),
            route("soc", Level.LOW));
    process(router, incident("a", 1, Change.OPENED, Level.HIGH));
    assertThat(sent).containsExactly("soc TRIGGER a 1");
  }

  @Test
  void budgetOfZeroIsUnlimited() {
    AlertRouter router = router(ExampleRoutes.of("all", RouteSettings.Type.WEBHOOK, 0));
    for (String id : List.of("a", "b", "c")) {
      process(router, incident(id, 1, Change.OPENED, Level.HIGH));
    }
    assertThat(sent).containsExactly("all TRIGGER a 1", "all TRIGGER b 1", "all TRIGGER c 1");
    assertThat(suppressed).isEmpty();
  }

  @Test
  void noticeOfSpentBudgetSaysWhichRouteAndHowMany() throws IOException {
    AlertRouter router = router(route("soc", Level.LOW));
    for (String id : List.of("a", "b", "c")) {
      process(router, incident(id, 1, Change.OPENED, Level.HIGH));
    }
    JsonNode notice = new ObjectMapper().readTree(sentLetters.get(2).body());
    assertThat(notice.at("/summary").textValue())
        .startsWith(
            "Alert budget of route soc is spent for incidents of level high and below: it was"
                + " notified of 2 new incidents of this level or higher");
    assertThat(notice.at("/level").textValue()).isEqualTo("high");
  }

  @Test
  void newHourOfUnspentBudgetIsNoNews() {
    AlertRouter router = router(route("soc", Level.LOW));
    process(router, incident("a", 1, Change.OPENED, Level.HIGH));
    now += HOUR;
    process(router, at("b", 1, Change.OPENED, Level.HIGH, ExampleIncidents.END + HOUR));
    assertThat(sent).containsExactly("soc TRIGGER a 1", "soc TRIGGER b 1");
    assertThat(router.budgets())
        .containsExactly(Budget.at("soc", 492_340 * HOUR).spend(Level.HIGH));
  }

  @Test
  void reportsSpentBudgetOnceAndResolvesItAfterTheHour() {
    AlertRouter router = router(route("soc", Level.LOW));
    for (String id : List.of("a", "b", "c", "d")) {
      process(router, incident(id, 1, Change.OPENED, Level.HIGH));
    }
    process(router, incident("a", 2, Change.RAISED, Level.CRITICAL));
    assertThat(sent)
        .containsExactly(
            "soc TRIGGER a 1",
            "soc TRIGGER b 1",
            "soc TRIGGER budget:soc:492339:high 1",
            "soc TRIGGER a 2");
    assertThat(suppressed).containsExactly("soc", "soc");

    sent.clear();
    now += HOUR;
    process(router, at("c", 2, Change.RAISED, Level.CRITICAL, ExampleIncidents.END + HOUR));
    assertThat(sent)
        .containsExactlyInAnyOrder("soc TRIGGER c 2", "soc RESOLVE budget:soc:492339:high 2");
  }

  @Test
  void floodOfHighIncidentsLeavesBudgetToCriticalOnes() {
    AlertRouter router = router(route("soc", Level.LOW));
    for (int i = 0; i < 50; i++) {
      process(router, incident("flood-" + i, 1, Change.OPENED, Level.HIGH));
    }
    sent.clear();
    process(
        router,
        incident("theft", 1, Change.OPENED, Level.CRITICAL),
        incident("another", 1, Change.OPENED, Level.CRITICAL),
        incident("third", 1, Change.OPENED, Level.CRITICAL),
        incident("fourth", 1, Change.OPENED, Level.CRITICAL));
    assertThat(sent)
        .containsExactly(
            "soc TRIGGER theft 1",
            "soc TRIGGER another 1",
            "soc TRIGGER budget:soc:492339:critical 1");
    assertThat(suppressed).hasSize(48 + 2);
  }

  @Test
  void criticalIncidentsUseTheBudgetOfLowerLevels() {
    AlertRouter router = router(route("soc", Level.LOW));
    process(
        router,
        incident("a", 1, Change.OPENED, Level.CRITICAL),
        incident("b", 1, Change.OPENED, Level.MEDIUM),
        incident("c", 1, Change.OPENED, Level.HIGH),
        incident("d", 1, Change.OPENED, Level.HIGH),
        incident("e", 1, Change.OPENED, Level.MEDIUM));
    assertThat(sent)
        .as("the notice about high incidents is about medium ones, too")
        .containsExactly(
            "soc TRIGGER a 1",
            "soc TRIGGER b 1",
            "soc TRIGGER c 1",
            "soc TRIGGER budget:soc:492339:high 1");
  }

  @Test
  void resolvesAllNoticesOfPastHour() {
    AlertRouter router = router(route("soc", Level.LOW));
    for (Level level : List.of(Level.MEDIUM, Level.HIGH)) {
      for (int i = 0; i < 3; i++) {
        process(router, incident(level.word() + i, 1, Change.OPENED, level));
      }
    }
    sent.clear();
    now += HOUR;
    process(router, at("z", 1, Change.OPENED, Level.MEDIUM, ExampleIncidents.END + HOUR));
    assertThat(sent)
        .containsExactlyInAnyOrder(
            "soc RESOLVE budget:soc:492339:medium 2",
            "soc RESOLVE budget:soc:492339:high 2",
            "soc TRIGGER z 1");
  }

  @Test
  void restoresSpentBudgetAfterRestart() {
    AlertRouter router = router(route("soc", Level.LOW));
    process(
        router,
        incident("a", 1, Change.OPENED, Level.HIGH),
        incident("b", 1, Change.OPENED, Level.HIGH));
    List<Budget> stored = List.copyOf(router.budgets());
    sent.clear();

    AlertRouter restarted = router(route("soc", Level.LOW));
    stored.forEach(restarted::restore);
    process(restarted, incident("c", 1, Change.OPENED, Level.HIGH));
    assertThat(sent).containsExactly("soc TRIGGER budget:soc:492339:high 1");
  }

  @Test
  void futureEventTimeDoesNotMoveBudgetHour() {
    AlertRouter router = router(route("soc", Level.LOW));
    long future = ExampleIncidents.END + 73 * 365 * 24 * HOUR;
    process(
        router,
        at("forged", 1, Change.OPENED, Level.HIGH, future),
        incident("b", 1, Change.OPENED, Level.HIGH),
        incident("c", 1, Change.OPENED, Level.HIGH));
    assertThat(sent)
        .containsExactly(
            "soc TRIGGER forged 1", "soc TRIGGER b 1", "soc TRIGGER budget:soc:492339:high 1");

    sent.clear();
    now += HOUR;
    process(router, at("c", 2, Change.RAISED, Level.CRITICAL, ExampleIncidents.END + HOUR));
    assertThat(sent)
        .containsExactlyInAnyOrder("soc TRIGGER c 2", "soc RESOLVE budget:soc:492339:high 2");
  }

  @Test
  void neitherFutureNorLateEventTimeRenewsBudget() {
    AlertRouter router = deskWithoutBudget();
    process(
        router,
        at("forged", 1, Change.OPENED, Level.HIGH, ExampleIncidents.END + 1_000 * HOUR),
        at("late", 1, Change.OPENED, Level.HIGH, ExampleIncidents.END - HOUR));
    assertThat(sent).isEmpty();
    assertThat(suppressed).containsExactly("soc", "soc");
  }

  @Test
  void treatsRestoredFutureHourAsCurrentHour() {
    AlertRouter router = router(route("soc", Level.LOW));
    Budget stored =
        Budget.at("soc", 1_131_819 * HOUR).spend(Level.HIGH).spend(Level.HIGH).suppress(Level.HIGH);
    router.restore(stored);
    Outbox letters = Objects.requireNonNull(outbox);
    letters.post("soc", new Letter(stored.alert(Level.HIGH), 1, Letter.Kind.TRIGGER, 3, "{}"), now);
    letters.tick(now);
    letters.tick(now);
    sent.clear();

    process(router, incident("a", 1, Change.OPENED, Level.HIGH));
    assertThat(sent)
        .containsExactlyInAnyOrder(
            "soc RESOLVE budget:soc:1131819:high 2", "soc TRIGGER budget:soc:492339:high 1");

    sent.clear();
    now += HOUR;
    process(router, at("a", 2, Change.RAISED, Level.CRITICAL, ExampleIncidents.END + HOUR));
    assertThat(sent)
        .containsExactlyInAnyOrder("soc TRIGGER a 2", "soc RESOLVE budget:soc:492339:high 2");
  }

  /** The budget is spent on {@code a} and {@code b}, so nobody is alerted to {@code c}. */
  private AlertRouter deskWithoutBudget() {
    AlertRouter router = router(route("soc", Level.LOW));
    for (String id : List.of("a", "b", "c", "d")) {
      process(router, incident(id, 1, Change.OPENED, Level.HIGH));
    }
    sent.clear();
    suppressed.clear();
    return router;
  }

  @Test
  void successorOfNotifiedIncidentNeedsNoBudget() {
    AlertRouter router = deskWithoutBudget();
    process(
        router,
        merged("a", 2, "c"),
        incident("c", 2, Change.RAISED, Level.CRITICAL),
        incident("c", 3, Change.EXTENDED, Level.CRITICAL));
    assertThat(sent).containsExactly("soc RESOLVE a 2", "soc TRIGGER c 2", "soc TRIGGER c 3");
    assertThat(suppressed).isEmpty();
    assertThat(router.budgets())
        .containsExactly(
            new Budget("soc", 492_339, List.of(0, 0, 0, 2, 0), List.of(0, 0, 0, 2, 0)));
  }

  @Test
  void successorOfUnnotifiedIncidentNeedsBudget() {
    AlertRouter router = deskWithoutBudget();
    process(router, merged("d", 2, "e"), incident("e", 2, Change.EXTENDED, Level.HIGH));
    assertThat(sent).isEmpty();
    assertThat(suppressed).containsExactly("soc");
  }

  /** The metric counts incidents, not how often they changed. */
  @Test
  void countsIncidentHeldBackOnceAcrossRevisionsHoursAndRestarts() {
    AlertRouter router = deskWithoutBudget();
    for (int revision = 2; revision < 12; revision++) {
      process(router, incident("c", revision, Change.EXTENDED, Level.HIGH));
    }
    assertThat(router.budgets())
        .containsExactly(
            new Budget("soc", 492_339, List.of(0, 0, 0, 2, 0), List.of(0, 0, 0, 2, 0)));
    assertThat(router.held())
        .containsExactly(new HeldIncident("soc", "c"), new HeldIncident("soc", "d"));
    List<Budget> budgets = List.copyOf(router.budgets());
    List<HeldIncident> held = List.copyOf(router.held());

    AlertRouter restarted = router(route("soc", Level.LOW));
    budgets.forEach(restarted::restore);
    held.forEach(restarted::restore);
    restarted.restore(new HeldIncident("gone", "d"));
    process(restarted, incident("c", 12, Change.EXTENDED, Level.HIGH));
    long later = ExampleIncidents.END + HOUR;
    now += HOUR;
    process(
        restarted,
        at("e", 1, Change.OPENED, Level.HIGH, later),
        at("f", 1, Change.OPENED, Level.HIGH, later),
        at("c", 13, Change.EXTENDED, Level.HIGH, later),
        at("d", 2, Change.EXTENDED, Level.HIGH, later));

    assertThat(suppressed).isEmpty();
    assertThat(sent)
        .as("each hour in which it is held back has its notice")
        .containsOnlyOnce("soc TRIGGER budget:soc:492340:high 1");
  }

  @Test
  void reportsThatIncidentHeldBackRoseToLevelWhoseBudgetIsSpentToo() {
    AlertRouter router = deskWithoutBudget();
    process(
        router,
        incident("x", 1, Change.OPENED, Level.CRITICAL),
        incident("y", 1, Change.OPENED, Level.CRITICAL),
        incident("c", 2, Change.RAISED, Level.CRITICAL),
        incident("c", 3, Change.EXTENDED, Level.CRITICAL));
    assertThat(sent)
        .containsExactly(
            "soc TRIGGER x 1", "soc TRIGGER y 1", "soc TRIGGER budget:soc:492339:critical 1");
    assertThat(suppressed).isEmpty();
  }

  @Test
  void forgetsIncidentHeldBackOnceItIsNotifiedOrEnds() {
    AlertRouter router = deskWithoutBudget();
    process(
        router,
        incident("c", 2, Change.RAISED, Level.CRITICAL),
        incident("d", 2, Change.CALMED, Level.HIGH));
    assertThat(router.held()).containsExactly(new HeldIncident("soc", "d"));
    process(router, incident("d", 3, Change.RESOLVED, Level.HIGH));
    assertThat(router.held()).isEmpty();
  }

  /** Otherwise one incident that its service refuses would hold back all others of the hour. */
  @Test
  void chargesBudgetOnceForIncidentThatIsRefused() {
    AlertRouter router = router(route("soc", Level.LOW));
    outcome = Reply.Outcome.REFUSED;
    process(
        router,
        incident("a", 1, Change.OPENED, Level.HIGH),
        incident("a", 2, Change.EXTENDED, Level.HIGH),
        incident("a", 3, Change.RAISED, Level.CRITICAL));
    List<ChargedIncident> charged = List.copyOf(router.charged());
    List<Budget> budgets = List.copyOf(router.budgets());

    AlertRouter restarted = router(route("soc", Level.LOW));
    charged.forEach(restarted::restore);
    budgets.forEach(restarted::restore);
    process(restarted, incident("a", 4, Change.EXTENDED, Level.CRITICAL));
    outcome = Reply.Outcome.DELIVERED;
    process(
        restarted,
        incident("b", 1, Change.OPENED, Level.HIGH),
        incident("a", 5, Change.EXTENDED, Level.CRITICAL),
        incident("a", 6, Change.RESOLVED, Level.CRITICAL));

    assertThat(sent)
        .as("each revision may be accepted")
        .containsExactly(
            "soc TRIGGER a 1",
            "soc TRIGGER a 2",
            "soc TRIGGER a 3",
            "soc TRIGGER a 4",
            "soc TRIGGER b 1",
            "soc TRIGGER a 5",
            "soc RESOLVE a 6");
    assertThat(suppressed).isEmpty();
    assertThat(restarted.budgets())
        .containsExactly(Budget.at("soc", 492_339 * HOUR).spend(Level.HIGH).spend(Level.HIGH));
    assertThat(restarted.charged()).containsExactly(new ChargedIncident("soc", "b"));
  }

  @Test
  void sendsNoEndOfIncidentThatIsRefused() {
    AlertRouter router = router(route("soc", Level.LOW));
    outcome = Reply.Outcome.REFUSED;
    process(
        router,
        incident("a", 1, Change.OPENED, Level.HIGH),
        incident("a", 2, Change.RESOLVED, Level.HIGH));

    assertThat(sent).containsExactly("soc TRIGGER a 1");
    assertThat(router.charged()).isEmpty();
  }

  @Test
  void remembersChargedIncidentsAcrossMergesAndRestarts() {
    AlertRouter router = deskWithoutBudget();
    process(router, merged("a", 2, "c"), merged("c", 2, "d"));
    assertThat(router.charged())
        .containsExactly(new ChargedIncident("soc", "b"), new ChargedIncident("soc", "d"));
    List<Budget> budgets = List.copyOf(router.budgets());
    List<ChargedIncident> charged = List.copyOf(router.charged());
    sent.clear();

    AlertRouter restarted = router(route("soc", Level.LOW));
    budgets.forEach(restarted::restore);
    charged.forEach(restarted::restore);
    restarted.restore(new ChargedIncident("gone", "d"));
    process(
        restarted,
        incident("d", 2, Change.EXTENDED, Level.HIGH),
        incident("d", 3, Change.RESOLVED, Level.HIGH));
    assertThat(sent).containsExactly("soc TRIGGER d 2", "soc RESOLVE d 3");
    assertThat(restarted.charged()).containsExactly(new ChargedIncident("soc", "b"));
  }

  @Test
  void forgetsSuccessorThatEndsBeforeItIsNotified() {
    AlertRouter router = deskWithoutBudget();
    process(
        router,
        merged("a", 2, "c"),
        incident("c", 2, Change.CALMED, Level.HIGH),
        incident("c", 3, Change.RESOLVED, Level.HIGH));
    assertThat(sent).containsExactly("soc RESOLVE a 2");
    assertThat(router.charged()).containsExactly(new ChargedIncident("soc", "b"));
  }

  @Test
  void boundsNumberOfChargedIncidents() {
    AlertRouter router = deskWithoutBudget();
    for (int i = 0; i <= Incidents.MAX_OPEN; i++) {
      router.restore(new ChargedIncident("soc", "left-" + i));
    }
    process(router, merged("a", 2, "c"));
    assertThat(router.charged())
        .hasSize(Incidents.MAX_OPEN)
        .contains(new ChargedIncident("soc", "c"));
  }

  @Test
  void boundsNumberOfIncidentsHeldBack() {
    AlertRouter router = deskWithoutBudget();
    for (int i = 0; i <= Incidents.MAX_OPEN; i++) {
      router.restore(new HeldIncident("soc", "left-" + i));
    }
    assertThat(router.held())
        .hasSize(Incidents.MAX_OPEN)
        .contains(new HeldIncident("soc", "left-" + Incidents.MAX_OPEN));
  }

  @Test
  void eachRouteHasRoomForItsChargedIncidents() {
    AlertRouter router = router(route("soc", Level.LOW), route("other", Level.LOW));
    for (int i = 0; i < Incidents.MAX_OPEN; i++) {
      router.restore(new ChargedIncident("soc", "open-" + i));
      router.restore(new ChargedIncident("other", "open-" + i));
    }
    assertThat(router.charged()).hasSize(2 * Incidents.MAX_OPEN);
  }
}
