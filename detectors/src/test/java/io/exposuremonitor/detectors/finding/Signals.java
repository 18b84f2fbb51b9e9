package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Signals of one actor on one table, for tests. */
final class Signals {
  static final long MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  static final Analytic SCAN =
      new Analytic(
          "bulk-read.table-scan",
          "Table scanned",
          Analytic.Type.BEHAVIORAL,
          List.of("T1530"),
          "docs/bulk-read.md");
  static final Analytic EXPORT =
      new Analytic(
          "export.to-unapproved-destination", "Exported", Analytic.Type.RULE, List.of(), "");
  static final Actor ADMIN =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/Admin", "111122223333");
  static final String ORDERS = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  private Signals() {}

  /** Epoch milliseconds of {@code hh:mm} on the first day; hours may go past 24. */
  static long at(String time) {
    String[] parts = time.split(":", 2);
    return MIDNIGHT
        + Duration.ofHours(Long.parseLong(parts[0]))
            .plusMinutes(Long.parseLong(parts[1]))
            .toMillis();
  }

  static Signal scan(String time, Level level, long pages) {
    return scan(at(time), at(time), level, pages);
  }

  static Signal scan(long start, long end, Level level, long pages) {
    return signal(
        SCAN,
        start,
        end,
        level,
        pages,
        pages + " pages of orders read",
        new Evidence(
            Map.of("pages", pages), Map.of(), List.of(new EventReference("e" + end, origin(1)))));
  }

  static Signal export(long time, String eventId) {
    return export(time, eventId, Map.of("bucket", "loot"));
  }

  static Signal export(long time, String eventId, Map<String, String> facts) {
    return signal(
        EXPORT,
        time,
        time,
        Level.CRITICAL,
        1,
        "orders exported",
        new Evidence(Map.of(), facts, List.of(new EventReference(eventId, Origin.NONE))));
  }

  static Signal signal(
      Analytic analytic,
      long start,
      long end,
      Level level,
      long magnitude,
      String message,
      Evidence evidence) {
    return Signal.of(analytic, level, Signal.Confidence.MEDIUM)
        .about(ADMIN, ORDERS, "111122223333", "eu-west-1")
        .during(start, end)
        .saying(magnitude, message, evidence);
  }

  static Origin origin(int host) {
    return new Origin("192.0.2." + host, "aws-cli/2.15", "AKIAEXAMPLE", "s" + host, "", "", false);
  }

  /** The default policy with other times. */
  static Policy policy(Duration quietTime, Duration lateness) {
    return Policy.defaults().toBuilder()
        .findings(new Policy.Findings(quietTime, lateness, Level.INFORMATIONAL, List.of()))
        .build();
  }
}
