package io.exposuremonitor.job.simulation;

import java.util.Set;

/**
 * One story planted in a {@link Fortnight}: an attack that must be found, or an innocent twin of
 * one, which must not raise a finding at medium or above.
 *
 * @param name a short description
 * @param id id of the finding that the attack must raise or that the twin could be mistaken for
 * @param attack true for an attack
 * @param actors ids of the participants; the table's account if the detection names no actor
 * @param resources ARNs of the affected resources
 */
public record Plant(
    String name, String id, boolean attack, Set<String> actors, Set<String> resources) {
  public Plant {
    actors = Set.copyOf(actors);
    resources = Set.copyOf(resources);
  }

  /** Returns whether a finding with these properties detects this attack. */
  public boolean isFoundBy(String analytic, String actor, String resource) {
    return attack && id.equals(analytic) && concerns(actor, resource);
  }

  /** Returns whether a finding about the given actor and resource is about this story. */
  public boolean concerns(String actor, String resource) {
    return actors.contains(actor) && resources.contains(resource);
  }
}
