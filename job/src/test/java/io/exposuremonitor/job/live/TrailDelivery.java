package io.exposuremonitor.job.live;

import java.time.Instant;
import java.util.List;

/**
 * Delivers CloudTrail's records in all of their envelopes by turns. Used by one thread at a time.
 */
final class TrailDelivery {
  private static final int IN_ONE_ENVELOPE = 5;

  private final EmulatedAws aws;
  private int envelopes;

  TrailDelivery(EmulatedAws aws) {
    this.aws = aws;
  }

  void deliver(List<String> trailRecords) {
    for (int from = 0; from < trailRecords.size(); from += IN_ONE_ENVELOPE) {
      send(trailRecords.subList(from, Math.min(trailRecords.size(), from + IN_ONE_ENVELOPE)));
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

  /** Distributes records over the shards. */
  private static String key(String text) {
    return Integer.toHexString(text.hashCode());
  }

  /** Delivers a harmless event of today, so that event time advances. */
  void deliverEventsOfToday() {
    Instant now = Instant.now();
    for (int i = 0; i < 8; i++) {
      String id = "today-" + now.toEpochMilli() + '-' + i;
      String user = "clerk-" + now.toEpochMilli();
      String table = "orders-" + now.toEpochMilli();
      aws.put(id, TrailRecords.raw(TrailRecords.scan(id, user, table, now)));
    }
  }
}
