package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Hashes primary keys, so that equal keys have equal hashes, whatever the source. */
final class ItemKey {
  private final KeyHasher hasher;

  ItemKey(KeyHasher hasher) {
    this.hasher = hasher;
  }

  /** The key's hash; empty if the key has no attributes, or one of a type that keys can't have. */
  OptionalLong hash(Map<String, AttributeValue> key) {
    long sum = 0;
    for (Map.Entry<String, AttributeValue> attribute : key.entrySet()) {
      String text = text(attribute.getValue());
      if (text == null) {
        return OptionalLong.empty();
      }
      sum += hasher.hashAttribute(attribute.getKey(), text);
    }
    return key.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  /** The text to hash for a value: keys are strings, numbers or binary (DynamoDB, primary key). */
  private static @Nullable String text(AttributeValue value) {
    if (value instanceof AttributeValue.StringValue string) {
      return string.text();
    }
    if (value instanceof AttributeValue.NumberValue number) {
      return number.digits();
    }
    return value instanceof AttributeValue.BinaryValue binary
        ? Base64.getEncoder().encodeToString(binary.bytes())
        : null;
  }
}
