package io.exposuremonitor.connectors.remotewrite;

/** Names of the metrics of remote write. Counters count since the task started. */
public final class RemoteWriteMetrics {
  /** Group: why samples were dropped. */
  public static final String REASON = "reason";

  /** Counter: samples that the receiver accepted. */
  public static final String SAMPLES = "remoteWriteSamples";

  /** Counter: the part of them that it had before, or later ones of their series. */
  public static final String KNOWN_SAMPLES = "remoteWriteKnownSamples";

  /** Counter, by reason: samples that were dropped. */
  public static final String DROPPED_SAMPLES = "remoteWriteDroppedSamples";

  /** Counter: failed attempts to collect the samples. */
  public static final String FAILED_COLLECTIONS = "remoteWriteFailedCollections";

  /** Counter: requests that failed temporarily, and are retried. */
  public static final String RETRIES = "remoteWriteRetries";

  /** Gauge: samples that wait. */
  public static final String WAITING_SAMPLES = "remoteWriteWaitingSamples";

  private RemoteWriteMetrics() {}
}
