package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What findings there are, so that a policy that speaks of others can be told.
 *
 * @param ids of findings
 * @param rules names of rules
 */
public record KnownFindings(Set<String> ids, Set<String> rules) {
  /** Nothing is known, and so nothing is told. */
  public static final KnownFindings NONE = new KnownFindings(Set.of(), Set.of());

  /** Copies the sets, so that they never change. */
  public KnownFindings {
    ids = Set.copyOf(ids);
    rules = Set.copyOf(rules);
  }

  /** True when a pattern of ids matches none. */
  boolean isUnknown(String pattern) {
    return !ids.isEmpty() && ids.stream().noneMatch(id -> Pattern.matches(pattern, id));
  }

  /** True when a pattern matches neither an id nor a rule's name. */
  boolean isUnknownRule(String pattern) {
    return isUnknown(pattern) && rules.stream().noneMatch(name -> Pattern.matches(pattern, name));
  }

  /** The id, or the family with a star, that is nearest to a pattern; empty when none is near. */
  String nearest(String pattern) {
    List<String> names = new ArrayList<>(ids.stream().sorted().toList());
    ids.stream()
        .map(id -> id.substring(0, id.indexOf('.') + 1) + '*')
        .distinct()
        .sorted()
        .forEach(names::add);
    return NearestName.of(pattern, names);
  }
}
