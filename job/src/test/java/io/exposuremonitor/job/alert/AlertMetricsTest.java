package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.job.metrics.CountedAlarms;
import io.exposuremonitor.job.sample.Counted;
import io.exposuremonitor.job.settings.RouteSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertMetricsTest {
  @Test
  void onlyRefusedOrDroppedAlertRaisesTheAlarm() {
    CountedAlarms alarms = new CountedAlarms();
    RouteSettings route = ExampleRoutes.of("soc", RouteSettings.Type.WEBHOOK, 0);
    AlertMetrics metrics =
        new AlertMetrics(alarms, List.of(route), new Counted(sample -> {}, () -> 0));
    Letter letter = new Letter("a", 1, Letter.Kind.TRIGGER, 3, "{}");

    metrics.replied("soc", letter, new Reply(Reply.Outcome.DELIVERED, "HTTP 202", null));
    metrics.replied("soc", letter, new Reply(Reply.Outcome.RETRY, "HTTP 500", null));
    assertThat(alarms.count(AlarmMetrics.ALERTS_REFUSED)).isZero();

    metrics.replied("soc", letter, new Reply(Reply.Outcome.REFUSED, "HTTP 400", null));
    assertThat(alarms.count(AlarmMetrics.ALERTS_REFUSED)).isEqualTo(1);

    metrics.dropped("soc", "a");
    assertThat(alarms.count(AlarmMetrics.ALERTS_REFUSED)).isEqualTo(2);
  }

  /** Its alerts are not lost, but wait, perhaps for somebody who corrects the key. */
  @Test
  void routeThatKeepsFailingRaisesAnotherAlarm() {
    CountedAlarms alarms = new CountedAlarms();
    List<RouteSettings> routes =
        List.of(
            ExampleRoutes.of("soc", RouteSettings.Type.WEBHOOK, 0),
            ExampleRoutes.of("siem", RouteSettings.Type.WEBHOOK, 0));
    AlertMetrics metrics = new AlertMetrics(alarms, routes, new Counted(sample -> {}, () -> 0));
    Outbox outbox =
        new Outbox(
            Map.of("soc", new Deaf(), "siem", new Deaf()), false, new SplittableRandom(1), metrics);
    metrics.update(outbox);
    assertThat(alarms.shown(AlarmMetrics.ALERT_ROUTES_BROKEN)).isEqualTo(0);

    outbox.post("soc", new Letter("a", 1, Letter.Kind.TRIGGER, 3, "{}"), 0);
    for (long minute = 1; !outbox.isBroken("soc"); minute++) {
      outbox.tick(minute * 60_000);
    }
    metrics.update(outbox);

    assertThat(alarms.shown(AlarmMetrics.ALERT_ROUTES_BROKEN)).isEqualTo(1);
    assertThat(alarms.count(AlarmMetrics.ALERTS_REFUSED)).isZero();
  }

  /** A service that accepts nothing. */
  private static final class Deaf implements AlertService {
    @Override
    public CompletableFuture<Reply> send(Letter letter) {
      return CompletableFuture.completedFuture(new Reply(Reply.Outcome.RETRY, "HTTP 403", null));
    }

    @Override
    public @Nullable Duration repeatEvery() {
      return null;
    }

    @Override
    public void close() {}
  }
}
