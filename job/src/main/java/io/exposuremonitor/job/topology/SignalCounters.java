package io.exposuremonitor.job.topology;

/** Names of the accumulators that count signals and findings that are not reported. */
public final class SignalCounters {
  /** Signals dropped by a suppression of the policy. */
  public static final String SUPPRESSED = "suppressed-signals";

  /** Findings below the policy's minimum level. */
  public static final String MINOR = "minor-findings";

  /** Signals of detections that the policy disables. */
  public static final String DISABLED = "disabled-signals";

  private SignalCounters() {}
}
