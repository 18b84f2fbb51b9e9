package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.sample.Samples;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableFunction;

/** Sends incidents to the configured routes. */
public final class Alerts {
  private Alerts() {}

  /**
   * Adds the operator that sends incidents, with parallelism 1, if there is any route.
   *
   * @return counts of sent, retried and refused alerts; empty when there is no route
   */
  public static Optional<DataStream<Sample>> send(
      DataStream<Incident> incidents, RunSettings settings, Policies policies) {
    return send(incidents, settings, policies, Services::open);
  }

  static Optional<DataStream<Sample>> send(
      DataStream<Incident> incidents,
      RunSettings settings,
      Policies policies,
      SerializableFunction<RouteSettings, AlertService> opening) {
    if (settings.alerts().isEmpty()) {
      return Optional.empty();
    }
    SingleOutputStreamOperator<Incident> alerts =
        policies.transform(
            incidents,
            "alerts",
            incidents.getType(),
            new AlertOperator(
                settings.alerts(), policies.settings(), new Bodies(settings.incidents()), opening));
    alerts.setParallelism(1).setMaxParallelism(1);
    alerts.uid("alerts").name("alerts");
    return Optional.of(alerts.getSideOutput(Samples.COUNTED));
  }

  /**
   * Checks the keys that come from this process's environment, for a job that runs in this process.
   *
   * @throws IllegalArgumentException when a key is missing or malformed
   */
  public static void checkKeys(List<RouteSettings> routes) {
    for (RouteSettings route : routes) {
      if (Services.isLocal(route)) {
        Services.open(route).close();
      }
    }
  }

  /**
   * Opens a test alert on a route and ends it at once; on a route of changes, sends a test event.
   *
   * @param now epoch milliseconds
   * @return the service's reply to the first letter that failed, or to the last
   * @throws IllegalArgumentException when the route's key is missing or malformed
   */
  public static Reply test(RouteSettings route, RunSettings.IncidentOptions options, long now) {
    try (AlertService service = Services.open(route)) {
      Reply reply = new Reply(Reply.Outcome.REFUSED, "nothing sent", null);
      for (Letter letter : testLetters(route, options, now)) {
        reply = service.send(letter).join();
        if (reply.outcome() != Reply.Outcome.DELIVERED) {
          return reply;
        }
      }
      return reply;
    }
  }

  private static List<Letter> testLetters(
      RouteSettings route, RunSettings.IncidentOptions options, long now) {
    String text = "Test alert of the DynamoDB exposure monitor by route " + route.name();
    if (!route.takesIncidents()) {
      return List.of(ChangeNotifier.letter(text, Map.of(), now));
    }
    Bodies bodies = new Bodies(options);
    String id = "test:" + UUID.randomUUID();
    return Stream.of(Incident.Change.OPENED, Incident.Change.RESOLVED)
        .map(change -> Notices.of(id, change, Level.INFORMATIONAL, now, text))
        .map(incident -> bodies.letter(route, incident))
        .toList();
  }
}
