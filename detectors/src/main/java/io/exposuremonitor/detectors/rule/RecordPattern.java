package io.exposuremonitor.detectors.rule;

import java.util.Optional;

/**
 * Records that a rule can match: those of a call, as far as a decoder can tell them apart.
 *
 * @param onlyFullScan true when only a call can match that reads a whole table by a PartiQL
 *     statement
 * @param userAgent a Sigma pattern without regard to case, {@code *} for any and for none
 */
record RecordPattern(Call call, boolean onlyFullScan, String userAgent) {
  private static final String ANYBODY = "*";

  static final RecordPattern ANY = of(Call.ANY);
  static final RecordPattern FULL_SCAN = new RecordPattern(Call.ANY, true, ANYBODY);

  static RecordPattern of(Call call) {
    return new RecordPattern(call, false, ANYBODY);
  }

  static RecordPattern ofUserAgent(String pattern) {
    return new RecordPattern(Call.ANY, false, pattern);
  }

  /** Whether it takes a record by whatever program made the call. */
  boolean byAnybody() {
    return userAgent.equals(ANYBODY);
  }

  /** The records that are in both, or empty when certainly none is. */
  Optional<RecordPattern> and(RecordPattern other) {
    String agent = Call.narrower(userAgent, other.userAgent);
    return agent == null
        ? Optional.empty()
        : call.and(other.call)
            .map(both -> new RecordPattern(both, onlyFullScan || other.onlyFullScan, agent));
  }
}
