package io.exposuremonitor.cdk;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** A bucket as both stacks want it: encrypted, private, versioned, kept, and emptied by age. */
final class OwnBucket {
  private static final int RETENTION_DAYS = 400;

  private OwnBucket() {}

  /**
   * Makes one.
   *
   * @param name empty for one that CloudFormation makes up
   * @param noAccessLog why it has no access log of its own
   */
  static Bucket make(
      Construct scope, String id, Optional<String> name, IKey key, String noAccessLog) {
    Bucket.Builder builder =
        Bucket.Builder.create(scope, id)
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .versioned(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(Duration.days(RETENTION_DAYS))
                        .noncurrentVersionExpiration(Duration.days(30))
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build()));
    name.ifPresent(builder::bucketName);
    Bucket made = builder.build();
    Reasons.give(made, "AwsSolutions-S1", noAccessLog);
    return made;
  }
}
