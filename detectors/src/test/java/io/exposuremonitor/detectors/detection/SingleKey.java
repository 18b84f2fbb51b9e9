package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A detector of any events as an engine runs it for one key: wake-ups come when event time has
 * passed by the lateness.
 *
 * @param <S> the state
 * @param <E> the event
 */
public final class SingleKey<S, E> implements DetectorContext {
  private final Detector<S, E> detector;
  private final TreeSet<Long> wakeUps = new TreeSet<>();
  private final Policy policy;
  private final List<Signal> signals = new ArrayList<>();

  /** Null before the first event, and when the key was forgotten. */
  public @Nullable S state;

  public SingleKey(Detector<S, E> detector) {
    this(detector, Policy.defaults());
  }

  /** By another policy. */
  public SingleKey(Detector<S, E> detector, Policy policy) {
    this.detector = detector;
    this.policy = policy;
  }

  /** Takes an event. */
  public SingleKey<S, E> take(E event) {
    state = detector.on(state, event, this);
    return this;
  }

  /** Event time goes on. */
  public SingleKey<S, E> passTo(long time) {
    long lateness = policy().findings().lateness().toMillis();
    while (!wakeUps.isEmpty() && wakeUps.first() + lateness <= time) {
      long at = wakeUps.pollFirst();
      if (state != null) {
        state = detector.onTime(state, at, this);
      }
    }
    return this;
  }

  /** All signals so far. */
  public List<Signal> signals() {
    return signals;
  }

  /** Wake-ups that were asked for and are to come. */
  public int timers() {
    return wakeUps.size();
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void wakeAt(long time) {
    wakeUps.add(time);
  }
}
