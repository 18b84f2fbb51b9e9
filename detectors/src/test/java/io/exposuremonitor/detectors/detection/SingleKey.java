package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs a detector of any events for one key as an engine does: wake-ups come once event time has
 * passed them by the lateness.
 *
 * @param <S> the state
 * @param <E> the event
 */
public final class SingleKey<S, E> {
  private final Detector<S, E> detector;
  private final TreeSet<Long> wakeUps = new TreeSet<>();
  private final RecordedContext context;

  /** Null before the first event and after the key was forgotten. */
  public @Nullable S state;

  public SingleKey(Detector<S, E> detector) {
    this(detector, Policy.defaults());
  }

  /** By another policy. */
  public SingleKey(Detector<S, E> detector, Policy policy) {
    this.detector = detector;
    this.context = new RecordedContext(policy, new ArrayList<>(), wakeUps);
  }

  /** Takes an event. */
  public SingleKey<S, E> take(E event) {
    state = detector.on(state, event, context);
    return this;
  }

  /** Advances event time. */
  public SingleKey<S, E> passTo(long time) {
    long lateness = context.policy().findings().lateness().toMillis();
    while (!wakeUps.isEmpty() && wakeUps.first() + lateness <= time) {
      long at = wakeUps.pollFirst();
      if (state != null) {
        state = detector.onTime(state, at, context);
      }
    }
    return this;
  }

  /** All signals so far. */
  public List<Signal> signals() {
    return context.signals();
  }

  /** Number of requested wake-ups that are still to come. */
  public int timers() {
    return wakeUps.size();
  }
}
