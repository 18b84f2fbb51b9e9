package io.exposuremonitor.detectors.rule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls that a rule can match, as case-insensitive Sigma patterns.
 *
 * @param eventSource such as {@code dynamodb.amazonaws.com}, or {@code *}
 * @param eventName such as {@code Scan} or {@code CreateEventSourceMapping*}
 * @param onlyFailed true if only calls with an {@code errorCode} can match
 * @param onlyWithoutParameters true if only calls can match whose {@code requestParameters} are
 *     null, missing, or CloudTrail's marker for omitted parameters
 */
public record CallPattern(
    String eventSource, String eventName, boolean onlyFailed, boolean onlyWithoutParameters) {

  static final CallPattern ANY = new CallPattern("*", "*", false, false);

  CallPattern ofSource(String pattern) {
    return new CallPattern(pattern, eventName, onlyFailed, onlyWithoutParameters);
  }

  CallPattern ofName(String pattern) {
    return new CallPattern(eventSource, pattern, onlyFailed, onlyWithoutParameters);
  }

  /** True when both patterns match. */
  public boolean matches(String source, String name) {
    return Glob.of(eventSource, false).matches(source) && Glob.of(eventName, false).matches(name);
  }

  /** The intersection, or empty if it certainly contains no call. */
  Optional<CallPattern> and(CallPattern other) {
    String source = narrower(eventSource, other.eventSource);
    String name = narrower(eventName, other.eventName);
    return source == null || name == null
        ? Optional.empty()
        : Optional.of(
            new CallPattern(
                source,
                name,
                onlyFailed || other.onlyFailed,
                onlyWithoutParameters || other.onlyWithoutParameters));
  }

  /** The narrower of two patterns; null if nothing can match both. */
  static @Nullable String narrower(String a, String b) {
    Glob first = Glob.of(a, false);
    Glob second = Glob.of(b, false);
    if (first.literal()) {
      return second.matches(first.plain()) ? a : null;
    }
    if (second.literal()) {
      return first.matches(second.plain()) ? b : null;
    }
    return a.equals("*") ? b : a;
  }

  @Override
  public String toString() {
    return eventSource
        + "/"
        + eventName
        + (onlyFailed ? " failed" : "")
        + (onlyWithoutParameters ? " without parameters" : "");
  }
}
