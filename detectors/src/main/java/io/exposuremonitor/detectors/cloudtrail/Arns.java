package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/** Takes ARNs apart and builds those that a record leaves out. */
public final class Arns {
  private static final int PARTITION = 1;
  private static final int SERVICE = 2;
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final int RESOURCE = 5;

  private Arns() {}

  static boolean isArn(String text) {
    return text.startsWith("arn:") && part(text, RESOURCE) != null;
  }

  static String partition(String arn) {
    String partition = part(arn, PARTITION);
    return partition == null ? "" : partition;
  }

  /** The region of an ARN, or empty. */
  public static String region(String arn) {
    String region = part(arn, REGION);
    return region == null ? "" : region;
  }

  /** The twelve-digit account of an ARN, or empty. */
  public static String account(String arn) {
    String account = part(arn, ACCOUNT);
    return account != null && isAccount(account) ? account : "";
  }

  static boolean isAccount(String text) {
    if (text.length() != 12) {
      return false;
    }
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** What an ARN names within its service, such as {@code table/Music}, or empty. */
  public static String resource(String arn) {
    String resource = part(arn, RESOURCE);
    return resource == null ? "" : resource;
  }

  /** True when an ARN belongs to a service, such as {@code dynamodb}. */
  public static boolean isOf(String service, String arn) {
    return arn.startsWith("arn:") && service.equals(part(arn, SERVICE));
  }

  /**
   * An ARN cut behind the second segment of its resource, so that those of an index, a stream, a
   * backup or a consumer become that of their table or stream.
   */
  public static String owner(String arn) {
    int kind = arn.indexOf('/');
    int end = kind < 0 ? -1 : arn.indexOf('/', kind + 1);
    return end < 0 ? arn : arn.substring(0, end);
  }

  /** The ARN of a table or stream of the caller's making. */
  public static String build(String service, String region, String account, String resource) {
    return "arn:"
        + partitionOf(region)
        + ':'
        + service
        + ':'
        + region
        + ':'
        + account
        + ':'
        + resource;
  }

  /** The partition that a region belongs to. */
  static String partitionOf(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    if (region.startsWith("us-gov-")) {
      return "aws-us-gov";
    }
    if (region.startsWith("us-isob-")) {
      return "aws-iso-b";
    }
    return region.startsWith("us-iso-") ? "aws-iso" : "aws";
  }

  /** Part {@code n} of the six that colons separate, or null when there are fewer. */
  private static @Nullable String part(String arn, int n) {
    int from = 0;
    for (int i = 0; i < n; i++) {
      from = arn.indexOf(':', from) + 1;
      if (from == 0) {
        return null;
      }
    }
    int to = n == RESOURCE ? -1 : arn.indexOf(':', from);
    return to < 0 ? arn.substring(from) : arn.substring(from, to);
  }
}
