package io.exposuremonitor.connectors.aws;

import software.amazon.awssdk.arns.Arn;

/**
 * Parses ARNs with the SDK's own class, and the resources of DynamoDB's ARNs, {@code
 * arn:aws:dynamodb:REGION:ACCOUNT:table/NAME} with or without {@code /stream/LABEL}, which the
 * SDK's class leaves unparsed.
 */
public final class ResourceArns {
  private static final String TABLE = ":table/";
  private static final String STREAM = "/stream/";

  private ResourceArns() {}

  /**
   * The region in an ARN, or empty.
   *
   * @throws IllegalArgumentException when it is no ARN
   */
  public static String region(String arn) {
    return parsed(arn).region().orElse("");
  }

  /**
   * The account in an ARN, or empty.
   *
   * @throws IllegalArgumentException when it is no ARN
   */
  public static String account(String arn) {
    return parsed(arn).accountId().orElse("");
  }

  /**
   * The ARN of a Kinesis stream in the partition and region of another resource.
   *
   * @param beside ARN of that resource
   * @throws IllegalArgumentException when that is no ARN
   */
  public static String kinesisStream(String beside, String account, String name) {
    Arn there = parsed(beside);
    // Not built with the SDK's builder, which throws: accounts and names may come from items that
    // others write.
    return String.join(
        ":",
        "arn",
        there.partition(),
        "kinesis",
        there.region().orElse(""),
        account,
        "stream/" + name);
  }

  /** The ARN of a stream's table; other text is returned as it is. */
  public static String tableOfStream(String streamArn) {
    int end = streamArn.indexOf(STREAM);
    return end < 0 ? streamArn : streamArn.substring(0, end);
  }

  /**
   * The name of a table.
   *
   * @param nameOrArn the table's name or ARN
   */
  public static String tableName(String nameOrArn) {
    int start = nameOrArn.indexOf(TABLE);
    return start < 0 ? nameOrArn : nameOrArn.substring(start + TABLE.length());
  }

  private static Arn parsed(String arn) {
    return Arn.tryFromString(arn)
        .orElseThrow(() -> new IllegalArgumentException("not an ARN: " + arn));
  }
}
