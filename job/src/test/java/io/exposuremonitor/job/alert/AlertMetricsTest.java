package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.job.metrics.CountedAlarms;
import io.exposuremonitor.job.sample.Counted;
import io.exposuremonitor.job.settings.RouteSettings;
import java.util.List;
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
}
