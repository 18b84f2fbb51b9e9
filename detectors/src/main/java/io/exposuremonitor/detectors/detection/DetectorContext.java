package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;

/**
 * What a detector may know and say while it handles one event. Valid for the length of the call.
 */
public interface DetectorContext {
  /** The policy in force. */
  Policy policy();

  /** Reports an observation. */
  void signal(Signal signal);

  /**
   * Asks to be called back once event time has passed {@code time} by the lateness bound; asking
   * again for the same time changes nothing.
   *
   * @param time epoch milliseconds
   */
  void wakeAt(long time);
}
