package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.List;

/** Suggests corrections for unknown keys. */
final class UnknownKeys {
  private UnknownKeys() {}

  /**
   * The nearest key of the same section; else the full path of the only key with that name
   * elsewhere in the file; else empty.
   */
  static String suggestion(String name, Section section) {
    String sibling = NearestName.of(name, section.options().stream().map(Option::name).toList());
    if (!sibling.isEmpty()) {
      return sibling;
    }
    List<String> elsewhere = new ArrayList<>();
    collect(name, PolicySchema.ROOT, "", elsewhere);
    return elsewhere.size() == 1 ? elsewhere.get(0) : "";
  }

  private static void collect(String name, Section section, String path, List<String> found) {
    for (Option option : section.options()) {
      if (NearestName.same(option.name(), name)) {
        found.add(path + option.name());
      }
      if (option.shape() instanceof Section inner) {
        collect(name, inner, path + option.name() + '.', found);
      }
    }
  }
}
