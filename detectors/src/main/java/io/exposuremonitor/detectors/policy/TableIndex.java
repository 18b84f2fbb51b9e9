package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.arn.Arns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the first of many patterns that matches a table, as trying {@link Pattern#matchesTable} on
 * one after the other would. Names and ARNs are looked up and only patterns with asterisks are
 * tried: an inventory adds thousands of ARNs, and tables are looked up all the time. Immutable.
 */
final class TableIndex {
  private record Wild(int at, String pattern) {}

  private final Map<String, Integer> exact = new HashMap<>();
  private final List<Wild> wild = new ArrayList<>();
  private final int size;

  /**
   * @param patterns of names or ARNs, in the order in which they apply
   */
  TableIndex(List<String> patterns) {
    size = patterns.size();
    for (int i = 0; i < size; i++) {
      String pattern = patterns.get(i);
      if (pattern.indexOf('*') >= 0) {
        wild.add(new Wild(i, pattern));
      } else {
        exact.putIfAbsent(pattern, i);
      }
    }
  }

  /** The position of the first pattern that matches, or the number of patterns. */
  int first(String tableArn) {
    String name = Arns.name(tableArn);
    int found = Math.min(exact.getOrDefault(tableArn, size), exact.getOrDefault(name, size));
    for (Wild next : wild) {
      if (next.at > found) {
        break;
      }
      if (Pattern.matches(next.pattern, tableArn) || Pattern.matches(next.pattern, name)) {
        return next.at;
      }
    }
    return found;
  }
}
