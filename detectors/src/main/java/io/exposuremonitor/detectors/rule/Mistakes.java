package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of a rule, to report them all at once. */
final class Mistakes {
  private final List<RuleException> found = new ArrayList<>();

  /** Reads a part of a rule. */
  @FunctionalInterface
  interface Part<T> {
    T read() throws RuleException;
  }

  /** The part, or null if it has a mistake, which is recorded. */
  <T> @Nullable T of(Part<T> part) {
    try {
      return part.read();
    } catch (RuleException mistake) {
      found.add(mistake);
      return null;
    }
  }

  /** Throws all recorded mistakes as one exception, if there are any. */
  void refuse() throws RuleException {
    if (!found.isEmpty()) {
      throw RuleException.all(found);
    }
  }
}
