package io.exposuremonitor.detectors.baseline;

/** A thing that a {@link SlotSample} may keep. Immutable. */
public interface Sampled {
  /** When it happened, epoch milliseconds. */
  long time();

  /** Things of different groups don't compete for a place. */
  Object group();

  /** Of things with the same name, the first has the place. */
  Object name();
}
