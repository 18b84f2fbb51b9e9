package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.itemchange.AttributeType;
import io.exposuremonitor.detectors.itemchange.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** Converts items of the AWS SDK into the core's types. */
final class SdkItems {
  private SdkItems() {}

  /** Converts an item's attributes, or those of its key. */
  static Map<String, AttributeValue> of(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
    return members(item, 0);
  }

  private static Map<String, AttributeValue> members(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item, int level) {
    Map<String, AttributeValue> members = new LinkedHashMap<>();
    item.forEach((name, value) -> members.put(name, of(value, level)));
    return members;
  }

  /**
   * Converts a value. One of a type that the SDK does not know has {@code type()} unknown, and is
   * counted as unread.
   */
  private static AttributeValue of(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue value, int level) {
    return switch (value.type()) {
      case S -> new AttributeValue.StringValue(value.s());
      case N -> new AttributeValue.NumberValue(value.n());
      case B -> new AttributeValue.BinaryValue(value.b().asByteArray());
      case BOOL -> new AttributeValue.BooleanValue(value.bool());
      case NUL -> new AttributeValue.NullValue();
      case SS ->
          AttributeValue.SetValue.of(
              AttributeType.STRING_SET,
              value.ss().stream().map(AttributeValue.StringValue::new).toList());
      case NS ->
          AttributeValue.SetValue.of(
              AttributeType.NUMBER_SET,
              value.ns().stream().map(AttributeValue.NumberValue::new).toList());
      case BS ->
          AttributeValue.SetValue.of(
              AttributeType.BINARY_SET,
              value.bs().stream()
                  .map(SdkBytes::asByteArray)
                  .map(AttributeValue.BinaryValue::new)
                  .toList());
      case L ->
          level == AttributeValue.MAX_LEVELS
              ? new AttributeValue.Unreadable()
              : list(value.l(), level + 1);
      case M ->
          level == AttributeValue.MAX_LEVELS
              ? new AttributeValue.Unreadable()
              : new AttributeValue.MapValue(members(value.m(), level + 1));
      case UNKNOWN_TO_SDK_VERSION -> new AttributeValue.Unreadable();
    };
  }

  private static AttributeValue list(
      List<software.amazon.awssdk.services.dynamodb.model.AttributeValue> values, int level) {
    List<AttributeValue> elements = new ArrayList<>(values.size());
    for (software.amazon.awssdk.services.dynamodb.model.AttributeValue value : values) {
      elements.add(of(value, level));
    }
    return new AttributeValue.ListValue(elements);
  }
}
