package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Actor;

/**
 * An observation of a detector. Signals with the same analytic, actor and resource are gathered
 * into one {@code Finding}: a detector repeats its signal as the evidence grows, and the episode
 * logic decides what to report.
 *
 * @param analytic the rule or detector that raised it
 * @param level severity
 * @param confidence confidence
 * @param actor the actor; when many actors are involved, the resource's account as {@code ACCOUNT}
 * @param resource ARN of the table, stream or other resource, or empty
 * @param account the account whose log recorded it
 * @param region AWS region
 * @param start first event time it covers, epoch milliseconds
 * @param end last event time it covers, epoch milliseconds
 * @param magnitude size in the detector's own unit; a finding is updated when this grows tenfold
 * @param message one sentence that a person can act on
 * @param evidence counts, names and events that support it
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

  /**
   * Starts building a signal: {@code Signal.of(…).about(…).during(…).saying(…)}.
   *
   * @param analytic the rule or detector that raises it
   * @param level severity
   * @param confidence confidence
   */
  public static Raised of(Analytic analytic, Level level, Confidence confidence) {
    return new Raised(analytic, level, confidence);
  }

  /** This signal with other evidence. */
  public Signal with(Evidence other) {
    return of(analytic, level, confidence)
        .about(actor, resource, account, region)
        .during(start, end)
        .saying(magnitude, message, other);
  }

  /** A signal whose subject, time and content are still missing. */
  public record Raised(Analytic analytic, Level level, Confidence confidence) {
    /**
     * Sets the actor and the resource.
     *
     * @param actor the actor
     * @param resource ARN of the table, stream or other resource, or empty
     * @param account the account whose log recorded it
     * @param region AWS region
     */
    public About about(Actor actor, String resource, String account, String region) {
      return new About(this, actor, resource, account, region);
    }
  }

  /** A signal whose time and content are still missing. */
  public record About(Raised raised, Actor actor, String resource, String account, String region) {
    /**
     * Sets the time.
     *
     * @param start first event time, epoch milliseconds
     * @param end last event time, epoch milliseconds
     */
    public During during(long start, long end) {
      return new During(this, start, end);
    }
  }

  /** A signal whose content is still missing. */
  public record During(About about, long start, long end) {
    /**
     * Completes the signal.
     *
     * @param magnitude size in the detector's own unit
     * @param message one sentence that a person can act on
     * @param evidence counts, names and events that support it
     */
    public Signal saying(long magnitude, String message, Evidence evidence) {
      Raised raised = about.raised;
      return new Signal(
          raised.analytic,
          raised.level,
          raised.confidence,
          about.actor,
          about.resource,
          about.account,
          about.region,
          start,
          end,
          magnitude,
          message,
          evidence);
    }
  }
}
