package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of calls, written as patterns of {@code eventSource} and {@code eventName}. It only ever
 * errs by holding too many: an index built on it drops no match.
 */
record Calls(Set<Call> patterns) {
  /** Beyond so many patterns an index would not pay. */
  private static final int MAX_PATTERNS = 512;

  static final Calls ANY = new Calls(Set.of(Call.ANY));
  static final Calls NONE = new Calls(Set.of());

  Calls {
    patterns = Collections.unmodifiableSet(new LinkedHashSet<>(patterns));
  }

  static final Calls FAILED = new Calls(Set.of(new Call("*", "*", true, false)));
  static final Calls WITHOUT_PARAMETERS = new Calls(Set.of(new Call("*", "*", false, true)));

  static Calls ofSources(List<String> patterns) {
    return of(patterns.stream().map(Call.ANY::ofSource).toList());
  }

  static Calls ofNames(List<String> patterns) {
    return of(patterns.stream().map(Call.ANY::ofName).toList());
  }

  private static Calls of(List<Call> patterns) {
    return patterns.size() > MAX_PATTERNS ? ANY : new Calls(new LinkedHashSet<>(patterns));
  }

  Calls or(Calls other) {
    if (patterns.size() + other.patterns.size() > MAX_PATTERNS) {
      return ANY;
    }
    Set<Call> union = new LinkedHashSet<>(patterns);
    union.addAll(other.patterns);
    return new Calls(union);
  }

  Calls and(Calls other) {
    if (patterns.size() * other.patterns.size() > MAX_PATTERNS) {
      return patterns.size() < other.patterns.size() ? this : other;
    }
    List<Call> both = new ArrayList<>();
    for (Call mine : patterns) {
      for (Call theirs : other.patterns) {
        mine.and(theirs).ifPresent(both::add);
      }
    }
    return new Calls(new LinkedHashSet<>(both));
  }

  /** The patterns that match a call, whatever they ask of its outcome and parameters. */
  Stream<Call> matching(String eventSource, String eventName) {
    return patterns.stream().filter(pattern -> pattern.matches(eventSource, eventName));
  }
}
