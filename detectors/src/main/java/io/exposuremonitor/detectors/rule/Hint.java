package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.Collection;

/** Creates the end of a message about an unknown name. */
final class Hint {
  private Hint() {}

  /** {@code "; did you mean 'x'?"}, or a list of all known names if none is near. */
  static String of(String written, Collection<String> known) {
    String nearest = NearestName.of(written, known);
    if (!nearest.isEmpty()) {
      return "; did you mean '" + nearest + "'?";
    }
    return known.isEmpty() ? "" : "; known are " + String.join(", ", known);
  }
}
