package io.exposuremonitor.job.simulation;

import java.util.List;

/**
 * A DynamoDB table.
 *
 * @param account the owner's account id
 * @param region where it is
 * @param name its name
 * @param partitionKey name of the partition key
 * @param sortKey name of the sort key, or empty
 * @param attributes names of the other attributes
 * @param items how many items it holds
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

  /** Its ARN. */
  public String arn() {
    return "arn:aws:dynamodb:" + region + ':' + account + ":table/" + name;
  }

  /** ARN of its stream. */
  public String streamArn() {
    return arn() + "/stream/2025-11-" + (10 + (Hash.of(name, 4) & 15)) + "T08:14:27.428";
  }

  /** Name of its index. */
  String index() {
    return attributes.get(0) + "-index";
  }

  /** Writes the key of an item, as CloudTrail does: bare values. */
  void writeKey(JsonText out, String field, int item) {
    out.object(field);
    writeKeyFields(out, item);
    out.endObject();
  }

  /** Writes the key's fields into the object that is open. */
  void writeKeyFields(JsonText out, int item) {
    out.field(partitionKey, partition(item));
    if (!sortKey.isEmpty()) {
      out.field(sortKey, "V#" + Hash.hex(Hash.of(name, item * 31L), 12));
    }
  }

  /** The partition key's value of an item. */
  String partition(int item) {
    long hash = Hash.of(name, item);
    String id = Hash.hex(hash, 8) + '-' + Hash.hex(hash >>> 20, 4) + '-' + Hash.hex(~hash, 12);
    return item % 997 == 0 ? "Zoë \"" + id + '"' : partitionKey + '#' + id;
  }

  /** The {@code resources} that CloudTrail names in a record of this table. */
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
