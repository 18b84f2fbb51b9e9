package io.exposuremonitor.job.simulation;

import java.util.List;

/**
 * A DynamoDB table.
 *
 * @param account the owner's account id
 * @param region AWS Region
 * @param name its name
 * @param partitionKey name of the partition key
 * @param sortKey name of the sort key, or empty
 * @param attributes names of the other attributes
 * @param items number of its items
 * @param streamed whether it has a stream
 */
public record Table(
    String account,
    String region,
    String name,
    String partitionKey,
    String sortKey,
    List<String> attributes,
    int items,
    boolean streamed) {

  /** The table's ARN. */
  public String arn() {
    return "arn:aws:dynamodb:" + region + ':' + account + ":table/" + name;
  }

  /** ARN of the table's stream. */
  public String streamArn() {
    return arn() + "/stream/2025-11-" + (10 + (Hash.of(name, 4) & 15)) + "T08:14:27.428";
  }

  /** ARN pattern of all tables in the table's account and Region. */
  String allInRegion() {
    return arn().replace(name, "*");
  }

  /** ARN pattern of all tables in the table's account, in any Region. */
  String allInAccount() {
    return "arn:aws:dynamodb:*:" + account + ":table/*";
  }

  /** Name of the table's index. */
  String index() {
    return attributes.get(0) + "-index";
  }

  /** Writes an item's key as a field, with bare values as CloudTrail does. */
  void writeKey(JsonText out, String field, int item) {
    out.object(field);
    writeKeyFields(out, item);
    out.endObject();
  }

  /** Writes the fields of an item's key into the current object. */
  void writeKeyFields(JsonText out, int item) {
    out.field(partitionKey, partition(item));
    if (!sortKey.isEmpty()) {
      out.field(sortKey, "V#" + Hash.hex(Hash.of(name, item * 31L), 12));
    }
  }

  /** Partition key of an item. */
  String partition(int item) {
    long hash = Hash.of(name, item);
    String id = Hash.hex(hash, 8) + '-' + Hash.hex(hash >>> 20, 4) + '-' + Hash.hex(~hash, 12);
    return item % 997 == 0 ? "Zoë \"" + id + '"' : partitionKey + '#' + id;
  }

  /** The {@code resources} of a CloudTrail record about this table, as JSON. */
  String resources() {
    JsonText out = new JsonText();
    out.object();
    out.field("accountId", account);
    out.field("type", "AWS::DynamoDB::Table");
    out.field("ARN", arn());
    out.endObject();
    if (streamed) {
      out.object();
      out.field("accountId", account);
      out.field("type", "AWS::DynamoDB::Stream");
      out.field("ARN", streamArn());
      out.endObject();
    }
    return "[" + out + "]";
  }
}
