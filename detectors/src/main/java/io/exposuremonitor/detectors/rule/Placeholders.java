package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLists;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policy's lists by the names with which {@code |expand} refers to them. */
final class Placeholders {
  private final Map<String, List<String>> lists;

  private Placeholders(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  /**
   * The policy's built-in lists under fixed names, and its {@code placeholders} under their own.
   */
  static Placeholders of(Policy policy) {
    Map<String, List<String>> lists = new TreeMap<>(policy.placeholders());
    PolicyLists.BUILT_IN.forEach((name, list) -> lists.put(name, list.apply(policy)));
    return new Placeholders(lists);
  }

  /** The list with a name, possibly empty; null if there is none. */
  @Nullable List<String> list(String name) {
    return lists.get(name);
  }

  /** All names, in alphabetical order. */
  Set<String> names() {
    return Collections.unmodifiableSet(lists.keySet());
  }
}
