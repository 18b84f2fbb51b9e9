package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The existing finding ids and rule names, to detect policy entries that match none.
 *
 * @param ids of findings
 * @param rules names of rules
 */
public record KnownFindings(Set<String> ids, Set<String> rules) {
  /** No known findings: no entry causes a warning. */
  public static final KnownFindings NONE = new KnownFindings(Set.of(), Set.of());

  /** Copies the sets defensively. */
  public KnownFindings {
    ids = Set.copyOf(ids);
    rules = Set.copyOf(rules);
  }

  /** True if a pattern matches neither a finding id nor a rule name. */
  boolean isUnknown(String pattern) {
    return !ids.isEmpty()
        && Stream.concat(ids.stream(), rules.stream())
            .noneMatch(name -> Pattern.matches(pattern, name));
  }

  /**
   * The id, the rule's name, or the family with an asterisk, that is nearest to a pattern; empty if
   * none is near.
   */
  String nearest(String pattern) {
    List<String> names = new ArrayList<>();
    Stream.concat(ids.stream(), rules.stream()).distinct().sorted().forEach(names::add);
    ids.stream()
        .map(id -> id.substring(0, id.indexOf('.') + 1) + '*')
        .distinct()
        .sorted()
        .forEach(names::add);
    return NearestName.of(pattern, names);
  }
}
