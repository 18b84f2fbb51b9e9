package io.exposuremonitor.detectors.trail;

import java.util.List;
import java.util.stream.Stream;

/**
 * A call that CloudTrail records as a data event.
 *
 * @param resourceType CloudTrail's {@code resources.type}
 * @param eventSource such as {@code dynamodb.amazonaws.com}
 * @param eventName such as {@code Scan}
 * @param readOnly as CloudTrail records it: false for PartiQL, reads included (DynamoDB developer
 *     guide, "Understanding DynamoDB log file entries")
 */
public record DataCall(
    String resourceType, String eventSource, String eventName, boolean readOnly) {
  /** Calls that return items of a table. */
  public static final List<DataCall> TABLE_READS =
      List.of(
          table("Scan", true),
          table("Query", true),
          table("GetItem", true),
          table("BatchGetItem", true),
          table("TransactGetItems", true),
          table("SearchVectors", true),
          table("ExecuteStatement", false),
          table("BatchExecuteStatement", false),
          table("ExecuteTransaction", false));

  /**
   * Calls that open a shard of a table's change stream, or return its records. A trail records them
   * among the table's data events, or by the type of the stream.
   */
  public static final List<DataCall> CHANGE_READS =
      Stream.of("AWS::DynamoDB::Table", "AWS::DynamoDB::Stream")
          .flatMap(
              type ->
                  Stream.of("GetShardIterator", "GetRecords")
                      .map(name -> new DataCall(type, "dynamodb.amazonaws.com", name, true)))
          .toList();

  /** Calls that return records of a Kinesis stream. */
  public static final List<DataCall> STREAM_READS =
      List.of(
          new DataCall("AWS::Kinesis::Stream", "kinesis.amazonaws.com", "GetRecords", true),
          new DataCall(
              "AWS::Kinesis::StreamConsumer", "kinesis.amazonaws.com", "SubscribeToShard", true));

  /** Calls that open a shard of a Kinesis stream or return its records; either shows a reader. */
  public static final List<DataCall> SHARD_READS =
      List.of(
          STREAM_READS.get(0),
          new DataCall("AWS::Kinesis::Stream", "kinesis.amazonaws.com", "GetShardIterator", true));

  /** The call that delivers records of a Kinesis stream to an enhanced fan-out consumer. */
  public static final DataCall FAN_OUT_READ = STREAM_READS.get(1);

  private static DataCall table(String eventName, boolean readOnly) {
    return new DataCall("AWS::DynamoDB::Table", "dynamodb.amazonaws.com", eventName, readOnly);
  }
}
