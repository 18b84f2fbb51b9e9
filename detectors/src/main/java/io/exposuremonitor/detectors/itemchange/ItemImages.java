package io.exposuremonitor.detectors.itemchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item before and after a change, while it is decoded. Which images are present depends on the
 * change and on the stream's view type. {@code toString} reveals no values.
 *
 * @param keys the primary key: one or two attributes
 * @param before the previous item; null if it is not in the record or did not exist
 * @param after the new item; null if it is not in the record or does not exist
 */
public record ItemImages(
    Map<String, AttributeValue> keys,
    @Nullable Map<String, AttributeValue> before,
    @Nullable Map<String, AttributeValue> after) {

  /** Which images are present. */
  Images present() {
    if (before == null) {
      return after == null ? Images.NONE : Images.NEW;
    }
    return after == null ? Images.OLD : Images.BOTH;
  }
}
