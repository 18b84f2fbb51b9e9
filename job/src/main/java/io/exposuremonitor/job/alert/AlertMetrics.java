package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import io.exposuremonitor.job.settings.RouteSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what becomes of letters, by route. Logs no letter's content. */
final class AlertMetrics implements Outbox.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(AlertMetrics.class);

  private final Map<String, Counters> routes = new HashMap<>();
  private final Counter removed;
  private final Counter alarm;

  private record Counters(
      Counter delivered, Counter retried, Counter refused, Counter suppressed, FailureLog log) {}

  AlertMetrics(MetricGroup operator, List<RouteSettings> settings) {
    alarm = AlarmMetrics.in(operator).counter(AlarmMetrics.ALERTS_REFUSED);
    removed = operator.counter(MonitorMetrics.ALERTS_OF_REMOVED_ROUTES);
    for (RouteSettings route : settings) {
      MetricGroup group = operator.addGroup(MonitorMetrics.ROUTE, route.name());
      routes.put(
          route.name(),
          new Counters(
              group.counter(MonitorMetrics.ALERTS_DELIVERED),
              group.counter(MonitorMetrics.ALERTS_RETRIED),
              group.counter(MonitorMetrics.ALERTS_REFUSED),
              group.counter(MonitorMetrics.ALERTS_SUPPRESSED),
              new FailureLog(LOG)));
    }
  }

  /** Gauges need the outbox, which needs this first. */
  static void watch(MetricGroup operator, List<RouteSettings> settings, Outbox outbox) {
    for (RouteSettings route : settings) {
      MetricGroup group = operator.addGroup(MonitorMetrics.ROUTE, route.name());
      group.gauge(MonitorMetrics.ALERTS_WAITING, () -> outbox.waiting(route.name()));
      group.gauge(MonitorMetrics.ROUTE_BROKEN, () -> outbox.isBroken(route.name()) ? 1 : 0);
    }
  }

  @Override
  public void replied(String route, Letter letter, Reply reply) {
    Counters counters = of(route);
    switch (reply.outcome()) {
      case DELIVERED -> counters.delivered().inc();
      case RETRY -> {
        counters.retried().inc();
        counters.log().failed("alert route " + route + ": " + reply.detail());
      }
      case REFUSED -> {
        counters.refused().inc();
        alarm.inc();
        LOG.error(
            "alert route {} refused {} of {} for good: {}",
            route,
            letter.kind(),
            letter.key(),
            reply.detail());
      }
    }
  }

  void suppressed(String route) {
    of(route).suppressed().inc();
  }

  void ofRemovedRoute(String route, String key) {
    removed.inc();
    LOG.warn(
        "alert route {} is no longer set; what it was told of {} stays open there", route, key);
  }

  private Counters of(String route) {
    Counters counters = routes.get(route);
    if (counters == null) {
      throw new IllegalArgumentException("no such route: " + route);
    }
    return counters;
  }
}
