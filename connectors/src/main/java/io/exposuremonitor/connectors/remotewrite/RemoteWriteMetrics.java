package io.exposuremonitor.connectors.remotewrite;

/** Names of the metrics of remote write. Counters count since the task started. */
public final class RemoteWriteMetrics {
  /** Group: why samples were dropped. */
  public static final String REASON = "reason";

  /** Counter: samples that the receiver has. */
  public static final String SAMPLES = "remoteWriteSamples";

  /** Counter: the part of them that it had before, or later ones of their series. */
  public static final String KNOWN_SAMPLES = "remoteWriteKnownSamples";

  /** Counter, by reason: samples that were given up. */
  public static final String DROPPED_SAMPLES = "remoteWriteDroppedSamples";

  /** Counter: times that what was to be written could not be collected. */
  public static final String FAILED_COLLECTIONS = "remoteWriteFailedCollections";

  /** Counter: requests that failed in a way that passes, and are made again. */
  public static final String RETRIES = "remoteWriteRetries";

  /** Gauge: samples that wait. */
  public static final String WAITING_SAMPLES = "remoteWriteWaitingSamples";

  private RemoteWriteMetrics() {}
}
