package io.exposuremonitor.detectors.arn;

import java.util.List;

/**
 * Parses ARNs, {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}, and builds those that a
 * record omits. Accepts any text: a missing part is empty.
 *
 * <p>The decoder calls this for each record, so comparisons create no substrings.
 */
public final class Arns {
  private static final String PREFIX = "arn:";
  private static final int PARTITION = 1;
  private static final int SERVICE = 2;
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final int RESOURCE = 5;
  private static final int ACCOUNT_DIGITS = 12;

  /** The partitions other than {@code aws}, by the prefix of their regions. */
  private static final List<RegionPrefix> OTHER_PARTITIONS =
      List.of(
          new RegionPrefix("cn-", "aws-cn"),
          new RegionPrefix("us-gov-", "aws-us-gov"),
          new RegionPrefix("us-iso-", "aws-iso"),
          new RegionPrefix("us-isob-", "aws-iso-b"),
          new RegionPrefix("eu-isoe-", "aws-iso-e"),
          new RegionPrefix("us-isof-", "aws-iso-f"),
          new RegionPrefix("eusc-", "aws-eusc"));

  private record RegionPrefix(String prefix, String partition) {}

  private Arns() {}

  /** Whether the text has all parts of an ARN; they may be empty. */
  public static boolean isArn(String text) {
    return beginsAsArn(text) && start(text, RESOURCE) >= 0;
  }

  /**
   * Whether the text begins like an ARN, complete or not. No name of a table, stream or trail does,
   * since these contain no colons.
   */
  public static boolean beginsAsArn(String text) {
    return text.startsWith(PREFIX);
  }

  /** Such as {@code aws} or {@code aws-cn}, or empty. */
  public static String partition(String arn) {
    return part(arn, PARTITION);
  }

  /** Such as {@code dynamodb}, or empty. */
  public static String service(String arn) {
    return part(arn, SERVICE);
  }

  /** The region of an ARN, or empty: those of IAM and S3 have none. */
  public static String region(String arn) {
    return part(arn, REGION);
  }

  /** The twelve-digit account of an ARN, or empty. */
  public static String account(String arn) {
    String account = accountPart(arn);
    return isAccount(account) ? account : "";
  }

  /** The account part, which may be a word or a pattern, or empty. */
  public static String accountPart(String arn) {
    return part(arn, ACCOUNT);
  }

  /** Whether the text consists of twelve digits. */
  public static boolean isAccount(String text) {
    if (text.length() != ACCOUNT_DIGITS) {
      return false;
    }
    for (int i = 0; i < ACCOUNT_DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The resource part, such as {@code table/Music}, or empty. */
  public static String resource(String arn) {
    return part(arn, RESOURCE);
  }

  /** Whether an ARN belongs to a service, such as {@code dynamodb}. */
  public static boolean isOf(String service, String arn) {
    int from = beginsAsArn(arn) ? start(arn, SERVICE) : -1;
    return from >= 0
        && end(arn, SERVICE, from) - from == service.length()
        && arn.startsWith(service, from);
  }

  /**
   * Whether an ARN names a resource of some kind in a service.
   *
   * @param kind the beginning of the resource part, such as {@code table/}
   */
  public static boolean isOf(String service, String kind, String arn) {
    int from = isOf(service, arn) ? start(arn, RESOURCE) : -1;
    return from >= 0 && arn.startsWith(kind, from);
  }

  /**
   * An ARN cut after the second segment of its resource, so that the ARN of an index, a stream, a
   * backup or a consumer becomes that of its table or stream.
   */
  public static String owner(String arn) {
    int kind = arn.indexOf('/');
    int end = kind < 0 ? -1 : arn.indexOf('/', kind + 1);
    return end < 0 ? arn : arn.substring(0, end);
  }

  /**
   * The name after the last slash: {@code Music} for {@code table/Music}, {@code Deployer} for
   * {@code role/ci/Deployer}. Text without a slash is its own name.
   */
  public static String name(String arn) {
    return arn.substring(nameStart(arn));
  }

  /** Index at which {@link #name} begins. */
  public static int nameStart(String arn) {
    return arn.lastIndexOf('/') + 1;
  }

  /**
   * The part after the last colon: {@code table/Music}, {@code role/ci/Deployer}, a bucket's name.
   * Text without a colon is returned whole.
   */
  public static String kindAndName(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** Builds an ARN in the partition of its region. */
  public static String build(String service, String region, String account, String resource) {
    return build(partitionOf(region), service, region, account, resource);
  }

  /** Builds an ARN from its parts. */
  public static String build(
      String partition, String service, String region, String account, String resource) {
    return PREFIX + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }

  /** The partition of a region. */
  public static String partitionOf(String region) {
    for (RegionPrefix regions : OTHER_PARTITIONS) {
      if (region.startsWith(regions.prefix)) {
        return regions.partition;
      }
    }
    return "aws";
  }

  /** Part {@code n} of the six that colons separate, or empty when there are fewer. */
  private static String part(String arn, int n) {
    int from = start(arn, n);
    return from < 0 ? "" : arn.substring(from, end(arn, n, from));
  }

  /** Index at which part {@code n} begins, or -1. */
  private static int start(String arn, int n) {
    int from = 0;
    for (int i = 0; i < n; i++) {
      from = arn.indexOf(':', from) + 1;
      if (from == 0) {
        return -1;
      }
    }
    return from;
  }

  /** Index at which part {@code n}, which begins at {@code from}, ends. */
  private static int end(String arn, int n, int from) {
    int to = n == RESOURCE ? -1 : arn.indexOf(':', from);
    return to < 0 ? arn.length() : to;
  }
}
