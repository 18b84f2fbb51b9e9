package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An incident in one sentence: that of its only finding or, if there are several, actors, number of
 * findings, tactics and resources followed by the message of the most severe finding.
 */
final class Summary {
  /** PagerDuty's limit on {@code payload.summary}. */
  static final int MAX = 1_024;

  private Summary() {}

  static String of(IncidentState incident) {
    IncidentStep worst = incident.steps().get(0);
    if (incident.findings().length == 1) {
      return worst.message();
    }
    String text =
        who(incident.actors())
            + ": "
            + incident.findings().length
            + " findings"
            + tactics(incident.tactics())
            + what(incident.resources())
            + "; worst: "
            + worst.message();
    return Ellipsis.cut(text, MAX);
  }

  private static String who(List<String> actors) {
    if (actors.size() == 1) {
      String only = actors.get(0);
      return only.equals(Actor.UNKNOWN.id()) ? "unknown actor" : shortName(only);
    }
    return actors.size() + (actors.size() < IncidentState.MAX_NAMES ? "" : " or more") + " actors";
  }

  private static String tactics(List<Tactic> tactics) {
    return tactics.isEmpty()
        ? ""
        : " (" + tactics.stream().map(Tactic::words).collect(Collectors.joining(" → ")) + ')';
  }

  private static String what(List<String> resources) {
    if (resources.isEmpty()) {
      return "";
    }
    return resources.size() == 1
        ? " on " + shortName(resources.get(0))
        : " on "
            + resources.size()
            + (resources.size() < IncidentState.MAX_NAMES ? "" : " or more")
            + " resources";
  }

  /** The last part of an ARN: {@code role/Reporting}, {@code table/orders}. */
  private static String shortName(String name) {
    if (TableArns.isOfStream(name)) {
      return "the stream of " + shortName(TableArns.ofStream(name));
    }
    return Arns.beginsAsArn(name) ? Arns.kindAndName(name) : name;
  }
}
