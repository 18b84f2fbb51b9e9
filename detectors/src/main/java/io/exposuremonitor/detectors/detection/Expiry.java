package io.exposuremonitor.detectors.detection;

/**
 * Keeps one wake-up under way for the time when all of a state is forgotten, however often that
 * moves.
 */
public final class Expiry {
  private Expiry() {}

  /**
   * After an event, which may have moved the expiry.
   *
   * @param underWay time of the wake-up that is under way, {@link Long#MIN_VALUE} for none
   * @return time of the wake-up that is under way now
   */
  public static long awaited(long underWay, long expiresAt, DetectorContext context) {
    return awaited(underWay, expiresAt, Long.MIN_VALUE, context);
  }

  /**
   * At a wake-up that came too early for the expiry.
   *
   * @param now the wake-up's time
   * @return time of the wake-up that is under way now
   */
  public static long awaited(long underWay, long expiresAt, long now, DetectorContext context) {
    if (underWay > now) {
      return underWay;
    }
    context.wakeAt(expiresAt);
    return expiresAt;
  }
}
