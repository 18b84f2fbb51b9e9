package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Actor;

/**
 * A detector's observation. Signals of one analytic, actor and resource are gathered into one
 * {@link Finding}; a detector repeats its signal as the evidence grows and leaves the counting of
 * episodes to it.
 *
 * @param analytic what raised it
 * @param level how bad
 * @param confidence how sure
 * @param actor who; for observations about many actors, the resource's account as {@code ACCOUNT}
 * @param resource ARN of the table, stream or other resource, or empty
 * @param account the account whose log told of it
 * @param region where
 * @param start first event time it covers, epoch milliseconds
 * @param end last event time it covers, epoch milliseconds
 * @param magnitude how much, in the detector's own unit; a finding is updated when this grows
 *     tenfold
 * @param message one sentence that a person can act on
 * @param evidence what it rests on
 */
public record Signal(
    Analytic analytic,
    Level level,
    Confidence confidence,
    Actor actor,
    String resource,
    String account,
    String region,
    long start,
    long end,
    long magnitude,
    String message,
    Evidence evidence) {
  /** OCSF's {@code confidence_id}: 1 low, 2 medium, 3 high. */
  public enum Confidence {
    LOW,
    MEDIUM,
    HIGH
  }

  /** This signal, resting on other evidence. */
  public Signal with(Evidence other) {
    return new Signal(
        analytic,
        level,
        confidence,
        actor,
        resource,
        account,
        region,
        start,
        end,
        magnitude,
        message,
        other);
  }
}
