package io.exposuremonitor.job.simulation;

import java.time.Instant;

/**
 * A change of one item, as Kinesis Data Streams for DynamoDB tells of it.
 *
 * @param time when it was made
 * @param table of which table
 * @param kind INSERT, MODIFY or REMOVE
 * @param item the item's number
 * @param attribute name of an attribute of the item, besides its key
 * @param value the attribute's text
 * @param expired true when time to live removed it
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
