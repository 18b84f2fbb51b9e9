package io.exposuremonitor.cdk;

/**
 * Regular expressions of what options name. ARNs are of the partition {@code aws}, the only one in
 * which the monitor runs; the trail logs nothing of another.
 */
final class Forms {
  static final String ACCOUNT = "\\d{12}";
  static final String REGION = "(?!cn-|us-gov-|us-iso)[a-z]{2}(-[a-z]+)+-\\d";
  static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  /** The beginning of a table's ARN, at least up to its Region. */
  static final String TABLES =
      "arn:aws:dynamodb:[a-z0-9-]+(:\\d{0,12}|:\\d{12}:(table(/[\\w.-]{0,255})?)?)?";

  /**
   * The beginning of the ARN of a session or user in CloudTrail's records, with at least the
   * beginning of a name. Roles don't call; their sessions do.
   */
  static final String CALLERS =
      "arn:aws:(sts::\\d{12}:assumed-role|iam::\\d{12}:user)/[\\w+=,.@-][\\w+=,.@/-]*";

  private Forms() {}
}
