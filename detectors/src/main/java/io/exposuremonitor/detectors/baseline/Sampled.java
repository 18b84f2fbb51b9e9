package io.exposuremonitor.detectors.baseline;

/**
 * A candidate for a {@link SlotSample}. Immutable.
 *
 * @param <T> the type itself
 */
public interface Sampled<T> {
  /** When it happened, epoch milliseconds. */
  long time();

  /** The group; things compete for places within their group. */
  Object group();

  /**
   * True if another thing has the same name; of such things only the first can have a place. Called
   * often, so it should compare numbers before texts.
   */
  boolean isNamesake(T other);
}
