package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings, for tests. */
final class Findings {
  static final long MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  static final long HOUR = 3_600_000L;
  static final String ACCOUNT = "111122223333";

  private Findings() {}

  /** Like the job's table of techniques. */
  static @Nullable Tactic tactic(Analytic analytic) {
    return switch (analytic.family()) {
      case "recon" -> Tactic.DISCOVERY;
      case "access" -> Tactic.PERSISTENCE;
      case "bulk-read" -> Tactic.COLLECTION;
      case "export" -> Tactic.EXFILTRATION;
      case "destruction" -> Tactic.IMPACT;
      default -> null;
    };
  }

  static Actor role(String name) {
    return new Actor(Actor.Kind.ROLE, "arn:aws:iam::" + ACCOUNT + ":role/" + name, ACCOUNT);
  }

  static String table(String name) {
    return "arn:aws:dynamodb:eu-west-1:" + ACCOUNT + ":table/" + name;
  }

  /**
   * A finding's opening.
   *
   * @param hour after midnight
   */
  static Finding opened(String id, Actor actor, String table, double hour, Level level) {
    return finding(id, actor, table(table), at(hour), at(hour), level, Origin.NONE);
  }

  static long at(double hour) {
    return MIDNIGHT + (long) (hour * HOUR);
  }

  static Finding finding(
      String id, Actor actor, String resource, long start, long end, Level level, Origin origin) {
    return ExampleFinding.of(id, end)
        .uid(id + '|' + actor.id() + '|' + resource + '|' + start)
        .level(level)
        .actor(actor)
        .resource(resource)
        .start(start)
        .message(id + " by " + actor.id())
        .evidence(
            new Evidence(
                Map.of(),
                Map.of(),
                origin.equals(Origin.NONE)
                    ? List.of()
                    : List.of(new EventReference("e" + start, origin))))
        .build();
  }

  static Finding later(Finding finding, Finding.Phase phase, long end, Level level) {
    return finding.toBuilder().phase(phase).time(end).end(end).level(level).build();
  }

  static Origin session(String key, String session, String ip) {
    return new Origin(ip, "aws-cli/2", key, session, "", "", false);
  }
}
