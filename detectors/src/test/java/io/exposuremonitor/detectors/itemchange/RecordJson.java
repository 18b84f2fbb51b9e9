package io.exposuremonitor.detectors.itemchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records of both shapes as DynamoDB does; the inverse of the decoder. */
final class RecordJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final ObjectNode record = JSON.createObjectNode();
  private final ObjectNode body = JSON.createObjectNode();
  private final int base64Layers;

  private RecordJson(int base64Layers) {
    this.base64Layers = base64Layers;
  }

  /** A record of Kinesis Data Streams for DynamoDB, of table {@code orders}. */
  static RecordJson kinesis(String eventName) {
    RecordJson json = new RecordJson(2);
    json.record
        .put("awsRegion", "eu-central-1")
        .put("eventID", "b015b5f0-c095-4b50-8ad0-4279aa3d88c6")
        .put("eventName", eventName)
        .putNull("userIdentity")
        .put("recordFormat", "application/json")
        .put("tableName", "orders");
    json.body.put("ApproximateCreationDateTime", 1_720_740_233_000L).put("SizeBytes", 99);
    return json;
  }

  /** A record of DynamoDB Streams, of table {@code orders}. */
  static RecordJson streams(String eventName) {
    RecordJson json = new RecordJson(1);
    json.record
        .put("eventID", "b015b5f0-c095-4b50-8ad0-4279aa3d88c6")
        .put("eventName", eventName)
        .put("eventVersion", "1.1")
        .put("awsRegion", "eu-central-1")
        .put(
            "eventSourceARN",
            "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-03-01T00:00:00.000");
    json.body
        .put("ApproximateCreationDateTime", 1_720_740_233)
        .put("SequenceNumber", "4421584500000000017450439091")
        .put("SizeBytes", 99)
        .put("StreamViewType", "NEW_AND_OLD_IMAGES");
    return json;
  }

  /** Sets a member of the record; null removes it. */
  RecordJson with(String member, @Nullable String json) {
    return with(record, member, json);
  }

  /** Sets a member of the {@code dynamodb} object; null removes it. */
  RecordJson withBody(String member, @Nullable String json) {
    return with(body, member, json);
  }

  RecordJson keys(Map<String, AttributeValue> key) {
    body.set("Keys", item(key));
    return this;
  }

  RecordJson images(
      @Nullable Map<String, AttributeValue> before, @Nullable Map<String, AttributeValue> after) {
    if (after != null) {
      body.set("NewImage", item(after));
    }
    if (before != null) {
      body.set("OldImage", item(before));
    }
    return this;
  }

  private RecordJson with(ObjectNode node, String member, @Nullable String json) {
    try {
      if (json == null) {
        node.remove(member);
      } else {
        node.set(member, JSON.readTree(json));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode item(Map<String, AttributeValue> members) {
    ObjectNode node = JSON.createObjectNode();
    members.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private ObjectNode value(AttributeValue value) {
    ObjectNode node = JSON.createObjectNode();
    String type = value.type().descriptor();
    if (value instanceof AttributeValue.BooleanValue bool) {
      node.put(type, bool.value());
    } else if (value instanceof AttributeValue.NullValue) {
      node.put(type, true);
    } else if (value instanceof AttributeValue.SetValue set) {
      ArrayNode elements = node.putArray(type);
      set.elements().forEach(element -> elements.add(text(element)));
    } else if (value instanceof AttributeValue.ListValue list) {
      ArrayNode elements = node.putArray(type);
      list.elements().forEach(element -> elements.add(value(element)));
    } else if (value instanceof AttributeValue.MapValue map) {
      node.set(type, item(map.members()));
    } else {
      node.put(type, text(value));
    }
    return node;
  }

  private String text(AttributeValue value) {
    if (value instanceof AttributeValue.StringValue string) {
      return string.text();
    }
    if (value instanceof AttributeValue.NumberValue number) {
      return number.digits();
    }
    byte[] bytes = ((AttributeValue.BinaryValue) value).bytes();
    for (int layer = 0; layer < base64Layers; layer++) {
      bytes = BASE64.encode(bytes);
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    ObjectNode whole = record.deepCopy();
    whole.set("dynamodb", body);
    whole.put("eventSource", "aws:dynamodb");
    return whole.toString();
  }
}
