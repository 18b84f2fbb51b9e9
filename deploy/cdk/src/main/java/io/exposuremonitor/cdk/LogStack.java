package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The trail with its bucket and key, and the queue that announces log files. A stack of its own: it
 * is kept when the monitor is taken away.
 */
final class LogStack extends Stack {
  /** How often a log file is announced before it is put aside. */
  private static final int MOST_RECEIVES = 10;

  private static final int RETENTION_DAYS = 400;

  private final Key key;
  private final Bucket bucket;
  private final Optional<FileQueue> files;

  /**
   * The queue of new log files.
   *
   * @param queue which the monitor reads
   * @param deadLetters announcements that are none
   */
  record FileQueue(Queue queue, Queue deadLetters) {}

  LogStack(Construct scope, String id, StackProps props, Deployment deployment) {
    super(scope, id, props);
    Names names = Names.of(deployment);
    String owner =
        deployment
            .organisation()
            .map(Deployment.Organisation::managementAccount)
            .orElse(deployment.account());

    key = key(names, owner);
    bucket = bucket(names);
    admitTrail(names, owner, deployment.organisation());
    files = deployment.way().files() ? Optional.of(announceFiles(names)) : Optional.empty();
    trail(deployment);
  }

  Key key() {
    return key;
  }

  Bucket bucket() {
    return bucket;
  }

  Optional<FileQueue> files() {
    return files;
  }

  private Key key(Names names, String owner) {
    Key made =
        Key.Builder.create(this, "Key")
            .description("CloudTrail's log files and their announcements")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    made.addToResourcePolicy(
        Policies.service(
            "cloudtrail.amazonaws.com",
            List.of("kms:GenerateDataKey*", "kms:DescribeKey"),
            List.of("*"),
            Map.of("StringEquals", Map.of("aws:SourceArn", names.trailArn(owner)))));
    made.addToResourcePolicy(
        Policies.service(
            "s3.amazonaws.com",
            List.of("kms:GenerateDataKey", "kms:Decrypt"),
            List.of("*"),
            Map.of("StringEquals", Map.of("aws:SourceAccount", names.account()))));
    return made;
  }

  private Bucket bucket(Names names) {
    Bucket made =
        Bucket.Builder.create(this, "Logs")
            .bucketName(names.logBucket())
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
                        .build()))
            .build();
    Reasons.give(
        made,
        "AwsSolutions-S1",
        "It holds the account's own access log. Who reads that is shown by data events, where the"
            + " bucket is named in export-buckets.");
    return made;
  }

  /** CloudTrail asks for these two, and refuses to make the trail without. */
  private void admitTrail(
      Names names, String owner, Optional<Deployment.Organisation> organisation) {
    Map<String, String> fromTrail = Map.of("aws:SourceArn", names.trailArn(owner));
    bucket.addToResourcePolicy(
        Policies.service(
            "cloudtrail.amazonaws.com",
            List.of("s3:GetBucketAcl"),
            List.of(bucket.getBucketArn()),
            Map.of("StringEquals", fromTrail)));
    List<String> folders = new ArrayList<>();
    folders.add(bucket.arnForObjects("AWSLogs/" + owner + "/*"));
    organisation.ifPresent(
        known -> folders.add(bucket.arnForObjects("AWSLogs/" + known.id() + "/*")));
    bucket.addToResourcePolicy(
        Policies.service(
            "cloudtrail.amazonaws.com",
            List.of("s3:PutObject"),
            folders,
            Map.of(
                "StringEquals",
                Map.of(
                    "aws:SourceArn",
                    names.trailArn(owner),
                    "s3:x-amz-acl",
                    "bucket-owner-full-control"))));
  }

  private FileQueue announceFiles(Names names) {
    Queue deadLetters =
        Queue.Builder.create(this, "NoAnnouncements")
            .encryption(QueueEncryption.KMS)
            .encryptionMasterKey(key)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    Queue queue =
        Queue.Builder.create(this, "Announcements")
            .encryption(QueueEncryption.KMS)
            .encryptionMasterKey(key)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(MOST_RECEIVES).build())
            .build();
    queue.addToResourcePolicy(
        Policies.service(
            "s3.amazonaws.com",
            List.of("sqs:SendMessage"),
            List.of(queue.getQueueArn()),
            Map.of(
                "StringEquals",
                Map.of("aws:SourceAccount", names.account()),
                "ArnEquals",
                Map.of("aws:SourceArn", "arn:aws:s3:::" + names.logBucket()))));
    // The CDK's own notifications need a function that may change every bucket; this needs nothing.
    CfnBucket plain = (CfnBucket) bucket.getNode().getDefaultChild();
    plain.setNotificationConfiguration(
        CfnBucket.NotificationConfigurationProperty.builder()
            .queueConfigurations(
                List.of(
                    CfnBucket.QueueConfigurationProperty.builder()
                        .event("s3:ObjectCreated:*")
                        .queue(queue.getQueueArn())
                        .filter(
                            CfnBucket.NotificationFilterProperty.builder()
                                .s3Key(
                                    CfnBucket.S3KeyFilterProperty.builder()
                                        .rules(
                                            List.of(
                                                CfnBucket.FilterRuleProperty.builder()
                                                    .name("suffix")
                                                    .value(".json.gz")
                                                    .build()))
                                        .build())
                                .build())
                        .build()))
            .build());
    // S3 tries the queue when it gets the notification.
    bucket.getNode().addDependency(queue);
    return new FileQueue(queue, deadLetters);
  }

  private void trail(Deployment deployment) {
    CfnTrail trail =
        CfnTrail.Builder.create(this, "Trail")
            .trailName(Names.TRAIL)
            .isLogging(true)
            .isMultiRegionTrail(true)
            .isOrganizationTrail(deployment.organisation().isPresent())
            .includeGlobalServiceEvents(true)
            .enableLogFileValidation(true)
            .kmsKeyId(key.getKeyArn())
            .s3BucketName(bucket.getBucketName())
            .advancedEventSelectors(Selectors.of(deployment))
            .build();
    trail.getNode().addDependency(bucket);
    trail.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
