package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of records, as patterns of their calls and of other properties known to the decoder. It may
 * be too large but never too small, so an index built on it loses no match.
 */
record Calls(Set<RecordPattern> patterns) {
  /** Beyond this number of patterns an index does not pay. */
  private static final int MAX_PATTERNS = 512;

  static final Calls ANY = new Calls(Set.of(RecordPattern.ANY));
  static final Calls NONE = new Calls(Set.of());

  Calls {
    patterns = Collections.unmodifiableSet(new LinkedHashSet<>(patterns));
  }

  static final Calls FAILED = ofCall(new CallPattern("*", "*", true, false));
  static final Calls WITHOUT_PARAMETERS = ofCall(new CallPattern("*", "*", false, true));
  static final Calls FULL_SCAN = new Calls(Set.of(RecordPattern.FULL_SCAN));
  static final Calls RETURN_ON_FAILURE = new Calls(Set.of(RecordPattern.RETURN_ON_FAILURE));

  static Calls ofSources(List<String> patterns) {
    return of(patterns.stream().map(CallPattern.ANY::ofSource).map(RecordPattern::of).toList());
  }

  static Calls ofNames(List<String> patterns) {
    return of(patterns.stream().map(CallPattern.ANY::ofName).map(RecordPattern::of).toList());
  }

  static Calls ofUserAgents(List<String> patterns) {
    return of(patterns.stream().map(RecordPattern::ofUserAgent).toList());
  }

  private static Calls ofCall(CallPattern call) {
    return new Calls(Set.of(RecordPattern.of(call)));
  }

  private static Calls of(List<RecordPattern> patterns) {
    return patterns.size() > MAX_PATTERNS ? ANY : new Calls(new LinkedHashSet<>(patterns));
  }

  Calls or(Calls other) {
    if (patterns.size() + other.patterns.size() > MAX_PATTERNS) {
      return ANY;
    }
    Set<RecordPattern> union = new LinkedHashSet<>(patterns);
    union.addAll(other.patterns);
    return new Calls(union);
  }

  Calls and(Calls other) {
    if (patterns.size() * other.patterns.size() > MAX_PATTERNS) {
      return patterns.size() < other.patterns.size() ? this : other;
    }
    List<RecordPattern> both = new ArrayList<>();
    for (RecordPattern mine : patterns) {
      for (RecordPattern theirs : other.patterns) {
        mine.and(theirs).ifPresent(both::add);
      }
    }
    return new Calls(new LinkedHashSet<>(both));
  }

  /** The patterns that match a call, regardless of their other conditions. */
  Stream<RecordPattern> matching(String eventSource, String eventName) {
    return patterns.stream().filter(pattern -> pattern.call().matches(eventSource, eventName));
  }
}
