package io.exposuremonitor.detectors.itemchange;

/** The images of an item that a change contains. */
public enum Images {
  /** Keys only. */
  NONE,
  NEW,
  OLD,
  BOTH
}
