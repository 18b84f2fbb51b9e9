package io.exposuremonitor.job.simulation;

/** Calls of stream readers as CloudTrail records them. */
final class StreamReads {
  private static final Api GET_SHARD_ITERATOR = Api.read("GetShardIterator");
  private static final Api GET_RECORDS = Api.read("GetRecords");
  private static final Api KINESIS_GET_RECORDS = Api.data("kinesis", "GetRecords", true);
  private static final Api KINESIS_SUBSCRIBE_TO_SHARD =
      Api.data("kinesis", "SubscribeToShard", true);
  private static final String SHARD = "shardId-00000001763800000000-1a2b3c4d";

  private StreamReads() {}

  /** Opens a shard of a table's change stream at its oldest record. */
  static Call open(Caller caller, Table table) {
    return open(caller, table, SHARD);
  }

  /** Opens the given shard of a table's change stream at its oldest record. */
  static Call open(Caller caller, Table table, String shard) {
    JsonText parameters = new JsonText().object().field("streamArn", table.streamArn());
    parameters.field("shardId", shard).field("shardIteratorType", "TRIM_HORIZON").endObject();
    return Call.onItems(caller, GET_SHARD_ITERATOR, table, parameters);
  }

  /** Reads the next records of a table's change stream. */
  static Call records(Caller caller, Table table) {
    return records(caller, table, table.streamArn());
  }

  /** Reads the next records of the given change stream of a table, which may have had several. */
  static Call records(Caller caller, Table table, String stream) {
    JsonText parameters = new JsonText().object();
    parameters.field("shardIterator", stream + "|1|AAAAAAAAAAE").endObject();
    return Call.onItems(caller, GET_RECORDS, table, parameters);
  }

  /** Reads the next records of a Kinesis stream. */
  static Call kinesis(Caller caller, Table beside, String stream) {
    JsonText parameters = new JsonText().object().field("shardIterator", "AAAAAAAAAAE");
    parameters.field("streamARN", stream).field("limit", 10_000).endObject();
    return onStream(caller, KINESIS_GET_RECORDS, beside, parameters, "Stream", stream);
  }

  /** Subscribes to a Kinesis stream as an enhanced fan-out consumer. */
  static Call subscribe(Caller caller, Table beside, String stream) {
    String consumer = stream + "/consumer/reporting:1767600000";
    JsonText parameters = new JsonText().object().field("consumerARN", consumer);
    parameters.field("shardId", "shardId-000000000001").endObject();
    return onStream(
        caller, KINESIS_SUBSCRIBE_TO_SHARD, beside, parameters, "StreamConsumer", consumer);
  }

  private static Call onStream(
      Caller caller, Api api, Table beside, JsonText parameters, String type, String arn) {
    JsonText resource = new JsonText().object().field("accountId", beside.account());
    resource.field("type", "AWS::Kinesis::" + type).field("ARN", arn).endObject();
    return Call.withoutResources(caller, api, beside.region(), parameters)
        .withResources("[" + resource + "]");
  }

  /** Starts to send a table's changes to a Kinesis stream. */
  static Call send(Caller caller, Table table, String stream) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.field("streamArn", stream).endObject();
    return Call.onItems(caller, Api.change("EnableKinesisStreamingDestination"), table, parameters);
  }

  /** Renews a lease of the Kinesis Client Library. */
  static Call renew(Caller caller, Table leases) {
    return Call.onItems(caller, Api.write("UpdateItem"), leases, lease(leases).endObject());
  }

  /** Takes a new lease of the Kinesis Client Library. */
  static Call take(Caller caller, Table leases) {
    return Call.onItems(caller, Api.write("PutItem"), leases, lease(leases).endObject());
  }

  private static JsonText lease(Table leases) {
    JsonText parameters = new JsonText().object().field("tableName", leases.name());
    leases.writeKey(parameters, "key", 1);
    return parameters;
  }
}
