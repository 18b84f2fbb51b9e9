package io.exposuremonitor.detectors.itemchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of one record of a table's stream, as written. Read once, then queried. */
final class StreamRecord {
  private final JsonParser parser;
  private final RecordShape shape;
  private final AttributeReader attributes;

  String eventId = "";
  String eventName = "";
  String region = "";
  String tableName = "";
  String streamArn = "";
  String time = "";
  String precision;
  String sequenceNumber = "";
  String size = "";
  boolean hasBody;
  Map<String, AttributeValue> keys = Map.of();
  @Nullable Map<String, AttributeValue> oldImage;
  @Nullable Map<String, AttributeValue> newImage;
  private String principalType = "";
  private String principal = "";

  private StreamRecord(JsonParser parser, RecordShape shape) {
    this.parser = parser;
    this.shape = shape;
    this.precision = shape.precision();
    this.attributes = new AttributeReader(parser, shape.base64Layers());
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it is not a JSON object, or something follows it
   */
  static StreamRecord read(JsonParser parser, RecordShape shape) throws IOException {
    StreamRecord record = new StreamRecord(parser, shape);
    record.readTopLevel();
    return record;
  }

  /** See {@link ChangeHeader#isTimeToLive}. */
  boolean byTimeToLive() {
    return ChangeHeader.isTimeToLive(principalType, principal);
  }

  private void readTopLevel() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      readMember(name);
    }
    if (parser.nextToken() != null) {
      throw new IOException("something behind the object");
    }
  }

  private void readMember(String name) throws IOException {
    switch (name) {
      case "eventID" -> eventId = text();
      case "eventName" -> eventName = text();
      case "awsRegion" -> region = text();
      case "tableName" -> tableName = text();
      case "eventSourceARN" -> streamArn = text();
      case "userIdentity" -> readIdentity();
      case "dynamodb" -> readBody();
      default -> parser.skipChildren();
    }
  }

  /** Member names are capitalised in the API, but not by Lambda and Kinesis. */
  private void readIdentity() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName().toLowerCase(Locale.ROOT);
      parser.nextToken();
      switch (name) {
        case "type" -> principalType = text();
        case "principalid" -> principal = text();
        default -> parser.skipChildren();
      }
    }
  }

  private void readBody() throws IOException {
    hasBody = parser.currentToken() == JsonToken.START_OBJECT;
    if (!hasBody) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      readBodyMember(name);
    }
  }

  private void readBodyMember(String name) throws IOException {
    switch (name) {
      case "ApproximateCreationDateTime" -> time = text();
      case "ApproximateCreationDateTimePrecision" -> precision = precision(text());
      case "SequenceNumber" -> sequenceNumber = text();
      case "SizeBytes" -> size = text();
      case "Keys" -> keys = Objects.requireNonNullElse(item(), Map.of());
      case "OldImage" -> oldImage = item();
      case "NewImage" -> newImage = item();
      default -> parser.skipChildren();
    }
  }

  private String precision(String named) {
    return named.isEmpty() ? shape.precision() : named;
  }

  private @Nullable Map<String, AttributeValue> item() throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return attributes.item();
    }
    parser.skipChildren();
    return null;
  }

  /** The text of a string or number; empty for anything else. */
  private String text() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }
}
