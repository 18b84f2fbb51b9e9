package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides which route is notified of which incident, and posts the alerts. A route that was
 * notified of an incident receives all its updates and its end. Any other route is notified as soon
 * as the incident matches, while its budget of new incidents lasts. It is charged once for an
 * incident, even if its service refuses the first alerts and accepts a later one. When an incident
 * is merged into another, the routes that were charged for it are notified of the other one too,
 * whatever is left of their budgets: it is the same story. When the {@link Budget} of a level is
 * spent, one alert says so; it is resolved with the first new incident of a later hour.
 * Deterministic except for the time of posting and for events whose time is in the future.
 */
final class AlertRouter {
  private final List<RouteSettings> routes;
  private final Bodies bodies;
  private final Outbox outbox;
  private final Consumer<String> suppressed;
  private final Map<String, Budget> budgets = new HashMap<>();
  private final Set<ChargedIncident> charged = new LinkedHashSet<>();
  private Policy policy;

  /**
   * @param suppressed receives the route's name for each incident that its budget holds back
   */
  AlertRouter(
      List<RouteSettings> routes,
      Policy policy,
      Bodies bodies,
      Outbox outbox,
      Consumer<String> suppressed) {
    this.routes = routes.stream().filter(RouteSettings::takesIncidents).toList();
    this.policy = policy;
    this.bodies = bodies;
    this.outbox = outbox;
    this.suppressed = suppressed;
  }

  /** Replaces the policy, which supplies the labels of tables. */
  void use(Policy changed) {
    policy = changed;
  }

  Collection<Budget> budgets() {
    return budgets.values();
  }

  void restore(Budget stored) {
    budgets.put(stored.route(), stored);
  }

  /** Open incidents for which nothing is charged any more. */
  Collection<ChargedIncident> charged() {
    return charged;
  }

  void restore(ChargedIncident stored) {
    if (routes.stream().anyMatch(route -> route.name().equals(stored.route()))) {
      remember(stored);
    }
  }

  /**
   * @param now the clock, epoch milliseconds
   */
  void on(Incident incident, long now) {
    if (incident.change() == Incident.Change.CALMED) {
      return;
    }
    for (RouteSettings route : routes) {
      ChargedIncident paid = new ChargedIncident(route.name(), incident.id());
      boolean isPaid = charged.remove(paid);
      boolean open = outbox.isOpen(route.name(), incident.id());
      if (incident.change() == Incident.Change.MERGED && (open || isPaid)) {
        // The merger is posted before the update of the absorbing incident.
        remember(new ChargedIncident(route.name(), incident.mergedInto()));
      }
      boolean begins =
          !open
              && !incident.change().isEnd()
              && (isPaid || (matches(route, incident) && mayBegin(route, incident, now)));
      if (open || begins) {
        outbox.post(route.name(), bodies.letter(route, incident), now);
      }
      if ((open || begins) && !incident.change().isEnd()) {
        remember(paid);
      }
    }
  }

  private void remember(ChargedIncident paid) {
    charged.add(paid);
    // At most this many incidents can be open; others are left over from a state of incidents that
    // was dropped.
    if (charged.size() > Incidents.MAX_OPEN * routes.size()) {
      charged.remove(charged.iterator().next());
    }
  }

  private boolean matches(RouteSettings route, Incident incident) {
    return incident.level().atLeast(route.minimumLevel())
        && (route.families().isEmpty()
            || incident.scope().families().stream().anyMatch(route.families()::contains))
        && (route.accounts().isEmpty()
            || incident.scope().accounts().stream().anyMatch(route.accounts()::contains))
        && (route.labels().isEmpty()
            || incident.scope().labels().stream().anyMatch(route.labels()::contains)
            || incident.resources().stream().anyMatch(resource -> hasLabel(route, resource)));
  }

  /** A change of the policy also counts for what is already known of an incident. */
  private boolean hasLabel(RouteSettings route, String resource) {
    Policy.Table known = policy.table(TableArns.ofStream(resource));
    return known != null && known.labels().stream().anyMatch(route.labels()::contains);
  }

  private boolean mayBegin(RouteSettings route, Incident incident, long now) {
    Budget before =
        budgets.computeIfAbsent(
            route.name(), name -> Budget.at(name, Math.min(incident.time(), now)));
    Budget budget = before.on(incident.time(), now);
    if (budget.hour() != before.hour()) {
      resolve(route, before, incident, now);
    }
    Level level = incident.level();
    boolean lasts = route.budget() == 0 || budget.spentAt(level) < route.budget();
    budgets.put(route.name(), lasts ? budget.spend(level) : budget.suppress(level));
    if (!lasts) {
      suppressed.accept(route.name());
      if (!budget.hasSuppressed(level)) {
        post(route, budget, Incident.Change.OPENED, level, incident.time(), now);
      }
    }
    return lasts;
  }

  /** Resolves the alerts that said that a past hour's budget was spent. */
  private void resolve(RouteSettings route, Budget past, Incident cause, long now) {
    for (Level level : past.suppressedLevels()) {
      if (outbox.isOpen(route.name(), past.alert(level))) {
        post(route, past, Incident.Change.RESOLVED, level, cause.time(), now);
      }
    }
  }

  private void post(
      RouteSettings route,
      Budget budget,
      Incident.Change change,
      Level level,
      long time,
      long now) {
    String text =
        "Alert budget of route %s is spent for incidents of level %s and below: it was notified of"
            + " %d new incidents of this level or higher within the hour; further ones of this hour"
            + " are only counted and written to the incidents output";
    Incident notice =
        Notices.of(
            budget.alert(level),
            change,
            level,
            time,
            text.formatted(route.name(), level.word(), budget.spentAt(level)));
    outbox.post(route.name(), bodies.letter(route, notice), now);
  }
}
