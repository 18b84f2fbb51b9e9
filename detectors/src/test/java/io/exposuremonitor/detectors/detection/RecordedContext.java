package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Collection;
import java.util.List;

/**
 * Keeps what a detector says and asks for where a test looks for it.
 *
 * @param timers gets the times of wake-ups
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
