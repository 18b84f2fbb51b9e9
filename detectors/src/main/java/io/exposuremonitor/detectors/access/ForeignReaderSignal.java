package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.Map;

/** Creates the signal of a foreign account that reads a table, with message and evidence. */
final class ForeignReaderSignal {
  private static final Analytic FOREIGN_READER =
      Analytic.behavioral(
          "access.foreign-reader",
          "Table read by a foreign account",
          "docs/detectors/conduct.md",
          "T1078.004",
          "T1213.006");

  private ForeignReaderSignal() {}

  static Signal of(Sighting sighting) {
    Actor actor = sighting.actor();
    String table = TableArns.ofStream(sighting.resource());
    String message =
        "%s %s %s, but the policy lists its account neither as ours nor as one that may read: find"
            + " out who granted it that, and remove the grant.";
    Evidence evidence =
        new Evidence(
            Map.of(),
            Map.of("account", actor.account(), "operation", sighting.operation().eventName()),
            sighting.events());
    return Signal.of(FOREIGN_READER, Level.HIGH, Confidence.HIGH)
        .about(actor, table, sighting.account(), sighting.place().region())
        .during(sighting.first(), sighting.last())
        .saying(
            1, message.formatted(who(actor), did(sighting.kind()), Names.table(table)), evidence);
  }

  private static String who(Actor actor) {
    String name = Names.actor(actor);
    return actor.kind() == Actor.Kind.ACCOUNT ? name : name + " of account " + actor.account();
  }

  private static String did(Kind kind) {
    return switch (kind) {
      case READ_BACK -> "had items returned by its writes to";
      case STREAM -> "read the changes of";
      default -> "read items of";
    };
  }
}
