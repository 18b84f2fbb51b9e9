package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan of three days ago, delivered page by page in all envelopes of CloudTrail's records, and
 * the monitor's findings about it. Used by one thread at a time.
 */
final class WatchedScan {
  /** Pages lie far enough apart for the detector to count them one by one. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(4);

  private final TrailDelivery delivery;

  /**
   * Three days ago, at the full hour: a finding's uid depends on the quarter of an hour in which
   * the first signal to arrive started, and the first pages may arrive in any order.
   */
  private final Instant start =
      Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);

  private int pages;

  WatchedScan(EmulatedAws aws) {
    delivery = new TrailDelivery(aws);
  }

  /** Continues until this many pages have been delivered. */
  void upTo(int count) {
    List<String> trailRecords = new ArrayList<>();
    while (pages < count) {
      trailRecords.add(TrailRecords.scan("page-" + pages, "thief", "customers", now()));
      pages++;
    }
    delivery.deliver(trailRecords);
  }

  /** Number of pages delivered. */
  int pages() {
    return pages;
  }

  /** Time of the next page. */
  Instant now() {
    return start.plus(BETWEEN_PAGES.multipliedBy(pages));
  }

  /**
   * Delivers events of today until they end the scan's episode.
   *
   * @return the lines that report the end
   */
  List<JsonNode> awaitEnd(Path findings, MonitorProcess monitor) {
    List<JsonNode> found = new ArrayList<>();
    Waiting.until(
        () -> {
          assertThat(monitor.isAlive()).as("the monitor runs").isTrue();
          delivery.deliverEventsOfToday();
          found.clear();
          OutputLines.in(findings).stream().filter(WatchedScan::isEnd).forEach(found::add);
          return !found.isEmpty();
        },
        () -> "the scan's episode is over; so far: " + messages(findings));
    return found;
  }

  private static List<String> messages(Path findings) {
    return OutputLines.in(findings).stream()
        .map(line -> line.path("activity_name").asText() + ' ' + line.path("message").asText())
        .toList();
  }

  private static boolean isEnd(JsonNode finding) {
    return OutputLines.analytic(finding).equals("bulk-read.table-scan")
        && finding.path("activity_id").asInt() == 3;
  }
}
