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
  SCAN("dynamodb", "Scan", Subject.TABLE),
  QUERY("dynamodb", "Query", Subject.TABLE),
  GET_ITEM("dynamodb", "GetItem", Subject.TABLE),
  BATCH_GET_ITEM("dynamodb", "BatchGetItem", Subject.TABLES),
  TRANSACT_GET_ITEMS("dynamodb", "TransactGetItems", Subject.TABLES),
  SEARCH_VECTORS("dynamodb", "SearchVectors", Subject.TABLE),
  EXECUTE_STATEMENT("dynamodb", "ExecuteStatement", Subject.TABLES),
  BATCH_EXECUTE_STATEMENT("dynamodb", "BatchExecuteStatement", Subject.TABLES),
  EXECUTE_TRANSACTION("dynamodb", "ExecuteTransaction", Subject.TABLES),
  PUT_ITEM("dynamodb", "PutItem", Subject.TABLE),
  UPDATE_ITEM("dynamodb", "UpdateItem", Subject.TABLE),
  DELETE_ITEM("dynamodb", "DeleteItem", Subject.TABLE),
  BATCH_WRITE_ITEM("dynamodb", "BatchWriteItem", Subject.TABLES),
  TRANSACT_WRITE_ITEMS("dynamodb", "TransactWriteItems", Subject.TABLES),
  STREAM_GET_RECORDS("dynamodb", "GetRecords", Subject.CHANGE_STREAM),
  STREAM_GET_SHARD_ITERATOR("dynamodb", "GetShardIterator", Subject.CHANGE_STREAM),
  STREAM_DESCRIBE("dynamodb", "DescribeStream", Subject.CHANGE_STREAM),
  KINESIS_GET_RECORDS("kinesis", "GetRecords", Subject.KINESIS_STREAM),
  KINESIS_GET_SHARD_ITERATOR("kinesis", "GetShardIterator", Subject.KINESIS_STREAM),
  KINESIS_SUBSCRIBE_TO_SHARD("kinesis", "SubscribeToShard", Subject.KINESIS_STREAM),
  EXPORT_TABLE("dynamodb", "ExportTableToPointInTime", Subject.EXPORT),
  UPDATE_CONTINUOUS_BACKUPS("dynamodb", "UpdateContinuousBackups", Subject.TABLE),
  CREATE_BACKUP("dynamodb", "CreateBackup", Subject.TABLE),
  START_BACKUP_JOB("backup", "StartBackupJob", Subject.TABLE),
  ENABLE_KINESIS_DESTINATION(
      "dynamodb", "EnableKinesisStreamingDestination", Subject.KINESIS_STREAM),
  /**
   * {@code PutItem} and {@code UpdateItem} on an item whose only key is {@code leaseKey}: the
   * Kinesis Client Library takes or renews the lease of a shard. Derived by the decoder.
   */
  WRITE_LEASE("dynamodb", "UpdateItem", Subject.TABLE),
  /** A {@code PutItem} that returned an item; likewise for the next three. */
  PUT_ITEM_READ_BACK("dynamodb", "PutItem", Subject.TABLE),
  UPDATE_ITEM_READ_BACK("dynamodb", "UpdateItem", Subject.TABLE),
  DELETE_ITEM_READ_BACK("dynamodb", "DeleteItem", Subject.TABLE),
  TRANSACT_WRITE_ITEMS_READ_BACK("dynamodb", "TransactWriteItems", Subject.TABLES),
  RESTORE_FROM_BACKUP("dynamodb", "RestoreTableFromBackup", Subject.RESTORE),
  RESTORE_TO_POINT_IN_TIME("dynamodb", "RestoreTableToPointInTime", Subject.RESTORE),
  START_RESTORE_JOB("backup", "StartRestoreJob", Subject.RESTORE),
  S3_GET_OBJECT("s3", "GetObject", Subject.OBJECT),
  S3_COPY_OBJECT("s3", "CopyObject", Subject.OBJECT),
  S3_UPLOAD_PART_COPY("s3", "UploadPartCopy", Subject.OBJECT),
  LIST_TABLES("dynamodb", "ListTables", Subject.LOOK),
  DESCRIBE_TABLE("dynamodb", "DescribeTable", Subject.LOOK),
  DESCRIBE_TIME_TO_LIVE("dynamodb", "DescribeTimeToLive", Subject.LOOK),
  DESCRIBE_CONTINUOUS_BACKUPS("dynamodb", "DescribeContinuousBackups", Subject.LOOK),
  DESCRIBE_KINESIS_DESTINATION("dynamodb", "DescribeKinesisStreamingDestination", Subject.LOOK),
  DESCRIBE_CONTRIBUTOR_INSIGHTS("dynamodb", "DescribeContributorInsights", Subject.LOOK),
  DESCRIBE_LIMITS("dynamodb", "DescribeLimits", Subject.LOOK),
  GET_RESOURCE_POLICY("dynamodb", "GetResourcePolicy", Subject.LOOK),
  LIST_TAGS("dynamodb", "ListTagsOfResource", Subject.LOOK),
  LIST_BACKUPS("dynamodb", "ListBackups", Subject.LOOK),
  DESCRIBE_BACKUP("dynamodb", "DescribeBackup", Subject.LOOK),
  LIST_EXPORTS("dynamodb", "ListExports", Subject.LOOK),
  DESCRIBE_EXPORT("dynamodb", "DescribeExport", Subject.LOOK),
  LIST_IMPORTS("dynamodb", "ListImports", Subject.LOOK),
  LIST_GLOBAL_TABLES("dynamodb", "ListGlobalTables", Subject.LOOK),
  DESCRIBE_GLOBAL_TABLE("dynamodb", "DescribeGlobalTable", Subject.LOOK),
  LIST_CONTRIBUTOR_INSIGHTS("dynamodb", "ListContributorInsights", Subject.LOOK),
  LIST_STREAMS("dynamodb", "ListStreams", Subject.LOOK),
  KINESIS_LIST_STREAMS("kinesis", "ListStreams", Subject.KINESIS_STREAM),
  KINESIS_DESCRIBE_STREAM("kinesis", "DescribeStream", Subject.KINESIS_STREAM),
  KINESIS_DESCRIBE_STREAM_SUMMARY("kinesis", "DescribeStreamSummary", Subject.KINESIS_STREAM),
  KINESIS_LIST_SHARDS("kinesis", "ListShards", Subject.KINESIS_STREAM),
  KINESIS_LIST_STREAM_CONSUMERS("kinesis", "ListStreamConsumers", Subject.KINESIS_STREAM),
  LIST_BACKUP_VAULTS("backup", "ListBackupVaults", Subject.LOOK),
  LIST_BACKUP_PLANS("backup", "ListBackupPlans", Subject.LOOK),
  LIST_BACKUP_JOBS("backup", "ListBackupJobs", Subject.LOOK),
  LIST_PROTECTED_RESOURCES("backup", "ListProtectedResources", Subject.LOOK),
  LIST_RECOVERY_POINTS_BY_VAULT("backup", "ListRecoveryPointsByBackupVault", Subject.LOOK),
  LIST_RECOVERY_POINTS_BY_RESOURCE("backup", "ListRecoveryPointsByResource", Subject.LOOK),
  S3_SELECT_OBJECT_CONTENT("s3", "SelectObjectContent", Subject.OBJECT);

  /** What a call is about, which determines where its record names it. */
  public enum Subject {
    /** One table. */
    TABLE,
    /** Any number of tables, each with its items or PartiQL statements. */
    TABLES,
    /** The change stream of a table. */
    CHANGE_STREAM,
    KINESIS_STREAM,
    /** A table, and the folder to which it is exported. */
    EXPORT,
    /** A table, and the one that is restored from it. */
    RESTORE,
    /** An object in a bucket. */
    OBJECT,
    /** A table, backup or export that is listed or described, or all of them. */
    LOOK
  }

  private static final Map<String, Operation> BY_CALL = new HashMap<>();
  private static final Set<Operation> ON_ITEMS = EnumSet.range(SCAN, TRANSACT_WRITE_ITEMS);
  private static final Set<Operation> ON_RECORDS =
      EnumSet.of(
          STREAM_GET_RECORDS,
          STREAM_GET_SHARD_ITERATOR,
          KINESIS_GET_RECORDS,
          KINESIS_GET_SHARD_ITERATOR,
          KINESIS_SUBSCRIBE_TO_SHARD);
  private static final Set<Operation> LOOKS =
      EnumSet.range(LIST_TABLES, LIST_RECOVERY_POINTS_BY_RESOURCE);

  static {
    for (Operation operation : values()) {
      BY_CALL.putIfAbsent(operation.eventSource + '/' + operation.eventName, operation);
    }
    LOOKS.add(STREAM_DESCRIBE);
    ON_ITEMS.addAll(EnumSet.range(WRITE_LEASE, TRANSACT_WRITE_ITEMS_READ_BACK));
  }

  private final String eventSource;
  private final String eventName;
  private final Subject subject;

  Operation(String service, String eventName, Subject subject) {
    this.eventSource = service + ".amazonaws.com";
    this.eventName = eventName;
    this.subject = subject;
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

  /** What the call is about. */
  public Subject subject() {
    return subject;
  }

  /** True for the three calls that carry PartiQL statements. */
  public boolean isPartiql() {
    return this == EXECUTE_STATEMENT
        || this == BATCH_EXECUTE_STATEMENT
        || this == EXECUTE_TRANSACTION;
  }

  /** True for calls on items, which CloudTrail records as data events of the table. */
  public boolean isOnItems() {
    return ON_ITEMS.contains(this);
  }

  /** True for calls that read the records of a stream, data events of the stream. */
  public boolean isOnRecords() {
    return ON_RECORDS.contains(this);
  }

  /** True for calls that fetch an object's content. */
  public boolean isObjectRead() {
    return subject == Subject.OBJECT;
  }

  /** True for calls that copy an object's content to another object. */
  public boolean isObjectCopy() {
    return this == S3_COPY_OBJECT || this == S3_UPLOAD_PART_COPY;
  }

  /** True for calls that restore a table from a backup or an earlier state. */
  public boolean isRestore() {
    return subject == Subject.RESTORE;
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
