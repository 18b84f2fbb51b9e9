package io.exposuremonitor.detectors.detection;

/**
 * State of one key that expires as a whole some time after the key's latest event. A mutable state
 * class; {@link Expiry} maintains its fields.
 */
public abstract class ExpiringState {
  /** Event time at which the state expires, epoch milliseconds; extended by further events. */
  public long expiresAt = Long.MIN_VALUE;

  /** Event time of the pending wake-up for expiry, epoch milliseconds. */
  public long expiryWakeUp = Long.MIN_VALUE;
}
