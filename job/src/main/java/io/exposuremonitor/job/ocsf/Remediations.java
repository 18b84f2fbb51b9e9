package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.FamilyGuide;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.List;
import java.util.Map;

/**
 * Catalogue of remediations, by finding id and actor.
 *
 * <p>An id without steps of its own (such as a user's rule) gets those of its family, and an
 * unknown family gets general ones, so every finding has a remediation.
 */
public final class Remediations {
  private static final String CONTAIN = "CONTAIN";
  private static final String OTHER = "other";

  /** Stands for the kind of a role that IAM can't change. */
  private static final String PERMISSION_SET = "PERMISSION_SET";

  private static final Remediations SHIPPED = load();

  private final Map<String, String> containment;
  private final Map<String, List<String>> steps;

  private Remediations(Map<String, String> containment, Map<String, List<String>> steps) {
    this.containment = containment;
    this.steps = steps;
  }

  /** The catalogue that is part of the program. */
  public static Remediations shipped() {
    return SHIPPED;
  }

  /**
   * The remediation for a finding of {@code analytic} about {@code actor}.
   *
   * @return never empty; equal arguments give equal remediations
   */
  public Remediation of(Analytic analytic, Actor actor) {
    return new Remediation(
        steps(analytic.id(), actor.kind(), actor.id()), List.of(guide(analytic)));
  }

  /**
   * What to do about a finding, in order.
   *
   * @param analytic id of the rule or detector
   * @param kind kind of the actor
   * @param actor id of the actor
   * @return never empty
   */
  public List<String> steps(String analytic, Actor.Kind kind, String actor) {
    String who = Actor.isOfPermissionSet(actor) ? PERMISSION_SET : kind.name();
    return stepsOf(analytic).stream()
        .map(step -> step.equals(CONTAIN) ? containment.getOrDefault(who, step) : step)
        .toList();
  }

  /** True when the id has its own steps, not only those of its family. */
  boolean covers(String id) {
    return steps.containsKey(id);
  }

  /** The steps of the longest dot-separated prefix of the id that has any. */
  private List<String> stepsOf(String analytic) {
    String id = analytic;
    while (!steps.containsKey(id) && id.indexOf('.') >= 0) {
      id = id.substring(0, id.lastIndexOf('.'));
    }
    return steps.getOrDefault(steps.containsKey(id) ? id : OTHER, List.of());
  }

  /** The analytic's own guide, otherwise the section on its family in the page on detections. */
  private static String guide(Analytic analytic) {
    return analytic.guide().isEmpty() ? FamilyGuide.of(analytic.id()) : analytic.guide();
  }

  private static Remediations load() {
    YamlResource file = YamlResource.of("remediation.yml");
    return new Remediations(file.strings("contain"), file.lists("steps"));
  }
}
