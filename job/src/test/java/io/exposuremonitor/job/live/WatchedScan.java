package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan of three days ago, told page by page in every envelope that CloudTrail's records come in;
 * and what the monitor makes of it. Used by one thread at a time.
 */
final class WatchedScan {
  private static final int IN_ONE_ENVELOPE = 5;

  /** Pages lie far enough apart for the detector to count them one by one. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(4);

  private final EmulatedAws aws;
  private final Instant start = Instant.now().minus(Duration.ofDays(3));
  private int pages;
  private int envelopes;

  WatchedScan(EmulatedAws aws) {
    this.aws = aws;
  }

  /** Goes on until this many pages are told. */
  void upTo(int count) {
    while (pages < count) {
      List<String> trailRecords = new ArrayList<>();
      while (trailRecords.size() < IN_ONE_ENVELOPE && pages < count) {
        trailRecords.add(TrailRecords.scan("page-" + pages, "thief", "customers", now()));
        pages++;
      }
      send(trailRecords);
    }
  }

  private void send(List<String> trailRecords) {
    switch (envelopes++ % 5) {
      case 0 -> trailRecords.forEach(text -> aws.put(key(text), TrailRecords.raw(text)));
      case 1 -> trailRecords.forEach(text -> aws.put(key(text), TrailRecords.eventBridge(text)));
      case 2 -> aws.put(key(trailRecords.get(0)), TrailRecords.subscription(trailRecords));
      case 3 -> aws.announce(TrailRecords.logFile(trailRecords));
      default -> aws.put(key(trailRecords.get(0)), TrailRecords.aggregate(trailRecords));
    }
  }

  /** Pages told. */
  int pages() {
    return pages;
  }

  /** When the next page is read. */
  Instant now() {
    return start.plus(BETWEEN_PAGES.multipliedBy(pages));
  }

  /** Spread over the shards. */
  private static String key(String text) {
    return Integer.toHexString(text.hashCode());
  }

  /**
   * Tells what happens today, until that ends the scan's episode; the lines that say so. However
   * long that takes, nobody reads enough to be told of.
   */
  List<JsonNode> awaitEnd(Path findings, MonitorProcess monitor) {
    List<JsonNode> found = new ArrayList<>();
    Waiting.until(
        () -> {
          assertThat(monitor.isAlive()).as("the monitor runs").isTrue();
          Instant now = Instant.now();
          for (int i = 0; i < 8; i++) {
            String id = "today-" + now.toEpochMilli() + '-' + i;
            String user = "clerk-" + now.toEpochMilli();
            String table = "orders-" + now.toEpochMilli();
            aws.put(id, TrailRecords.raw(TrailRecords.scan(id, user, table, now)));
          }
          found.clear();
          OutputLines.in(findings).stream().filter(WatchedScan::isEnd).forEach(found::add);
          return !found.isEmpty();
        },
        "the scan's episode is over");
    return found;
  }

  private static boolean isEnd(JsonNode finding) {
    return OutputLines.analytic(finding).equals("bulk-read.table-scan")
        && finding.path("activity_id").asInt() == 3;
  }
}
