package io.exposuremonitor.job.report;

import static java.util.stream.Collectors.groupingBy;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.job.ocsf.Arn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The labels of actors and resources on one page: their short names, with a distinguishing addition
 * where several share a name, such as {@code deploy · 111122223333}. Untrusted text.
 */
final class Labels {
  private final Map<String, String> actors;
  private final Map<String, String> resources;

  private Labels(Map<String, String> actors, Map<String, String> resources) {
    this.actors = actors;
    this.resources = resources;
  }

  /** The labels for a page that shows these findings and incidents. */
  static Labels of(List<Finding> findings, List<Incident> incidents) {
    return new Labels(
        labels(
            Stream.concat(
                findings.stream().map(finding -> finding.actor().id()),
                incidents.stream().flatMap(incident -> incident.actors().stream()))),
        labels(
            Stream.concat(
                findings.stream().map(Labels::resourceId),
                incidents.stream().flatMap(incident -> incident.resources().stream()))));
  }

  String actor(Finding finding) {
    return actor(finding.actor().id());
  }

  String actor(String id) {
    return actors.getOrDefault(id, Names.of(id));
  }

  /** The actor with its kind in front, unless the name is the kind. */
  String actorWithKind(Finding finding) {
    String kind = Names.kind(finding.actor().kind());
    return Names.actor(finding).equals(kind) ? actor(finding) : kind + ' ' + actor(finding);
  }

  String resource(Finding finding) {
    return resource(resourceId(finding));
  }

  String resource(String id) {
    return resources.getOrDefault(id, Names.of(id));
  }

  /** The key that distinguishes resources: the ARN; without a resource, the account. */
  static String resourceId(Finding finding) {
    return finding.resource().isEmpty() ? "account " + finding.account() : finding.resource();
  }

  private static Map<String, String> labels(Stream<String> ids) {
    Map<String, String> labels = new HashMap<>();
    ids.distinct()
        .collect(groupingBy(Names::of))
        .forEach(
            (name, sharing) -> {
              if (sharing.size() == 1) {
                labels.put(sharing.get(0), name);
              } else {
                labels.putAll(distinguish(sharing));
              }
            });
    return labels;
  }

  /**
   * Distinguishes names that several share by account, by region, and by kind if these are equal.
   */
  private static Map<String, String> distinguish(List<String> sharing) {
    List<Arn> arns = sharing.stream().map(Arn::of).toList();
    boolean accounts = differ(arns, Arn::account);
    boolean regions = differ(arns, Arn::region);
    Map<String, String> labels = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Arn arn : arns) {
      String place = accounts ? arn.account() : "";
      place +=
          regions && !arn.region().isEmpty() ? (place.isEmpty() ? "" : " ") + arn.region() : "";
      String mark = place.isEmpty() ? "" : " · " + place;
      String label = Names.of(arn.text()) + mark;
      labels.put(arn.text(), taken.add(label) ? label : arn.resource() + mark);
    }
    return labels;
  }

  private static boolean differ(List<Arn> arns, Function<Arn, String> part) {
    return arns.stream().map(part).distinct().count() > 1;
  }
}
