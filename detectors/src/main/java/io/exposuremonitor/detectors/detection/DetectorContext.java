package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.policy.DetectorThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;

/**
 * What a detector may know and say while it handles one event. Valid for the length of the call.
 */
public interface DetectorContext {
  /** The policy in force. */
  Policy policy();

  /** The thresholds that hold for an actor on a table, or on what stands in its place. */
  default <T extends DetectorThresholds> T thresholds(Class<T> type, Actor actor, String resource) {
    return policy().thresholds(type, actor.id(), resource);
  }

  /** How late events may come, milliseconds. */
  default long latenessMillis() {
    return policy().findings().lateness().toMillis();
  }

  /**
   * How far a judgement about what happened at a time looks back.
   *
   * @param time epoch milliseconds
   * @param memory what was not used for so long counts as new
   * @param learning for how long what is seen only teaches
   */
  default Horizon horizon(long time, Duration memory, Duration learning) {
    return Horizon.at(time, policy().findings().lateness(), memory, learning);
  }

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
