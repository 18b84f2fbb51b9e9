package io.exposuremonitor.job.topology;

/** Names of the accumulators that tell how many signals became no finding. */
public final class SignalCounters {
  /** Kept back by a suppression of the policy. */
  public static final String SUPPRESSED = "suppressed-signals";

  /** Below the policy's minimum level. */
  public static final String MINOR = "minor-signals";

  /** Of detections that the policy disables. */
  public static final String DISABLED = "disabled-signals";

  private SignalCounters() {}
}
