package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.job.sample.Counted;
import io.exposuremonitor.job.settings.RouteSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs the outcome of letters, by route; never logs their content. The counts are part
 * of the metrics, and thus of checkpoints.
 */
final class AlertMetrics implements Outbox.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(AlertMetrics.class);

  private static final List<DomainMetric> COUNTERS =
      List.of(
          DomainMetric.ALERTS_DELIVERED,
          DomainMetric.ALERTS_RETRIED,
          DomainMetric.ALERTS_REFUSED,
          DomainMetric.ALERTS_DROPPED,
          DomainMetric.ALERTS_SUPPRESSED);

  private final Map<String, FailureLog> routes = new HashMap<>();
  private final Map<String, Long> dropped = new HashMap<>();
  private final Counted counted;
  private final Counter alarm;

  /** Read by reporters. */
  private volatile int broken;

  AlertMetrics(MetricGroup operator, List<RouteSettings> settings, Counted counted) {
    this.counted = counted;
    MetricGroup alarms = AlarmMetrics.in(operator);
    alarm = alarms.counter(AlarmMetrics.ALERTS_REFUSED);
    alarms.gauge(AlarmMetrics.ALERT_ROUTES_BROKEN, (Gauge<Integer>) () -> broken);
    for (RouteSettings route : settings) {
      routes.put(route.name(), new FailureLog(LOG));
      COUNTERS.forEach(counter -> counted.add(counter, 0, route.name()));
    }
  }

  /** Reports how many letters wait, and which routes are broken. */
  void update(Outbox outbox) {
    int nowBroken = 0;
    for (String route : routes.keySet()) {
      int isBroken = outbox.isBroken(route) ? 1 : 0;
      counted.set(DomainMetric.ALERTS_WAITING, outbox.waiting(route), route);
      counted.set(DomainMetric.ALERT_ROUTE_BROKEN, isBroken, route);
      nowBroken += isBroken;
    }
    broken = nowBroken;
  }

  @Override
  public void replied(String route, Letter letter, Reply reply) {
    FailureLog log = of(route);
    switch (reply.outcome()) {
      case DELIVERED -> counted.add(DomainMetric.ALERTS_DELIVERED, 1, route);
      case RETRY -> {
        counted.add(DomainMetric.ALERTS_RETRIED, 1, route);
        log.failed("alert route " + route + ": " + reply.detail());
      }
      case REFUSED -> {
        counted.add(DomainMetric.ALERTS_REFUSED, 1, route);
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

  @Override
  public void dropped(String route, String key) {
    counted.add(DomainMetric.ALERTS_DROPPED, 1, route);
    alarm.inc();
    long times = dropped.merge(route, 1L, Long::sum);
    if (FailureLog.isPowerOfTen(times)) {
      LOG.error(
          "alert route {}: {} alerts that ended before they could be sent were dropped",
          route,
          times);
    }
  }

  void suppressed(String route) {
    counted.add(DomainMetric.ALERTS_SUPPRESSED, 1, route);
  }

  void ofRemovedRoute(String route, String key) {
    counted.add(DomainMetric.ALERTS_OF_REMOVED_ROUTES, 1);
    LOG.warn(
        "alert route {} is no longer configured; its alert for {} stays open there", route, key);
  }

  private FailureLog of(String route) {
    FailureLog log = routes.get(route);
    if (log == null) {
      throw new IllegalArgumentException("no such route: " + route);
    }
    return log;
  }
}
