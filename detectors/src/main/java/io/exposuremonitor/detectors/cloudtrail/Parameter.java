package io.exposuremonitor.detectors.cloudtrail;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The members of {@code requestParameters}, and of the items in them, that the decoder reads. */
enum Parameter {
  TABLE_NAME,
  KEY,
  KEYS,
  STATEMENT,
  INDEX_NAME,
  LIMIT,
  SEGMENT,
  TOTAL_SEGMENTS,
  SELECT,
  EXCLUSIVE_START_KEY,
  NEXT_TOKEN,
  SHARD_ITERATOR,
  SHARD_ID,
  STREAM_ARN,
  STREAM_NAME,
  CONSUMER_ARN,
  TABLE_ARN,
  RESOURCE_ARN,
  OPERATION,
  GET,
  PUT,
  UPDATE,
  DELETE,
  CONDITION_CHECK,
  PUT_REQUEST,
  DELETE_REQUEST,
  RETURN_VALUES,
  RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
  S3_BUCKET,
  S3_PREFIX,
  BUCKET_NAME,
  X_AMZ_COPY_SOURCE("x-amz-copy-source"),
  SOURCE_TABLE_NAME,
  SOURCE_TABLE_ARN,
  TARGET_TABLE_NAME,
  ORIGINAL_TABLE_NAME,
  BACKUP_ARN,
  RECOVERY_POINT_ARN,
  EXPORT_ARN,
  METADATA,
  REQUEST_ITEMS,
  TRANSACT_ITEMS,
  TRANSACT_STATEMENTS,
  STATEMENTS;

  /** The members with which the API wraps an item of a transaction or a batch write. */
  static final List<Parameter> OPERATIONS = List.copyOf(EnumSet.range(GET, DELETE_REQUEST));

  /** The members that contain items, as lists or as maps by table. */
  static final List<Parameter> LISTS = List.copyOf(EnumSet.range(REQUEST_ITEMS, STATEMENTS));

  static final Names NAMES =
      new Names(true, Arrays.stream(values()).map(Parameter::lowerCaseName).toList());

  private final String lowerCaseName;

  Parameter() {
    lowerCaseName = name().replace("_", "").toLowerCase(Locale.ROOT);
  }

  Parameter(String lowerCaseName) {
    this.lowerCaseName = lowerCaseName;
  }

  /** The member's name in lower case, such as {@code totalsegments}. */
  String lowerCaseName() {
    return lowerCaseName;
  }

  /** The position in arrays and in {@link #NAMES}; never stored, so the order may change. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }
}
