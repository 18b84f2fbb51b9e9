package io.exposuremonitor.job.simulation;

/** Calls of whoever reads a stream, in the shapes in which CloudTrail tells of them. */
final class StreamReads {
  private static final Api GET_SHARD_ITERATOR = Api.read("GetShardIterator");
  private static final Api GET_RECORDS = Api.read("GetRecords");
  private static final Api KINESIS_GET_RECORDS = Api.otherData("kinesis", "GetRecords", true);
  private static final String SHARD = "shardId-00000001763800000000-1a2b3c4d";

  private StreamReads() {}

  /** Opens a shard of a table's change stream, from its oldest record on. */
  static Call open(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("streamArn", table.streamArn());
    parameters.field("shardId", SHARD).field("shardIteratorType", "TRIM_HORIZON").endObject();
    return Call.onItems(caller, GET_SHARD_ITERATOR, table, parameters);
  }

  /** Asks for the next records of a table's change stream. */
  static Call records(Caller caller, Table table) {
    JsonText parameters = new JsonText().object();
    parameters.field("shardIterator", table.streamArn() + "|1|AAAAAAAAAAE").endObject();
    return Call.onItems(caller, GET_RECORDS, table, parameters);
  }

  /** Asks for the next records of a Kinesis stream. */
  static Call kinesis(Caller caller, Table beside, String stream) {
    JsonText parameters = new JsonText().object().field("shardIterator", "AAAAAAAAAAE");
    parameters.field("streamARN", stream).field("limit", 10_000).endObject();
    JsonText resource = new JsonText().object().field("accountId", beside.account());
    resource.field("type", "AWS::Kinesis::Stream").field("ARN", stream).endObject();
    return Call.plain(caller, KINESIS_GET_RECORDS, beside.region(), parameters)
        .withResources("[" + resource + "]");
  }

  /** Sends a table's changes to a Kinesis stream. */
  static Call send(Caller caller, Table table, String stream) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.field("streamArn", stream).endObject();
    return Call.onItems(caller, Api.change("EnableKinesisStreamingDestination"), table, parameters);
  }

  /** Renews a lease of the Kinesis Client Library. */
  static Call renew(Caller caller, Table leases) {
    JsonText parameters = new JsonText().object().field("tableName", leases.name());
    parameters.object("key").field("leaseKey", "shardId-000000000001").endObject().endObject();
    return Call.onItems(caller, Api.write("UpdateItem"), leases, parameters);
  }
}
