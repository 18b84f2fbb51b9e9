package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.job.settings.RouteSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeNotifierTest {
  private static final RouteSettings ROUTE =
      ExampleRoutes.of("changes", RouteSettings.Type.PAGERDUTY_CHANGES, 0);
  private static final MonitorVersion FIRST = new MonitorVersion("1.0", "aaa");

  private final List<Letter> sent = new ArrayList<>();
  private long now = 1_772_403_300_000L;

  private final AlertService service =
      new AlertService() {
        @Override
        public CompletableFuture<Reply> send(Letter letter) {
          sent.add(letter);
          return CompletableFuture.completedFuture(
              new Reply(Reply.Outcome.DELIVERED, "HTTP 202", null));
        }

        @Override
        public @Nullable Duration repeatEvery() {
          return null;
        }

        @Override
        public void close() {}
      };

  private ChangeNotifier start(MonitorVersion version, List<ReportedVersion> stored) {
    Outbox outbox =
        new Outbox(
            Map.of(ROUTE.name(), service), false, new SplittableRandom(1), new UnheardReplies());
    ChangeNotifier notifier = new ChangeNotifier(List.of(ROUTE), outbox);
    stored.forEach(notifier::restore);
    now += 60_000;
    notifier.on(version, now);
    outbox.tick(now);
    return notifier;
  }

  private JsonNode last() throws IOException {
    return new ObjectMapper().readTree(sent.get(sent.size() - 1).body());
  }

  @Test
  void reportsFirstStartAndEachNewVersionOnce() throws IOException {
    ChangeNotifier notifier = start(FIRST, List.of());
    assertThat(last().at("/payload/summary").textValue())
        .isEqualTo("DynamoDB exposure monitor 1.0 starts monitoring with policy aaa");
    assertThat(last().at("/payload/timestamp").textValue()).isEqualTo("2026-03-01T22:16:00Z");

    notifier = start(FIRST, List.copyOf(notifier.reported()));
    assertThat(sent).as("a restart changes nothing").hasSize(1);

    notifier = start(new MonitorVersion("1.0", "bbb"), List.copyOf(notifier.reported()));
    assertThat(last().at("/payload/summary").textValue())
        .isEqualTo("DynamoDB exposure monitor: policy aaa → bbb");
    assertThat(last().at("/payload/custom_details/policy_before").textValue()).isEqualTo("aaa");

    start(new MonitorVersion("1.1", "bbb"), List.copyOf(notifier.reported()));
    assertThat(last().at("/payload/summary").textValue())
        .isEqualTo("DynamoDB exposure monitor: version 1.0 → 1.1");
    assertThat(sent).hasSize(3).allMatch(letter -> letter.kind() == Letter.Kind.NOTE);
  }

  @Test
  void forgetsVersionReportedToRemovedRoute() {
    ChangeNotifier notifier = start(FIRST, List.of(new ReportedVersion("gone", "0.9", "aaa")));
    assertThat(notifier.reported()).containsExactly(new ReportedVersion("changes", "1.0", "aaa"));
  }
}
