package io.exposuremonitor.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * Alarms on the monitor itself, raised by CloudWatch and not by the monitor. Alerts based on the
 * monitor's metrics reach the same people.
 */
final class MonitorAlarms extends Construct {
  private static final Duration PERIOD = Duration.minutes(5);
  private static final String SERVICE = "AWS/KinesisAnalytics";
  private static final double LATE_SECONDS = 900;
  private static final double BUSY_PERCENT = 80;

  private final Topic topic;
  private final String account;

  MonitorAlarms(Construct scope, String id, Deployment deployment, IKey key) {
    super(scope, id);
    account = deployment.account();
    topic =
        Topic.Builder.create(this, "Topic")
            .displayName("The exposure monitor is unhealthy")
            .masterKey(key)
            .enforceSsl(true)
            .build();
    topic.addToResourcePolicy(
        Policies.service(
            "cloudwatch.amazonaws.com",
            List.of("sns:Publish"),
            List.of(topic.getTopicArn()),
            Map.of("StringEquals", Map.of("aws:SourceAccount", account))));
    if (!deployment.alarmEmail().isEmpty()) {
      topic.addSubscription(EmailSubscription.Builder.create(deployment.alarmEmail()).build());
    }
    application();
  }

  /** ARN of the topic to which all alarms go. */
  String topicArn() {
    return topic.getTopicArn();
  }

  /** Lets a metrics workspace publish its alerts. */
  void takeAlertsOf(String workspaceArn) {
    topic.addToResourcePolicy(
        Policies.service(
            "aps.amazonaws.com",
            List.of("sns:Publish", "sns:GetTopicAttributes"),
            List.of(topic.getTopicArn()),
            Map.of(
                "StringEquals",
                Map.of("aws:SourceAccount", account),
                "ArnEquals",
                Map.of("aws:SourceArn", workspaceArn))));
  }

  private void application() {
    alarm(
        "Down",
        "The job does not run: nothing is watched.",
        // Reported every minute while the job runs; KPUs are reported once an hour.
        job("cpuUtilization", "SampleCount"),
        ComparisonOperator.LESS_THAN_THRESHOLD,
        1,
        2,
        TreatMissingData.BREACHING);
    alarm(
        "Restarts",
        "The job restarts again and again: see its log.",
        MathExpression.Builder.create()
            .expression("DIFF(restarts)")
            .usingMetrics(Map.of("restarts", job("numRestarts", "Maximum")))
            .period(PERIOD)
            .label("restarts in five minutes")
            .build(),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        0,
        3,
        TreatMissingData.NOT_BREACHING);
    alarm(
        "Checkpoints",
        "Checkpoints fail: findings are not written, and alerts wait.",
        MathExpression.Builder.create()
            .expression("DIFF(failed)")
            .usingMetrics(Map.of("failed", job("numberOfFailedCheckpoints", "Maximum")))
            .period(PERIOD)
            .label("failed checkpoints in five minutes")
            .build(),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        0,
        3,
        TreatMissingData.NOT_BREACHING);
    alarm(
        "Busy",
        "Autoscaling has not helped for half an hour: raise the parallelism.",
        job("cpuUtilization", "Average"),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        BUSY_PERCENT,
        6,
        TreatMissingData.NOT_BREACHING);
  }

  /** Alarms on log files that wait, and on announcements that are not log files. */
  void files(LogStack.FileQueue files) {
    alarm(
        "FilesWait",
        "Log files have been waiting for 15 minutes.",
        files.queue().metricApproximateAgeOfOldestMessage(),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        LATE_SECONDS,
        2,
        TreatMissingData.NOT_BREACHING);
    alarm(
        "NoFiles",
        "CloudTrail has announced no log file for an hour: the trail may be stopped.",
        files
            .queue()
            .metricNumberOfMessagesSent(
                MetricOptions.builder().period(Duration.hours(1)).statistic("Sum").build()),
        ComparisonOperator.LESS_THAN_THRESHOLD,
        1,
        1,
        TreatMissingData.BREACHING);
    unread(
        "NoAnnouncement", "Messages in the queue did not announce log files.", files.deadLetters());
  }

  /** Alarms on calls that wait in the stream, don't reach it, or don't come at all. */
  void stream(CallStream calls) {
    Stream stream = calls.stream();
    alarm(
        "CallsWait",
        "Calls have been waiting in the stream for 15 minutes.",
        stream.metricGetRecordsIteratorAgeMilliseconds(
            MetricOptions.builder().statistic("Maximum").build()),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        LATE_SECONDS * 1_000,
        2,
        TreatMissingData.NOT_BREACHING);
    alarm(
        "NoCalls",
        "No call has arrived for an hour: the trail or the rule may be stopped.",
        stream.metricIncomingRecords(
            MetricOptions.builder().period(Duration.hours(1)).statistic("Sum").build()),
        ComparisonOperator.LESS_THAN_THRESHOLD,
        1,
        1,
        TreatMissingData.BREACHING);
    unread("Undelivered", "EventBridge could not deliver calls for a day.", calls.undelivered());
    int number = 0;
    for (Map<String, String> rule : calls.rules()) {
      number++;
      alarm(
          "Rule" + number,
          "EventBridge fails to deliver calls to the stream.",
          Metric.Builder.create()
              .namespace("AWS/Events")
              .metricName("FailedInvocations")
              .dimensionsMap(rule)
              .statistic("Sum")
              .period(PERIOD)
              .build(),
          ComparisonOperator.GREATER_THAN_THRESHOLD,
          0,
          1,
          TreatMissingData.NOT_BREACHING);
    }
  }

  private void unread(String id, String meaning, Queue queue) {
    alarm(
        id,
        meaning,
        queue.metricApproximateNumberOfMessagesVisible(),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        0,
        1,
        TreatMissingData.NOT_BREACHING);
  }

  private static Metric job(String name, String statistic) {
    return Metric.Builder.create()
        .namespace(SERVICE)
        .metricName(name)
        .dimensionsMap(Map.of("Application", Names.APPLICATION))
        .statistic(statistic)
        .period(PERIOD)
        .build();
  }

  private void alarm(
      String id,
      String meaning,
      IMetric metric,
      ComparisonOperator comparison,
      double threshold,
      int periods,
      TreatMissingData missing) {
    SnsAction tell = new SnsAction(topic);
    Alarm alarm =
        Alarm.Builder.create(this, id)
            .alarmDescription(meaning)
            .metric(metric)
            .comparisonOperator(comparison)
            .threshold(threshold)
            .evaluationPeriods(periods)
            .treatMissingData(missing)
            .build();
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}
