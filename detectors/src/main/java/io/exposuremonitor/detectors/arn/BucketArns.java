package io.exposuremonitor.detectors.arn;

/**
 * ARNs of S3 buckets, {@code arn:aws:s3:::NAME}, and of objects or prefixes in them, {@code
 * arn:aws:s3:::NAME/KEY}. They contain neither region nor account.
 */
public final class BucketArns {
  private BucketArns() {}

  /**
   * Builds the ARN of a bucket.
   *
   * @param region the bucket's region, which determines the partition
   */
  public static String build(String region, String name) {
    return Arns.build(Arns.partitionOf(region), "s3", "", "", name);
  }

  /**
   * Whether an ARN is that of a bucket or an object; access points have a region and an account.
   */
  public static boolean isOf(String arn) {
    return Arns.isOf("s3", arn) && arn.startsWith("::", arn.indexOf(":s3:") + ":s3:".length());
  }

  /** The bucket's ARN, from the ARN of a bucket or of an object in it. */
  public static String of(String arn) {
    int key = arn.indexOf('/');
    return key < 0 ? arn : arn.substring(0, key);
  }

  /** The bucket's name, from the ARN of a bucket or of an object in it. */
  public static String name(String arn) {
    return Arns.kindAndName(of(arn));
  }
}
