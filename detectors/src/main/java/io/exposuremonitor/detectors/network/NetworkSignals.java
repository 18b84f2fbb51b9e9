package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.sighting.Place;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates the signals of unusual origins, with messages and evidence. */
final class NetworkSignals {
  private static final String GUIDE = "docs/detectors/conduct.md";

  private static final Analytic OUTSIDE =
      Analytic.behavioral(
          "network.outside-endpoint",
          "Table reached from outside its VPC endpoint",
          GUIDE,
          "T1078.004",
          "T1213.006");
  private static final Analytic NEW_ORIGIN =
      Analytic.behavioral(
          "network.new-origin", "Known actor calls from a new origin", GUIDE, "T1078.004");

  private NetworkSignals() {}

  /**
   * @param required whether the policy requires an endpoint
   * @param history how long the actor has used an endpoint, milliseconds
   */
  static Signal outside(Sighting sighting, boolean required, long history) {
    String actor = Names.actor(sighting.actor());
    String table = Names.table(sighting.resource());
    String which = sighting.place().inside() ? "one of ours" : "a VPC endpoint";
    String why =
        (required
                ? ", though the policy allows that only through %s"
                : ", though it always came through %s before")
            .formatted(which);
    String message =
        actor
            + " reached "
            + table
            + from(sighting.place())
            + why
            + ": find out whether its credentials are used elsewhere, and revoke them if so.";
    Evidence evidence =
        new Evidence(
            required ? Map.of() : Map.of("history_days", history / History.DAY_MILLIS),
            Map.of("network", sighting.place().network(), "program", sighting.place().program()),
            sighting.events());
    return Signal.of(OUTSIDE, Level.HIGH, required ? Confidence.HIGH : Confidence.MEDIUM)
        .about(sighting.actor(), sighting.resource(), sighting.account(), sighting.place().region())
        .during(sighting.first(), sighting.last())
        .saying(1, message, evidence);
  }

  private static String from(Place place) {
    return place.inside()
        ? " through the VPC endpoint "
            + Arns.name(place.network())
            + " of account "
            + Arns.account(place.network())
        : " from " + place.network();
  }

  /**
   * @param added the new parts of the origin, by name
   */
  static Signal newOrigin(Sighting sighting, Map<String, String> added) {
    Actor actor = sighting.actor();
    String account = actor.account().isEmpty() ? sighting.account() : actor.account();
    String what =
        added.entrySet().stream()
            .map(part -> part.getKey() + ' ' + part.getValue())
            .collect(Collectors.joining(", "));
    String message =
        Names.actor(actor)
            + " called from an origin that is new to it ("
            + what
            + "): find out whether that was a deployment, or somebody else with its credentials.";
    Evidence evidence =
        new Evidence(
            Map.of("new_sides", (long) added.size()), Map.copyOf(added), sighting.events());
    return Signal.of(NEW_ORIGIN, Level.LOW, added.size() > 1 ? Confidence.MEDIUM : Confidence.LOW)
        .about(actor, TableArns.everyTable(account), sighting.account(), sighting.place().region())
        .during(sighting.first(), sighting.last())
        .saying(1, message, evidence);
  }
}
