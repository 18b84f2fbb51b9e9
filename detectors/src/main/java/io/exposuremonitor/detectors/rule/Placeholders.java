package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLists;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lists that {@code |expand} fills in, by name, taken from the policy. */
final class Placeholders {
  private final Map<String, List<String>> lists;

  private Placeholders(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  /** The policy's own lists under fixed names, and its {@code placeholders} under theirs. */
  static Placeholders of(Policy policy) {
    Map<String, List<String>> lists = new TreeMap<>(policy.placeholders());
    PolicyLists.BUILT_IN.forEach((name, list) -> lists.put(name, list.apply(policy)));
    return new Placeholders(lists);
  }

  /** The list of a name, possibly empty; null when there is no such name. */
  @Nullable List<String> list(String name) {
    return lists.get(name);
  }

  /** Every name, in alphabetical order. */
  Set<String> names() {
    return Collections.unmodifiableSet(lists.keySet());
  }
}
