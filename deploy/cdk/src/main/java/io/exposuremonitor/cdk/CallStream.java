package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The fast path of calls, from EventBridge to a data stream. */
final class CallStream extends Construct {
  /**
   * Includes read-only management events, such as {@code DescribeTable}, which a rule in any other
   * state never matches.
   */
  static final String ALL_MANAGEMENT_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

  private static final String DEFAULT_BUS = "default";
  private static final int RETENTION_DAYS = 7;

  private final Stream stream;
  private final Queue undelivered;
  private final List<Map<String, String>> rules = new ArrayList<>();

  CallStream(Construct scope, String id, Deployment deployment, IKey key) {
    super(scope, id);
    stream =
        Stream.Builder.create(this, "Stream")
            .streamMode(StreamMode.ON_DEMAND)
            .encryption(StreamEncryption.KMS)
            .encryptionKey(key)
            .retentionPeriod(Duration.days(RETENTION_DAYS))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Reasons.give(
        stream,
        "AwsSolutions-KDS3",
        "The key's policy also limits who can read the calls, and a single consumer causes few"
            + " key requests.");
    undelivered =
        Queue.Builder.create(this, "Undelivered")
            .encryption(QueueEncryption.KMS)
            .encryptionMasterKey(key)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    Reasons.give(
        undelivered,
        "AwsSolutions-SQS3",
        "This is itself the dead-letter queue of the" + " rules.");
    Role sender =
        Role.Builder.create(this, "Sender")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("events.amazonaws.com"),
                    Map.of("StringEquals", Map.of("aws:SourceAccount", deployment.account()))))
            .description("EventBridge writes calls to the stream")
            .build();
    sender.addToPolicy(
        Policies.allow(
            List.of("kinesis:PutRecord", "kinesis:PutRecords"), List.of(stream.getStreamArn())));
    sender.addToPolicy(Policies.allow(List.of("kms:GenerateDataKey"), List.of(key.getKeyArn())));

    rule("Calls", DEFAULT_BUS, sender);
    deployment
        .organisation()
        .ifPresent(
            organisation -> {
              CfnEventBus bus = CfnEventBus.Builder.create(this, "Bus").name(Names.BUS).build();
              CfnEventBusPolicy.Builder.create(this, "Members")
                  .eventBusName(Names.BUS)
                  .statementId("members")
                  .statement(
                      Map.of(
                          "Effect", "Allow",
                          "Principal", "*",
                          "Action", "events:PutEvents",
                          "Resource", Names.of(deployment).busArn(),
                          "Condition",
                              Map.of(
                                  "StringEquals", Map.of("aws:PrincipalOrgID", organisation.id()))))
                  .build()
                  .getNode()
                  .addDependency(bus);
              rule("CallsOfMembers", Names.BUS, sender).getNode().addDependency(bus);
            });
  }

  Stream stream() {
    return stream;
  }

  /** The queue of calls that EventBridge could not put into the stream for a day. */
  Queue undelivered() {
    return undelivered;
  }

  /** Dimensions of the rules' metrics. */
  List<Map<String, String>> rules() {
    return List.copyOf(rules);
  }

  /**
   * The event pattern of the rules: CloudTrail's records of the calls that the monitor examines.
   */
  static Map<String, Object> pattern() {
    return Map.of(
        "detail-type",
        List.of(
            "AWS API Call via CloudTrail",
            "AWS Service Event via CloudTrail",
            "AWS Network Activity Event via CloudTrail"),
        "detail",
        EventSources.detail());
  }

  private CfnRule rule(String id, String bus, Role sender) {
    CfnRule rule =
        CfnRule.Builder.create(this, id)
            .description("CloudTrail's records for the exposure monitor")
            .name(Names.RULE)
            .eventBusName(bus)
            .state(ALL_MANAGEMENT_EVENTS)
            .eventPattern(pattern())
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("stream")
                        .arn(stream.getStreamArn())
                        .roleArn(sender.getRoleArn())
                        .kinesisParameters(
                            CfnRule.KinesisParametersProperty.builder()
                                .partitionKeyPath("$.detail.eventID")
                                .build())
                        .deadLetterConfig(
                            CfnRule.DeadLetterConfigProperty.builder()
                                .arn(undelivered.getQueueArn())
                                .build())
                        .build()))
            .build();
    undelivered.addToResourcePolicy(
        Policies.service(
            "events.amazonaws.com",
            List.of("sqs:SendMessage"),
            List.of(undelivered.getQueueArn()),
            Map.of("ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn()))));
    rules.add(
        bus.equals(DEFAULT_BUS)
            ? Map.of("RuleName", Names.RULE)
            : Map.of("RuleName", Names.RULE, "EventBusName", bus));
    return rule;
  }
}
