package io.exposuremonitor.job.simulation;

import java.time.Instant;

/**
 * A change of one item as Kinesis Data Streams for DynamoDB delivers it.
 *
 * @param time time of the change
 * @param table the item's table
 * @param kind INSERT, MODIFY or REMOVE
 * @param item number of the item
 * @param attribute name of the item's only attribute besides the key
 * @param value text of that attribute
 * @param expired true if time to live removed the item
 */
record ChangeRecord(
    Instant time,
    Table table,
    String kind,
    int item,
    String attribute,
    String value,
    boolean expired) {

  String toJson(String eventId) {
    JsonText out = new JsonText();
    out.object().field("awsRegion", table.region()).field("eventID", eventId);
    out.field("eventName", kind);
    if (expired) {
      out.object("userIdentity").field("type", "Service");
      out.field("principalId", "dynamodb.amazonaws.com").endObject();
    } else {
      out.json("userIdentity", "null");
    }
    out.field("recordFormat", "application/json").field("tableName", table.name());
    out.object("dynamodb").field("ApproximateCreationDateTime", time.toEpochMilli());
    out.object("Keys");
    writeKey(out);
    out.endObject().object(kind.equals("REMOVE") ? "OldImage" : "NewImage");
    writeKey(out);
    out.object(attribute).field("S", value).endObject();
    out.endObject().field("SizeBytes", 120 + value.length()).endObject();
    out.field("eventSourceARN", table.streamArn());
    return out.field("eventSource", "aws:dynamodb").endObject().toString();
  }

  private void writeKey(JsonText out) {
    out.object(table.partitionKey()).field("S", table.partition(item)).endObject();
  }
}
