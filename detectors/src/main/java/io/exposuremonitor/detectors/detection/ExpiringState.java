package io.exposuremonitor.detectors.detection;

/**
 * State of one key that is forgotten as a whole some time after its latest event. A mutable state
 * class; {@link Expiry} keeps its fields.
 */
public abstract class ExpiringState {
  /** Event time at which all is forgotten unless there is more, epoch milliseconds. */
  public long expiresAt = Long.MIN_VALUE;

  /** When the detector asked to be woken for that, epoch milliseconds. */
  public long expiryWakeUp = Long.MIN_VALUE;
}
