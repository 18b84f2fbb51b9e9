package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The catalogue of what to do, by finding id and by kind of actor.
 *
 * <p>An id without steps of its own (a rule that a user added) gets those of its family, and a
 * family that is unknown gets general ones, so every finding has a remediation.
 */
public final class Remediations {
  private static final String CONTAIN = "CONTAIN";
  private static final String OTHER = "other";
  private static final Remediations SHIPPED = load();

  private final Map<String, String> containment;
  private final Map<String, List<String>> steps;

  private Remediations(Map<String, String> containment, Map<String, List<String>> steps) {
    this.containment = containment;
    this.steps = steps;
  }

  /** The catalogue that ships with the program. */
  public static Remediations shipped() {
    return SHIPPED;
  }

  /**
   * What to do when {@code analytic} has found an actor of kind {@code kind}.
   *
   * @return never empty; equal arguments give equal remediations
   */
  public Remediation of(Analytic analytic, Actor.Kind kind) {
    List<String> found = stepsOf(analytic);
    List<String> resolved = new ArrayList<>(found.size());
    for (String step : found) {
      resolved.add(step.equals(CONTAIN) ? containment.getOrDefault(kind.name(), step) : step);
    }
    return new Remediation(List.copyOf(resolved), List.of(guide(analytic)));
  }

  /** True when the id has steps of its own, not only those of its family. */
  boolean covers(String id) {
    return steps.containsKey(id);
  }

  /** The steps of the longest part of the id, from its start to a dot, that has any. */
  private List<String> stepsOf(Analytic analytic) {
    String id = analytic.id();
    while (!steps.containsKey(id) && id.indexOf('.') >= 0) {
      id = id.substring(0, id.lastIndexOf('.'));
    }
    return steps.getOrDefault(steps.containsKey(id) ? id : OTHER, List.of());
  }

  /** The analytic's own guide, else its family's section of the repository's page of detections. */
  private static String guide(Analytic analytic) {
    if (!analytic.guide().isEmpty()) {
      return analytic.guide();
    }
    return "docs/detections.md#" + analytic.family();
  }

  private static Remediations load() {
    YamlResource file = YamlResource.of("remediation.yml");
    return new Remediations(file.strings("contain"), file.lists("steps"));
  }
}
