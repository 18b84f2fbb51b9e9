package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.job.settings.RouteSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notifies routes of changes when the version of the policy or of the monitor differs from the last
 * one they were notified of, so that a person who reads an alert sees what changed shortly before.
 * The first start counts as a change. PagerDuty's change events page nobody and are kept for 90
 * days.
 */
final class ChangeNotifier {
  private static final String SOURCE = "dynamodb-exposure-monitor";

  private final List<RouteSettings> routes;
  private final Outbox outbox;
  private final Map<String, ReportedVersion> reported = new LinkedHashMap<>();

  ChangeNotifier(List<RouteSettings> routes, Outbox outbox) {
    this.routes = routes.stream().filter(route -> !route.takesIncidents()).toList();
    this.outbox = outbox;
  }

  Collection<ReportedVersion> reported() {
    return reported.values();
  }

  void restore(ReportedVersion stored) {
    if (routes.stream().anyMatch(route -> route.name().equals(stored.route()))) {
      reported.put(stored.route(), stored);
    }
  }

  /**
   * Notifies the routes that don't know this version yet.
   *
   * @param version the version in force from now on
   * @param now epoch milliseconds
   */
  void on(MonitorVersion version, long now) {
    for (RouteSettings route : routes) {
      ReportedVersion next = new ReportedVersion(route.name(), version.program(), version.policy());
      ReportedVersion before = reported.put(route.name(), next);
      if (!next.equals(before)) {
        outbox.post(route.name(), letter(summary(before, next), details(before, next), now), now);
      }
    }
  }

  /** The letter that reports a change: Change Events API v2, without {@code routing_key}. */
  static Letter letter(String summary, Map<String, Object> details, long now) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", summary);
    payload.put("source", SOURCE);
    payload.put("timestamp", Instant.ofEpochMilli(now).toString());
    payload.put("custom_details", details);
    return new Letter(
        "change:" + now, 1, Letter.Kind.NOTE, 0, IncidentWriter.json(Map.of("payload", payload)));
  }

  private static String summary(@Nullable ReportedVersion before, ReportedVersion next) {
    if (before == null) {
      return "DynamoDB exposure monitor "
          + next.program()
          + " starts monitoring with policy "
          + next.policy();
    }
    String program = before.program() + " → " + next.program();
    String policy = before.policy() + " → " + next.policy();
    if (before.program().equals(next.program())) {
      return "DynamoDB exposure monitor: policy " + policy;
    }
    return "DynamoDB exposure monitor: version "
        + program
        + (before.policy().equals(next.policy()) ? "" : ", policy " + policy);
  }

  private static Map<String, Object> details(
      @Nullable ReportedVersion before, ReportedVersion next) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("version", next.program());
    details.put("policy", next.policy());
    if (before != null) {
      details.put("version_before", before.program());
      details.put("policy_before", before.policy());
    }
    return details;
  }
}
