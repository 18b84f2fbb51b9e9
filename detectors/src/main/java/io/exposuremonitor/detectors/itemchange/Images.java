package io.exposuremonitor.detectors.itemchange;

/** Which images of an item a change came with. */
public enum Images {
  /** Keys only. */
  NONE,
  NEW,
  OLD,
  BOTH
}
