package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;

/**
 * One episode: what one analytic saw of one actor on one resource, from the first signal to a quiet
 * time after the last. All its phases carry the same {@code uid}.
 *
 * @param uid stable: a function of what happened, so a replay repeats it
 * @param phase opened, updated or closed
 * @param analytic what raised it
 * @param level the highest level so far
 * @param confidence the highest confidence so far
 * @param actor who
 * @param resource ARN, or empty
 * @param account the account whose log told of it
 * @param region where
 * @param time event time at which this phase was reached, epoch milliseconds
 * @param start first event time covered
 * @param end last event time covered
 * @param message one sentence that a person can act on
 * @param evidence the evidence of all its signals, merged
 * @param dryRun true when the policy only tries its detection out: it is counted and written, and
 *     nobody is called for it
 */
public record Finding(
    String uid,
    Phase phase,
    Analytic analytic,
    Level level,
    Signal.Confidence confidence,
    Actor actor,
    String resource,
    String account,
    String region,
    long time,
    long start,
    long end,
    String message,
    Evidence evidence,
    boolean dryRun) {
  /** OCSF's {@code activity_id}: 1 create, 2 update, 3 close. */
  public enum Phase {
    OPENED,
    UPDATED,
    CLOSED
  }

  /** A builder of findings that differ from this in some of their parts. */
  public FindingBuilder toBuilder() {
    return new FindingBuilder(this);
  }
}
