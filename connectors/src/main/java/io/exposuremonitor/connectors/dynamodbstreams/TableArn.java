package io.exposuremonitor.connectors.dynamodbstreams;

/**
 * The ARNs of tables and their streams: {@code arn:aws:dynamodb:REGION:ACCOUNT:table/NAME}, and
 * that with {@code /stream/LABEL} behind it.
 */
final class TableArn {
  private static final String TABLE = ":table/";
  private static final String STREAM = "/stream/";

  private TableArn() {}

  /** The ARN of the table whose stream this is. */
  static String ofStream(String streamArn) {
    int end = streamArn.indexOf(STREAM);
    return end < 0 ? streamArn : streamArn.substring(0, end);
  }

  /**
   * @param nameOrArn a table's
   */
  static String name(String nameOrArn) {
    int start = nameOrArn.indexOf(TABLE);
    return start < 0 ? nameOrArn : nameOrArn.substring(start + TABLE.length());
  }
}
