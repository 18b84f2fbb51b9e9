package io.exposuremonitor.detectors.rule;

import java.util.Locale;
import java.util.Set;

/** Record members that may contain item or key values, or texts that quote them. */
final class PrivateFields {
  private static final Set<String> NAMES =
      Set.of(
          "key",
          "keys",
          "item",
          "items",
          "statement",
          "statements",
          "parameters",
          "expected",
          "attributeupdates",
          "keyconditions",
          "scanfilter",
          "queryfilter",
          "exclusivestartkey",
          "expressionattributevalues",
          "searchvector",
          "errormessage",
          "pipelineconfigurationbody");

  private PrivateFields() {}

  /** True for the name of such a member, ignoring case. */
  static boolean holdsValues(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** True if the path leads through such a member. */
  static boolean leadsToValues(String path) {
    for (String step : path.split("\\.", -1)) {
      if (holdsValues(step)) {
        return true;
      }
    }
    return false;
  }
}
