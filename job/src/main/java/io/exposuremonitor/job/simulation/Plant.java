package io.exposuremonitor.job.simulation;

import java.util.Set;

/**
 * One story that is planted in a {@link Fortnight}: an attack that must be found, or an innocent
 * twin of one, about which nobody may be woken.
 *
 * @param name what happens, in a few words
 * @param id the detection that must tell of it, or that it could be mistaken for
 * @param attack true for an attack
 * @param actors ids of those who take part; the account's where a detection speaks of no actor
 * @param resources ARNs of what it is done to
 */
public record Plant(
    String name, String id, boolean attack, Set<String> actors, Set<String> resources) {
  public Plant {
    actors = Set.copyOf(actors);
    resources = Set.copyOf(resources);
  }

  /** Whether a finding is what must be told of this attack. */
  public boolean isToldBy(String analytic, String actor, String resource) {
    return attack && id.equals(analytic) && concerns(actor, resource);
  }

  /** Whether a finding is about those who take part and what they do it to. */
  public boolean concerns(String actor, String resource) {
    return actors.contains(actor) && resources.contains(resource);
  }
}
