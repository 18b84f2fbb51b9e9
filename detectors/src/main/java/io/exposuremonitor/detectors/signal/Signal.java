package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Actor;

/**
 * What a detector observed. Signals with the same analytic, actor and resource are gathered into
 * one {@code Finding}: a detector repeats its signal as the evidence grows, and the episode logic
 * decides what is new.
 *
 * @param analytic what raised it
 * @param level how bad
 * @param confidence how sure
 * @param actor who; when many actors are involved, the resource's account as {@code ACCOUNT}
 * @param resource ARN of the table, stream or other resource, or empty
 * @param account the account whose log recorded it
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

  /**
   * Begins a signal: {@code Signal.of(…).about(…).during(…).saying(…)}.
   *
   * @param analytic what raises it
   * @param level how bad
   * @param confidence how sure
   */
  public static Raised of(Analytic analytic, Level level, Confidence confidence) {
    return new Raised(analytic, level, confidence);
  }

  /** This signal, resting on other evidence. */
  public Signal with(Evidence other) {
    return of(analytic, level, confidence)
        .about(actor, resource, account, region)
        .during(start, end)
        .saying(magnitude, message, other);
  }

  /** A signal that lacks its subject, its time and what it says. */
  public record Raised(Analytic analytic, Level level, Confidence confidence) {
    /**
     * Who did it, to what, and where.
     *
     * @param actor who
     * @param resource ARN of the table, stream or other resource, or empty
     * @param account the account whose log recorded it
     * @param region where
     */
    public About about(Actor actor, String resource, String account, String region) {
      return new About(this, actor, resource, account, region);
    }
  }

  /** A signal that lacks its time and what it says. */
  public record About(Raised raised, Actor actor, String resource, String account, String region) {
    /**
     * When.
     *
     * @param start first event time, epoch milliseconds
     * @param end last event time, epoch milliseconds
     */
    public During during(long start, long end) {
      return new During(this, start, end);
    }
  }

  /** A signal that lacks what it says. */
  public record During(About about, long start, long end) {
    /**
     * Completes the signal.
     *
     * @param magnitude how much, in the detector's own unit
     * @param message one sentence that a person can act on
     * @param evidence what it rests on
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
