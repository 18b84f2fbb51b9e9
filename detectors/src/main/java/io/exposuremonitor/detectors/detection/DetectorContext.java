package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.policy.DetectorThresholds;
import io.exposuremonitor.detectors.policy.NoveltyThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;

/**
 * Gives a detector access to the policy, signals and timers while it handles one event. Valid only
 * during the call.
 */
public interface DetectorContext {
  /** The policy in force. */
  Policy policy();

  /** The thresholds that apply to an actor on a table or other resource. */
  default <T extends DetectorThresholds> T thresholds(Class<T> type, Actor actor, String resource) {
    return policy().thresholds(type, actor.id(), resource);
  }

  /** The lateness bound of events, milliseconds. */
  default long latenessMillis() {
    return policy().findings().lateness().toMillis();
  }

  /**
   * The look-back period for judging events at a time.
   *
   * @param time epoch milliseconds
   * @param thresholds how long things are remembered, and how long nothing is reported at first
   */
  default Horizon horizon(long time, NoveltyThresholds thresholds) {
    return Horizon.at(
        time, policy().findings().lateness(), thresholds.memory(), thresholds.learning());
  }

  /** Reports an observation. */
  void signal(Signal signal);

  /**
   * Requests a wake-up once event time has passed {@code time} by the lateness bound. Requesting
   * the same time again has no effect.
   *
   * @param time epoch milliseconds
   */
  void wakeAt(long time);
}
