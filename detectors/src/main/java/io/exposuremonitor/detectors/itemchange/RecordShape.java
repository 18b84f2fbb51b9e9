package io.exposuremonitor.detectors.itemchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The two shapes of a record, distinguished by members that only one of them has (Amazon Kinesis
 * Data Streams for DynamoDB; DynamoDB Streams API reference, Record).
 */
enum RecordShape {
  /**
   * Binary values are base64-encoded twice, and time is in milliseconds unless the record says
   * otherwise.
   */
  KINESIS(2, "MILLISECOND"),
  /** Binary values are base64-encoded once, and time is in seconds. */
  STREAMS(1, "SECOND");

  private final int base64Layers;
  private final String precision;

  RecordShape(int base64Layers, String precision) {
    this.base64Layers = base64Layers;
    this.precision = precision;
  }

  /** How often binary values are encoded. */
  int base64Layers() {
    return base64Layers;
  }

  /** The unit of time when the record names none. */
  String precision() {
    return precision;
  }

  /**
   * Determines the shape of a record, reading no further than necessary; {@link #STREAMS} if no
   * member is specific to either shape.
   */
  static RecordShape of(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return STREAMS;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      switch (parser.currentName()) {
        case "recordFormat", "tableName" -> {
          return KINESIS;
        }
        case "eventVersion", "eventSourceARN" -> {
          return STREAMS;
        }
        default -> {
          parser.nextToken();
          parser.skipChildren();
        }
      }
    }
    return STREAMS;
  }
}
