package io.exposuremonitor.detectors.activity;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API calls that detectors with memory tell apart. Every other call is seen by the rules only.
 * Stored and sent by its place: new ones go to the end.
 *
 * <p>Names are those of CloudTrail: {@code eventSource} and {@code eventName}. {@code GetRecords}
 * and {@code GetShardIterator} exist for DynamoDB Streams and for Kinesis; the event source tells
 * them apart (DynamoDB Streams records carry {@code dynamodb.amazonaws.com}).
 */
public enum Operation {
  SCAN("dynamodb", "Scan"),
  QUERY("dynamodb", "Query"),
  GET_ITEM("dynamodb", "GetItem"),
  BATCH_GET_ITEM("dynamodb", "BatchGetItem"),
  TRANSACT_GET_ITEMS("dynamodb", "TransactGetItems"),
  SEARCH_VECTORS("dynamodb", "SearchVectors"),
  EXECUTE_STATEMENT("dynamodb", "ExecuteStatement"),
  BATCH_EXECUTE_STATEMENT("dynamodb", "BatchExecuteStatement"),
  EXECUTE_TRANSACTION("dynamodb", "ExecuteTransaction"),
  PUT_ITEM("dynamodb", "PutItem"),
  UPDATE_ITEM("dynamodb", "UpdateItem"),
  DELETE_ITEM("dynamodb", "DeleteItem"),
  BATCH_WRITE_ITEM("dynamodb", "BatchWriteItem"),
  TRANSACT_WRITE_ITEMS("dynamodb", "TransactWriteItems"),
  STREAM_GET_RECORDS("dynamodb", "GetRecords"),
  STREAM_GET_SHARD_ITERATOR("dynamodb", "GetShardIterator"),
  STREAM_DESCRIBE("dynamodb", "DescribeStream"),
  KINESIS_GET_RECORDS("kinesis", "GetRecords"),
  KINESIS_GET_SHARD_ITERATOR("kinesis", "GetShardIterator"),
  KINESIS_SUBSCRIBE_TO_SHARD("kinesis", "SubscribeToShard"),
  EXPORT_TABLE("dynamodb", "ExportTableToPointInTime"),
  UPDATE_CONTINUOUS_BACKUPS("dynamodb", "UpdateContinuousBackups"),
  CREATE_BACKUP("dynamodb", "CreateBackup"),
  START_BACKUP_JOB("backup", "StartBackupJob"),
  ENABLE_KINESIS_DESTINATION("dynamodb", "EnableKinesisStreamingDestination"),
  /**
   * {@code PutItem} and {@code UpdateItem} on an item whose only key is {@code leaseKey}: the
   * Kinesis Client Library takes or renews the lease of a shard. The decoder makes it of them.
   */
  WRITE_LEASE("dynamodb", "UpdateItem");

  private static final Map<String, Operation> BY_CALL = new HashMap<>();

  static {
    for (Operation operation : values()) {
      BY_CALL.putIfAbsent(operation.eventSource + '/' + operation.eventName, operation);
    }
  }

  private final String eventSource;
  private final String eventName;

  Operation(String service, String eventName) {
    this.eventSource = service + ".amazonaws.com";
    this.eventName = eventName;
  }

  /** The operation of a CloudTrail record, or null when only rules look at it. */
  public static @Nullable Operation of(String eventSource, String eventName) {
    return BY_CALL.get(eventSource + '/' + eventName);
  }

  /** CloudTrail's {@code eventSource}, such as {@code dynamodb.amazonaws.com}. */
  public String eventSource() {
    return eventSource;
  }

  /** CloudTrail's {@code eventName}, such as {@code Scan}. */
  public String eventName() {
    return eventName;
  }

  /** True for the three calls that carry PartiQL statements. */
  public boolean isPartiql() {
    return this == EXECUTE_STATEMENT
        || this == BATCH_EXECUTE_STATEMENT
        || this == EXECUTE_TRANSACTION;
  }
}
