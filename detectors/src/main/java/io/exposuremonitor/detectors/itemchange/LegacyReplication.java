package io.exposuremonitor.detectors.itemchange;

import java.util.Map;

/**
 * Recognises writes that a legacy global table (version 2017.11.29) copied from another region. It
 * marks items with {@code aws:rep:updateregion}, the region that an item was last written in, and
 * with {@code aws:rep:updatetime} and {@code aws:rep:deleting} (DynamoDB developer guide, global
 * tables legacy).
 */
final class LegacyReplication {
  private static final String REGION = "aws:rep:updateregion";
  private static final String TIME = "aws:rep:updatetime";
  private static final String DELETING = "aws:rep:deleting";

  private LegacyReplication() {}

  /**
   * True when the last image is marked with another region than the stream's, or is marked and
   * either region is unknown.
   */
  static boolean copied(ItemImages images, String streamRegion) {
    Map<String, AttributeValue> image = images.after() == null ? images.before() : images.after();
    if (image == null) {
      return false;
    }
    if (!streamRegion.isEmpty()
        && image.get(REGION) instanceof AttributeValue.StringValue writtenIn) {
      return !writtenIn.text().equals(streamRegion);
    }
    return image.containsKey(REGION) || image.containsKey(TIME) || image.containsKey(DELETING);
  }
}
