package io.exposuremonitor.detectors.arn;

/**
 * The ARNs of S3's buckets, {@code arn:aws:s3:::NAME}, and of what is in one: {@code
 * arn:aws:s3:::NAME/KEY}. They tell neither region nor account.
 */
public final class BucketArns {
  private BucketArns() {}

  /**
   * The ARN of a bucket.
   *
   * @param region where it is, for the partition
   */
  public static String build(String region, String name) {
    return Arns.build(Arns.partitionOf(region), "s3", "", "", name);
  }

  /** The ARN of the bucket that this is, or is in. */
  public static String of(String arn) {
    int key = arn.indexOf('/');
    return key < 0 ? arn : arn.substring(0, key);
  }

  /** The name of the bucket that this is, or is in. */
  public static String name(String arn) {
    return Arns.kindAndName(of(arn));
  }
}
