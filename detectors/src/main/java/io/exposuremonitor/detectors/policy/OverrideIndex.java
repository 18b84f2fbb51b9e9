package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.arn.Arns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Finds the first of many pairs of patterns, of an actor and of a table, that matches both, as
 * trying one after the other would. Pairs with a plain table or a plain actor are looked up by it,
 * and only the others are tried: thresholds are looked up for every bundle of calls. Immutable.
 */
final class OverrideIndex {
  /**
   * @param actor pattern of the actor's ARN
   * @param table pattern of the table's name or ARN
   */
  record Pair(String actor, String table) {}

  private final List<Pair> pairs;
  private final Map<String, List<Integer>> byTable = new HashMap<>();
  private final Map<String, List<Integer>> byActor = new HashMap<>();
  private final List<Integer> others = new ArrayList<>();

  /**
   * @param pairs in the order in which they apply
   */
  OverrideIndex(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      placeOf(pairs.get(i)).add(i);
    }
  }

  private List<Integer> placeOf(Pair pair) {
    if (isPlain(pair.table)) {
      return byTable.computeIfAbsent(pair.table, unused -> new ArrayList<>());
    }
    return isPlain(pair.actor)
        ? byActor.computeIfAbsent(pair.actor, unused -> new ArrayList<>())
        : others;
  }

  private static boolean isPlain(String pattern) {
    return pattern.indexOf('*') < 0;
  }

  /**
   * The position of the first pair that matches and is wanted, or the number of pairs.
   *
   * @param wanted asked about positions of pairs
   */
  int first(String actor, String tableArn, IntPredicate wanted) {
    if (pairs.isEmpty()) {
      return 0;
    }
    int found = pairs.size();
    found = first(others, found, actor, tableArn, wanted);
    found = first(at(byActor, actor), found, actor, tableArn, wanted);
    found = first(at(byTable, tableArn), found, actor, tableArn, wanted);
    return first(at(byTable, Arns.name(tableArn)), found, actor, tableArn, wanted);
  }

  private static List<Integer> at(Map<String, List<Integer>> places, String text) {
    return places.getOrDefault(text, List.of());
  }

  /** The first of some positions, if it comes before the best one so far. */
  private int first(
      List<Integer> positions, int best, String actor, String tableArn, IntPredicate wanted) {
    for (int position : positions) {
      if (position >= best) {
        break;
      }
      Pair pair = pairs.get(position);
      if (wanted.test(position)
          && Pattern.matches(pair.actor, actor)
          && Pattern.matchesTable(pair.table, tableArn)) {
        return position;
      }
    }
    return best;
  }
}
