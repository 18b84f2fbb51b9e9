package io.exposuremonitor.detectors.activity;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API calls that stateful detectors distinguish. All other calls are only seen by rules.
 * Ordinals are stored and sent: new constants must be appended.
 *
 * <p>Names are CloudTrail's: {@code eventSource} and {@code eventName}. {@code GetRecords} and
 * {@code GetShardIterator} exist for both DynamoDB Streams and Kinesis and are distinguished by the
 * event source (DynamoDB Streams records have {@code dynamodb.amazonaws.com}).
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
   * Kinesis Client Library takes or renews the lease of a shard. Derived by the decoder.
   */
  WRITE_LEASE("dynamodb", "UpdateItem"),
  /** A {@code PutItem} that returned an item; likewise for the next three. */
  PUT_ITEM_READ_BACK("dynamodb", "PutItem"),
  UPDATE_ITEM_READ_BACK("dynamodb", "UpdateItem"),
  DELETE_ITEM_READ_BACK("dynamodb", "DeleteItem"),
  TRANSACT_WRITE_ITEMS_READ_BACK("dynamodb", "TransactWriteItems"),
  RESTORE_FROM_BACKUP("dynamodb", "RestoreTableFromBackup"),
  RESTORE_TO_POINT_IN_TIME("dynamodb", "RestoreTableToPointInTime"),
  START_RESTORE_JOB("backup", "StartRestoreJob"),
  S3_GET_OBJECT("s3", "GetObject"),
  S3_COPY_OBJECT("s3", "CopyObject"),
  S3_UPLOAD_PART_COPY("s3", "UploadPartCopy"),
  LIST_TABLES("dynamodb", "ListTables"),
  DESCRIBE_TABLE("dynamodb", "DescribeTable"),
  DESCRIBE_TIME_TO_LIVE("dynamodb", "DescribeTimeToLive"),
  DESCRIBE_CONTINUOUS_BACKUPS("dynamodb", "DescribeContinuousBackups"),
  DESCRIBE_KINESIS_DESTINATION("dynamodb", "DescribeKinesisStreamingDestination"),
  DESCRIBE_CONTRIBUTOR_INSIGHTS("dynamodb", "DescribeContributorInsights"),
  DESCRIBE_LIMITS("dynamodb", "DescribeLimits"),
  GET_RESOURCE_POLICY("dynamodb", "GetResourcePolicy"),
  LIST_TAGS("dynamodb", "ListTagsOfResource"),
  LIST_BACKUPS("dynamodb", "ListBackups"),
  DESCRIBE_BACKUP("dynamodb", "DescribeBackup"),
  LIST_EXPORTS("dynamodb", "ListExports"),
  DESCRIBE_EXPORT("dynamodb", "DescribeExport"),
  LIST_IMPORTS("dynamodb", "ListImports"),
  LIST_GLOBAL_TABLES("dynamodb", "ListGlobalTables"),
  DESCRIBE_GLOBAL_TABLE("dynamodb", "DescribeGlobalTable"),
  LIST_CONTRIBUTOR_INSIGHTS("dynamodb", "ListContributorInsights"),
  LIST_STREAMS("dynamodb", "ListStreams"),
  KINESIS_LIST_STREAMS("kinesis", "ListStreams"),
  KINESIS_DESCRIBE_STREAM("kinesis", "DescribeStream"),
  KINESIS_DESCRIBE_STREAM_SUMMARY("kinesis", "DescribeStreamSummary"),
  KINESIS_LIST_SHARDS("kinesis", "ListShards"),
  KINESIS_LIST_STREAM_CONSUMERS("kinesis", "ListStreamConsumers"),
  LIST_BACKUP_VAULTS("backup", "ListBackupVaults"),
  LIST_BACKUP_PLANS("backup", "ListBackupPlans"),
  LIST_BACKUP_JOBS("backup", "ListBackupJobs"),
  LIST_PROTECTED_RESOURCES("backup", "ListProtectedResources"),
  LIST_RECOVERY_POINTS_BY_VAULT("backup", "ListRecoveryPointsByBackupVault"),
  LIST_RECOVERY_POINTS_BY_RESOURCE("backup", "ListRecoveryPointsByResource"),
  S3_SELECT_OBJECT_CONTENT("s3", "SelectObjectContent");

  private static final Map<String, Operation> BY_CALL = new HashMap<>();
  private static final Set<Operation> LOOKS =
      EnumSet.range(LIST_TABLES, LIST_RECOVERY_POINTS_BY_RESOURCE);

  static {
    for (Operation operation : values()) {
      BY_CALL.putIfAbsent(operation.eventSource + '/' + operation.eventName, operation);
    }
    LOOKS.add(STREAM_DESCRIBE);
  }

  private final String eventSource;
  private final String eventName;

  Operation(String service, String eventName) {
    this.eventSource = service + ".amazonaws.com";
    this.eventName = eventName;
  }

  /** The operation of a CloudTrail record; null if only rules use it. */
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

  /** True for calls that fetch an object's content. */
  public boolean isObjectRead() {
    return this == S3_GET_OBJECT || this == S3_SELECT_OBJECT_CONTENT || isObjectCopy();
  }

  /** True for calls that copy an object's content to another object. */
  public boolean isObjectCopy() {
    return this == S3_COPY_OBJECT || this == S3_UPLOAD_PART_COPY;
  }

  /** True for calls that restore a table from a backup or an earlier state. */
  public boolean isRestore() {
    return this == RESTORE_FROM_BACKUP
        || this == RESTORE_TO_POINT_IN_TIME
        || this == START_RESTORE_JOB;
  }

  /** True for calls that list tables, streams and backups, or describe one of them. */
  public boolean isLook() {
    return LOOKS.contains(this);
  }

  /** Index among the calls for which {@link #isLook} is true, from 0; fixed, like the ordinal. */
  @SuppressWarnings("EnumOrdinal")
  public int lookIndex() {
    return this == STREAM_DESCRIBE ? 0 : ordinal() - LIST_TABLES.ordinal() + 1;
  }

  /** True for writes that returned an item. */
  public boolean isReadBack() {
    return this == PUT_ITEM_READ_BACK
        || this == UPDATE_ITEM_READ_BACK
        || this == DELETE_ITEM_READ_BACK
        || this == TRANSACT_WRITE_ITEMS_READ_BACK;
  }

  /** The variant of a write that returns items; any other operation returns itself. */
  public Operation readBack() {
    return switch (this) {
      case PUT_ITEM -> PUT_ITEM_READ_BACK;
      case UPDATE_ITEM -> UPDATE_ITEM_READ_BACK;
      case DELETE_ITEM -> DELETE_ITEM_READ_BACK;
      case TRANSACT_WRITE_ITEMS -> TRANSACT_WRITE_ITEMS_READ_BACK;
      default -> this;
    };
  }
}
