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
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The trail with its bucket and key, and the queue that announces log files; for an existing trail,
 * only the queue. It is a separate stack so that it survives the removal of the monitor.
 */
final class LogStack extends Stack {
  /**
   * Maximum number of times that the announcement of a log file is received before it goes to the
   * dead-letter queue.
   */
  private static final int MAX_RECEIVES = 10;

  private final Key key;
  private final Optional<FileQueue> files;

  /**
   * The queue of new log files.
   *
   * @param queue read by the monitor
   * @param deadLetters messages that are not announcements
   * @param place name of the bucket that holds the log files, and the folder in it that contains
   *     {@code AWSLogs}, if any
   * @param keys ARNs of the keys of the queue and of the log files
   */
  record FileQueue(Queue queue, Queue deadLetters, String place, List<String> keys) {}

  LogStack(Construct scope, String id, StackProps props, Deployment deployment) {
    super(scope, id, props);
    Names names = Names.of(deployment);
    String owner =
        deployment
            .organisation()
            .map(Deployment.Organisation::managementAccount)
            .orElse(deployment.account());

    key = key();
    if (deployment.existingTrail().isPresent()) {
      files = deployment.existingTrail().get().files().map(this::announcedFiles);
      return;
    }
    admitServices(names, owner);
    Bucket bucket = bucket(names);
    admitTrail(bucket, names, owner, deployment.organisation());
    files = deployment.way().files() ? Optional.of(announceFiles(bucket, names)) : Optional.empty();
    trail(bucket, deployment);
  }

  Optional<FileQueue> files() {
    return files;
  }

  private Key key() {
    return Key.Builder.create(this, "Key")
        .description("CloudTrail's log files and their announcements")
        .enableKeyRotation(true)
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }

  private void admitServices(Names names, String owner) {
    key.addToResourcePolicy(
        Policies.service(
            "cloudtrail.amazonaws.com",
            // The last action is needed because the bucket has a bucket key: without it, no trail
            // can be created.
            List.of("kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"),
            List.of("*"),
            Map.of("StringEquals", Map.of("aws:SourceArn", names.trailArn(owner)))));
    key.addToResourcePolicy(
        Policies.service(
            "s3.amazonaws.com",
            List.of("kms:GenerateDataKey", "kms:Decrypt"),
            List.of("*"),
            Map.of("StringEquals", Map.of("aws:SourceAccount", names.account()))));
  }

  private Bucket bucket(Names names) {
    return OwnBucket.make(
        this,
        "Logs",
        Optional.of(names.logBucket()),
        key,
        "It holds the account's own access log. Data events show who reads it, if the bucket is"
            + " in export-buckets.");
  }

  /** CloudTrail requires these two statements to create the trail. */
  private static void admitTrail(
      Bucket bucket, Names names, String owner, Optional<Deployment.Organisation> organisation) {
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

  private record Queues(Queue queue, Queue deadLetters) {}

  private Queues queues() {
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
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(MAX_RECEIVES).build())
            .build();
    return new Queues(queue, deadLetters);
  }

  /** Subscribes the queue to the topic that announces the files of an existing trail. */
  private FileQueue announcedFiles(Deployment.ExistingFiles existing) {
    Map<String, Map<String, String>> fromTopic =
        Map.of("ArnEquals", Map.of("aws:SourceArn", existing.topic()));
    key.addToResourcePolicy(
        Policies.service(
            "sns.amazonaws.com",
            List.of("kms:GenerateDataKey", "kms:Decrypt"),
            List.of("*"),
            fromTopic));
    Queues made = queues();
    made.queue()
        .addToResourcePolicy(
            Policies.service(
                "sns.amazonaws.com",
                List.of("sqs:SendMessage"),
                List.of(made.queue().getQueueArn()),
                fromTopic));
    CfnSubscription.Builder.create(this, "Announced")
        .topicArn(existing.topic())
        .region(existing.topic().split(":", -1)[3])
        .protocol("sqs")
        .endpoint(made.queue().getQueueArn())
        .rawMessageDelivery(true)
        .build();
    List<String> keys = new ArrayList<>(List.of(key.getKeyArn()));
    existing.key().ifPresent(keys::add);
    return new FileQueue(made.queue(), made.deadLetters(), existing.place(), keys);
  }

  private FileQueue announceFiles(Bucket bucket, Names names) {
    Queues made = queues();
    Queue queue = made.queue();
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
    // The CDK's own notifications need a function that may change every bucket; this needs none.
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
    // S3 tests the queue when the notification is configured.
    bucket.getNode().addDependency(queue);
    return new FileQueue(queue, made.deadLetters(), names.logBucket(), List.of(key.getKeyArn()));
  }

  private void trail(Bucket bucket, Deployment deployment) {
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
