package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Collection;
import java.util.List;

/**
 * Records the signals and wake-ups of a detector.
 *
 * @param timers receives the times of wake-ups
 */
public record RecordedContext(Policy policy, List<Signal> signals, Collection<Long> timers)
    implements DetectorContext {
  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void wakeAt(long time) {
    timers.add(time);
  }
}
