package io.exposuremonitor.detectors.detection;

import org.jspecify.annotations.Nullable;

/**
 * A deterministic state machine over the events of one key. It gets time from the event and the
 * context, never from the machine, and gives the same findings for any order of the same events
 * within the lateness bound, each possibly repeated.
 *
 * <p>The caller owns the state: it loads it, passes it in, stores what comes back and calls {@link
 * #onTime} when a requested wake-up is due. Not thread-safe; one call at a time per key.
 *
 * @param <S> the state of one key: a public record or POJO of types that the engine serialises
 *     natively; bounded, and additive from version to version
 * @param <E> the event
 */
public interface Detector<S, E> {

  /**
   * Takes one event.
   *
   * @param state the key's state, or null for a key not seen or forgotten; may be changed in place
   * @return the state to keep, or null to forget the key
   */
  @Nullable S on(@Nullable S state, E event, DetectorContext context);

  /**
   * A wake-up that the detector asked for is due.
   *
   * @param state the key's state; may be changed in place
   * @param time the event time asked for, epoch milliseconds
   * @return the state to keep, or null to forget the key
   */
  @Nullable S onTime(S state, long time, DetectorContext context);
}
