package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a rule, so that all of it is told at once. */
final class Mistakes {
  private final List<RuleException> found = new ArrayList<>();

  /** A part of a rule that is read. */
  @FunctionalInterface
  interface Part<T> {
    T read() throws RuleException;
  }

  /** What the part is, or null when it has a mistake, which is kept. */
  <T> @Nullable T of(Part<T> part) {
    try {
      return part.read();
    } catch (RuleException mistake) {
      found.add(mistake);
      return null;
    }
  }

  /** Throws all mistakes as one, if there are any. */
  void refuse() throws RuleException {
    if (!found.isEmpty()) {
      throw RuleException.all(found);
    }
  }
}
