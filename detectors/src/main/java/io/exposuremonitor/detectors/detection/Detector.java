package io.exposuremonitor.detectors.detection;

import org.jspecify.annotations.Nullable;

/**
 * A deterministic state machine over the events of one key. It takes time from events and the
 * context, never from the system clock, and gives the same findings for any order of the same
 * events within the lateness bound, each possibly repeated.
 *
 * <p>The caller owns the state: it loads it, passes it in, stores the returned state and calls
 * {@link #onTime} when a requested wake-up is due. Not thread-safe; one call at a time per key.
 *
 * @param <S> the state of one key: a public record or POJO of types that the engine serialises
 *     natively; bounded, and additive from version to version
 * @param <E> the event
 */
public interface Detector<S, E> {

  /**
   * Processes one event.
   *
   * @param state the key's state, or null for a key that is new or was forgotten; may be changed in
   *     place
   * @return the state to keep, or null to forget the key
   */
  @Nullable S on(@Nullable S state, E event, DetectorContext context);

  /**
   * Handles a wake-up that the detector requested.
   *
   * @param state the key's state; may be changed in place
   * @param time the requested event time, epoch milliseconds
   * @return the state to keep, or null to forget the key
   */
  @Nullable S onTime(S state, long time, DetectorContext context);
}
