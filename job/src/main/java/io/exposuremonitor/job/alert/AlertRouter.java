package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
 * spent, one alert says so; it is resolved with the first new incident of a later hour. An incident
 * that the budget holds back is counted once, however often it changes meanwhile. Deterministic
 * except for the time of posting and for events whose time is in the future.
 */
final class AlertRouter {
  private final List<RouteSettings> routes;
  private final Bodies bodies;
  private final Outbox outbox;
  private final Consumer<String> suppressed;
  private final Map<String, Budget> budgets = new HashMap<>();
  private final Set<ChargedIncident> charged = new LinkedHashSet<>();
  private final Set<HeldIncident> held = new LinkedHashSet<>();
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
    if (isKnown(stored.route())) {
      remember(stored);
    }
  }

  /** Open incidents that a budget holds back. */
  Collection<HeldIncident> held() {
    return held;
  }

  void restore(HeldIncident stored) {
    if (isKnown(stored.route())) {
      hold(stored);
    }
  }

  private boolean isKnown(String name) {
    return routes.stream().anyMatch(route -> route.name().equals(name));
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
      if (open || begins || incident.change().isEnd()) {
        held.remove(new HeldIncident(route.name(), incident.id()));
      }
    }
  }

  private void remember(ChargedIncident paid) {
    charged.add(paid);
    bound(charged);
  }

  /** Returns false if the incident was held back before. */
  private boolean hold(HeldIncident incident) {
    boolean isNew = held.add(incident);
    bound(held);
    return isNew;
  }

  /**
   * At most this many incidents can be open; others are left over from a state of incidents that
   * was dropped.
   */
  private void bound(Set<?> incidents) {
    if (incidents.size() > Incidents.MAX_OPEN * routes.size()) {
      incidents.remove(incidents.iterator().next());
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
    Policy.Table known = policy.tableOf(resource);
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
    if (lasts) {
      budgets.put(route.name(), budget.spend(level));
    } else {
      suppress(route, budget, incident, now);
    }
    return lasts;
  }

  private void suppress(RouteSettings route, Budget budget, Incident incident, long now) {
    Level level = incident.level();
    boolean isFirst = hold(new HeldIncident(route.name(), incident.id()));
    boolean isNews = !budget.hasSuppressed(level);
    budgets.put(route.name(), isFirst || isNews ? budget.suppress(level) : budget);
    if (isFirst) {
      suppressed.accept(route.name());
    }
    if (isNews) {
      post(route, budget, Incident.Change.OPENED, level, incident.time(), now);
    }
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
        String.format(
            Locale.ROOT,
            "Alert budget of route %s is spent for incidents of level %s and below: it was notified"
                + " of %d new incidents of this level or higher within the hour; further ones of"
                + " this hour are only counted and written to the incidents output",
            route.name(),
            level.word(),
            budget.spentAt(level));
    Incident notice = Notices.of(budget.alert(level), change, level, time, text);
    outbox.post(route.name(), bodies.letter(route, notice), now);
  }
}
