package io.exposuremonitor.detectors.detection;

import org.jspecify.annotations.Nullable;

/**
 * Expires the state of a key. However often the expiry time moves, at most one wake-up is pending
 * for it.
 */
public final class Expiry {
  private Expiry() {}

  /**
   * Extends the life of a state after an event; never shortens it.
   *
   * @param until event time, epoch milliseconds
   */
  public static void extend(ExpiringState state, long until, DetectorContext context) {
    state.expiresAt = Math.max(state.expiresAt, until);
    awaitExpiry(state, Long.MIN_VALUE, context);
  }

  /**
   * Handles a wake-up.
   *
   * @param time the wake-up's event time, epoch milliseconds
   * @return the state, or null when it has expired
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
