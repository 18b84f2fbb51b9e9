package io.exposuremonitor.detectors.itemchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads DynamoDB JSON, such as {@code {"id":{"S":"7"}}}. A value that can't be interpreted becomes
 * {@link AttributeValue.Unreadable} without affecting the others; if a name is repeated, the last
 * value counts.
 */
final class AttributeReader {
  private final JsonParser parser;
  private final int base64Layers;

  /**
   * @param parser provides the values
   * @param base64Layers how many times binary values are base64-encoded
   */
  AttributeReader(JsonParser parser, int base64Layers) {
    this.parser = parser;
    this.base64Layers = base64Layers;
  }

  /** Reads the object at whose start the parser is positioned, to its end. */
  Map<String, AttributeValue> item() throws IOException {
    return members(0);
  }

  private Map<String, AttributeValue> members(int level) throws IOException {
    Map<String, AttributeValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(level));
    }
    return members;
  }

  /** Reads an object with one member, whose name is the type. */
  private AttributeValue value(int level) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return unreadable();
    }
    AttributeValue value = new AttributeValue.Unreadable();
    int count = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      AttributeType type = AttributeType.of(parser.currentName());
      parser.nextToken();
      value = ofType(type, level);
      count++;
    }
    return count == 1 ? value : new AttributeValue.Unreadable();
  }

  private AttributeValue ofType(AttributeType type, int level) throws IOException {
    return switch (type) {
      case STRING, NUMBER, BINARY -> scalar(type);
      case BOOLEAN -> bool();
      case NULL -> nothing();
      case STRING_SET -> set(type, AttributeType.STRING);
      case NUMBER_SET -> set(type, AttributeType.NUMBER);
      case BINARY_SET -> set(type, AttributeType.BINARY);
      case LIST -> list(level + 1);
      case MAP -> map(level + 1);
      case UNREADABLE -> unreadable();
    };
  }

  private AttributeValue scalar(AttributeType type) throws IOException {
    JsonToken token = parser.currentToken();
    boolean text = token == JsonToken.VALUE_STRING;
    return switch (type) {
      case STRING -> text ? new AttributeValue.StringValue(parser.getText()) : unreadable();
      case NUMBER ->
          text || token.isNumeric()
              ? new AttributeValue.NumberValue(parser.getText())
              : unreadable();
      default -> text ? binary(parser.getText()) : unreadable();
    };
  }

  private AttributeValue binary(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      for (int layer = 1; layer < base64Layers; layer++) {
        bytes = Base64.getDecoder().decode(bytes);
      }
      return new AttributeValue.BinaryValue(bytes);
    } catch (IllegalArgumentException notBase64) {
      return new AttributeValue.Unreadable();
    }
  }

  private AttributeValue bool() throws IOException {
    return parser.currentToken().isBoolean()
        ? new AttributeValue.BooleanValue(parser.getBooleanValue())
        : unreadable();
  }

  private AttributeValue nothing() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_TRUE
        ? new AttributeValue.NullValue()
        : unreadable();
  }

  private AttributeValue set(AttributeType type, AttributeType elementType) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return unreadable();
    }
    List<AttributeValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(scalar(elementType));
    }
    return AttributeValue.SetValue.of(type, elements);
  }

  private AttributeValue list(int level) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY || level > AttributeValue.MAX_LEVELS) {
      return unreadable();
    }
    List<AttributeValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(level));
    }
    return new AttributeValue.ListValue(elements);
  }

  private AttributeValue map(int level) throws IOException {
    return parser.currentToken() != JsonToken.START_OBJECT || level > AttributeValue.MAX_LEVELS
        ? unreadable()
        : new AttributeValue.MapValue(members(level));
  }

  /** Skips the value at which the parser is positioned. */
  private AttributeValue unreadable() throws IOException {
    parser.skipChildren();
    return new AttributeValue.Unreadable();
  }
}
