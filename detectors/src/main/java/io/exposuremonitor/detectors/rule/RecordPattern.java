package io.exposuremonitor.detectors.rule;

import java.util.Optional;

/**
 * A set of records that a rule can match: those of a call, restricted by properties known to the
 * decoder.
 *
 * @param onlyFullScan true if only calls can match that read a whole table with a PartiQL statement
 * @param onlyReturnOnFailure true if only calls can match that say what a PartiQL statement returns
 *     if its condition fails
 * @param userAgent a case-insensitive Sigma pattern; {@code *} also matches a missing one
 */
record RecordPattern(
    CallPattern call, boolean onlyFullScan, boolean onlyReturnOnFailure, String userAgent) {
  private static final String ANY_USER_AGENT = "*";

  static final RecordPattern ANY = of(CallPattern.ANY);
  static final RecordPattern FULL_SCAN =
      new RecordPattern(CallPattern.ANY, true, false, ANY_USER_AGENT);
  static final RecordPattern RETURN_ON_FAILURE =
      new RecordPattern(CallPattern.ANY, false, true, ANY_USER_AGENT);

  static RecordPattern of(CallPattern call) {
    return new RecordPattern(call, false, false, ANY_USER_AGENT);
  }

  static RecordPattern ofUserAgent(String pattern) {
    return new RecordPattern(CallPattern.ANY, false, false, pattern);
  }

  /** True if any user agent matches. */
  boolean anyUserAgent() {
    return userAgent.equals(ANY_USER_AGENT);
  }

  /** The intersection, or empty if it certainly contains no record. */
  Optional<RecordPattern> and(RecordPattern other) {
    String agent = CallPattern.narrower(userAgent, other.userAgent);
    return agent == null
        ? Optional.empty()
        : call.and(other.call)
            .map(
                both ->
                    new RecordPattern(
                        both,
                        onlyFullScan || other.onlyFullScan,
                        onlyReturnOnFailure || other.onlyReturnOnFailure,
                        agent));
  }
}
