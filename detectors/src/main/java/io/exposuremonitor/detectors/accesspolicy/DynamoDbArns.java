package io.exposuremonitor.detectors.accesspolicy;

/** What resource patterns say about DynamoDB tables. */
final class DynamoDbArns {
  /** A table's name that no pattern spells out. */
  private static final String ANY_TABLE = "table/\u0001";

  private static final int ARN_PARTS = 6;

  private DynamoDbArns() {}

  /**
   * True for {@code *}, {@code arn:aws:dynamodb:*} and {@code
   * arn:aws:dynamodb:eu-west-1:111122223333:table/*}: patterns that no table of the account and
   * region escapes.
   */
  static boolean holdsEveryTable(String pattern) {
    String[] parts = pattern.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS) {
      return Wildcards.matches(pattern, "arn:aws:dynamodb:\u0001:\u0001:" + ANY_TABLE);
    }
    return Wildcards.matches(parts[2], "dynamodb") && Wildcards.matches(parts[5], ANY_TABLE);
  }
}
