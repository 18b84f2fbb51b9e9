package io.exposuremonitor.detectors.itemchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item before and after a change, while it is decoded. Which images there are depends on the
 * change and on the stream's view type. {@code toString} tells no value.
 *
 * @param keys the primary key: one attribute or two
 * @param before the item as it was, or null when it is not told or there was none
 * @param after the item as it is now, or null when it is not told or there is none
 */
public record ItemImages(
    Map<String, AttributeValue> keys,
    @Nullable Map<String, AttributeValue> before,
    @Nullable Map<String, AttributeValue> after) {

  /** Which images are there. */
  Images present() {
    if (before == null) {
      return after == null ? Images.NONE : Images.NEW;
    }
    return after == null ? Images.OLD : Images.BOTH;
  }
}
