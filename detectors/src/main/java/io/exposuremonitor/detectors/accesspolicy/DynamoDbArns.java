package io.exposuremonitor.detectors.accesspolicy;

/** Evaluates which DynamoDB tables the resource patterns of a policy cover. */
final class DynamoDbArns {
  /** A table name that no pattern contains literally: only a wildcard matches it. */
  private static final String ANY_TABLE = "table/\u0001";

  private static final String ANY_INDEX = ANY_TABLE + "/index/\u0001";

  private static final int ARN_PARTS = 6;

  private DynamoDbArns() {}

  /**
   * Whether a pattern matches every table of some account and region: {@code *}, {@code
   * arn:aws:dynamodb:*} and {@code arn:aws:dynamodb:eu-west-1:111122223333:table/*} do.
   */
  static boolean holdsEveryTable(String pattern) {
    return holds(pattern, ANY_TABLE);
  }

  /**
   * Whether a pattern matches every index of every table of some account and Region, as one with an
   * asterisk in place of both names does.
   */
  static boolean holdsEveryIndex(String pattern) {
    return holds(pattern, ANY_INDEX);
  }

  private static boolean holds(String pattern, String resource) {
    String[] parts = pattern.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS) {
      return Wildcards.matches(pattern, "arn:aws:dynamodb:\u0001:\u0001:" + resource);
    }
    return Wildcards.matches(parts[2], "dynamodb") && Wildcards.matches(parts[5], resource);
  }
}
