package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.cloudtrail.SkipReason;

/** Receives the results of an {@link ItemChangeDecoder}. */
public interface ItemChangeSink {
  /** Receives an item change. */
  void itemChange(ItemChange change);

  /**
   * Receives a record that was not decoded.
   *
   * @param reason why
   * @param detail where it was, without its content
   */
  void skipped(SkipReason reason, String detail);
}
