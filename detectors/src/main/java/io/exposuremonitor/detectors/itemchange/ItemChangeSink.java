package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.cloudtrail.SkipReason;

/** Receives what an {@link ItemChangeDecoder} finds. */
public interface ItemChangeSink {
  /** A change of an item. */
  void itemChange(ItemChange change);

  /**
   * A record that was not decoded.
   *
   * @param reason why
   * @param detail where it was; never what it held
   */
  void skipped(SkipReason reason, String detail);
}
