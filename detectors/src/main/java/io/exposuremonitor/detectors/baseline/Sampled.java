package io.exposuremonitor.detectors.baseline;

/** A candidate for a {@link SlotSample}. Immutable. */
public interface Sampled {
  /** When it happened, epoch milliseconds. */
  long time();

  /** The group; things compete for places within their group. */
  Object group();

  /** The name; of things with the same name only the first can have a place. */
  Object name();
}
