package io.exposuremonitor.detectors.detection;

import org.jspecify.annotations.Nullable;

/**
 * Forgets the state of a key when its time is over. However often that time moves, one wake-up is
 * pending for it at most.
 */
public final class Expiry {
  private Expiry() {}

  /**
   * After an event: keeps the state until a time, or for longer if that was said before.
   *
   * @param until event time, epoch milliseconds
   */
  public static void extend(ExpiringState state, long until, DetectorContext context) {
    state.expiresAt = Math.max(state.expiresAt, until);
    awaitExpiry(state, Long.MIN_VALUE, context);
  }

  /**
   * At a wake-up.
   *
   * @param time the wake-up's event time, epoch milliseconds
   * @return the state, or null when its time is over
   */
  public static <S extends ExpiringState> @Nullable S onTime(
      S state, long time, DetectorContext context) {
    if (time >= state.expiresAt) {
      return null;
    }
    awaitExpiry(state, time, context);
    return state;
  }

  private static void awaitExpiry(ExpiringState state, long now, DetectorContext context) {
    if (state.expiryWakeUp <= now) {
      context.wakeAt(state.expiresAt);
      state.expiryWakeUp = state.expiresAt;
    }
  }
}
