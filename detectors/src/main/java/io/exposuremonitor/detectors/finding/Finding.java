package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;

/**
 * The report of one episode: the signals of one analytic about one actor on one resource, up to a
 * quiet time. All its phases carry the same {@code uid}.
 *
 * @param uid stable identifier: a function of the events, so a replay yields the same one
 * @param phase opened, updated or closed
 * @param analytic the detection that raised it
 * @param level the highest level so far
 * @param confidence the highest confidence so far
 * @param actor the principal that acted
 * @param resource ARN, or empty
 * @param account the account whose log recorded it
 * @param region the AWS Region
 * @param time event time at which this phase was reached, epoch milliseconds
 * @param start first event time covered
 * @param end last event time covered
 * @param message one actionable sentence
 * @param evidence the evidence of all its signals, merged
 * @param dryRun true if the policy runs its detection as a dry run: the finding is counted and
 *     written but raises no alert
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

  /** A builder initialised with this finding. */
  public FindingBuilder toBuilder() {
    return new FindingBuilder(this);
  }
}
