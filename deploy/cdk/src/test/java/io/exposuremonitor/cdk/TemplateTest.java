package io.exposuremonitor.cdk;

import static io.exposuremonitor.cdk.Synthesised.ACCOUNT;
import static io.exposuremonitor.cdk.Synthesised.REGION;
import static io.exposuremonitor.cdk.Synthesised.map;
import static io.exposuremonitor.cdk.Synthesised.maps;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Deployments, synthesised once: one account by files, an organisation by both paths, one with an
 * existing trail and VPC, and one that reads nothing from the bucket of such a trail.
 */
class TemplateTest {
  private static final String MEMBER = "444455556666";
  private static final String MANAGEMENT = "999988887777";
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:company-logs";
  private static final String LOG_KEY =
      "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  /** Quota of Amazon Managed Service for Prometheus. */
  private static final int MAX_RULES_PER_GROUP = 20;

  private static final String MONITOR_ROLE = "arn:aws:sts::" + ACCOUNT + ":assumed-role/";

  private static Synthesised single;
  private static Synthesised organisation;
  private static Synthesised withExisting;
  private static Synthesised streamOnly;

  @BeforeAll
  static void synthesise(@TempDir Path folder) throws IOException {
    Synthesised.needNode();
    Path policy = Files.writeString(folder.resolve("policy.yml"), "version: 1\n");
    Path settings =
        Files.writeString(
            folder.resolve("monitor.yml"),
            """
            inputs:
              changes:
                type: dynamodb-streams
                tables: [customers, orders]
                region: eu-west-1
              members:
                type: dynamodb-streams
                table-prefix: prod-
                region: eu-west-1
                role: arn:aws:iam::444455556666:role/exposure-monitor-reader
                external-id: a-text-of-ours
            alerts:
              soc: {type: pagerduty, key: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pd"}
            incidents: {guides: "https://git.acme.example/settings"}
            """);
    single = new Synthesised(Files.createDirectory(folder.resolve("single")), Map.of());
    organisation =
        new Synthesised(
            Files.createDirectory(folder.resolve("organisation")),
            Map.of(
                "way",
                "both",
                "settings",
                settings.toString(),
                "policy",
                policy.toString(),
                "parallelism",
                8,
                "parallelism-per-kpu",
                2,
                "checkpoint-seconds",
                30,
                "alarm-email",
                "soc@example.com",
                "export-buckets",
                List.of("exports"),
                "organisation",
                Map.of(
                    "id",
                    "o-abcdefghij",
                    "management-account",
                    MANAGEMENT,
                    "external-id",
                    "a-text-of-ours",
                    "members",
                    List.of(MEMBER))));
  }

  @BeforeAll
  static void synthesiseWithExisting(@TempDir Path folder) throws IOException {
    Synthesised.needNode();
    withExisting =
        new Synthesised(
            Files.createDirectory(folder.resolve("within")),
            Map.of(
                "existing-trail",
                Map.of(
                    "bucket",
                    "company-logs",
                    "prefix",
                    "trails/all",
                    "topic",
                    TOPIC,
                    "key",
                    LOG_KEY),
                "vpc",
                Map.of(
                    "id",
                    "vpc-0a1b2c3d",
                    "subnets",
                    List.of("subnet-0a1b2c3d", "subnet-4e5f6a7b"),
                    "ports",
                    List.of(9093, 443)),
                "state-key",
                "own",
                "guides",
                "https://git.acme.example/option/"));
    streamOnly =
        new Synthesised(
            Files.createDirectory(folder.resolve("fast")),
            Map.of("way", "stream", "existing-trail", Map.of(), "rules", ""));
  }

  @Test
  void passesCdkNag() {
    for (Synthesised deployment : List.of(single, organisation, withExisting, streamOnly)) {
      deployment.assertNoNags();
    }
  }

  @Test
  void usesExistingTrailWithoutCreatingOne() {
    assertThat(withExisting.properties(Main.LOGS, "AWS::CloudTrail::Trail")).isEmpty();
    assertThat(withExisting.properties(Main.LOGS, "AWS::S3::Bucket")).isEmpty();
    Map<String, Object> subscription = withExisting.only(Main.LOGS, "AWS::SNS::Subscription");
    assertThat(subscription)
        .containsEntry("TopicArn", TOPIC)
        .containsEntry("Protocol", "sqs")
        .containsEntry("RawMessageDelivery", true);
    assertThat(subscription.get("Endpoint").toString()).contains(":Announcements");
    assertThat(withExisting.text(Main.LOGS)).contains("aws:SourceArn=" + TOPIC);

    assertThat(settingsOf(withExisting).inputs())
        .extracting(input -> input.basics().name())
        .containsExactly("trail");
    assertThat(settingsOf(withExisting).incidents().logs())
        .isEqualTo("s3://company-logs/trails/all");
    String policies = withExisting.properties(Main.MONITOR, "AWS::IAM::Policy").toString();
    assertThat(policies)
        .contains("arn:aws:s3:::company-logs/trails/all/AWSLogs/*", LOG_KEY, "sqs:ReceiveMessage")
        // Notifications of a versioned bucket name versions.
        .containsPattern(
            "s3:GetObject, s3:GetObjectVersion\\][^\\[]*company-logs/trails/all/AWSLogs/\\*")
        // Listing applies to a bucket, not to a folder.
        .containsPattern("Action=s3:ListBucket[^}]*Resource=arn:aws:s3:::company-logs[,}]")
        .doesNotContain("exposure-monitor-logs");

    assertThat(streamOnly.stacks()).containsExactly(Main.MONITOR);
    assertThat(settingsOf(streamOnly).inputs())
        .extracting(input -> input.basics().name())
        .containsExactly("calls");
  }

  @Test
  void runsInVpcWithRestrictedEgressPorts() {
    assertThat(configuration(withExisting).get("VpcConfigurations").toString())
        .contains("subnet-0a1b2c3d", "subnet-4e5f6a7b");
    Map<String, Object> group = withExisting.only(Main.MONITOR, "AWS::EC2::SecurityGroup");
    assertThat(group)
        .containsEntry("VpcId", "vpc-0a1b2c3d")
        .doesNotContainKey("SecurityGroupIngress");
    assertThat(maps(group.get("SecurityGroupEgress")))
        .extracting(rule -> rule.get("FromPort"))
        .containsExactly(443, 9093);
    assertThat(withExisting.properties(Main.MONITOR, "AWS::IAM::Policy").toString())
        .contains("ec2:CreateNetworkInterface", "ec2:Vpc=arn:aws:ec2:eu-west-1:111122223333:vpc/");

    assertThat(configuration(single)).doesNotContainKey("VpcConfigurations");
    assertThat(single.text(Main.MONITOR)).doesNotContain("ec2:");
  }

  @Test
  void encryptsServiceStateWithOwnKeyIfConfigured() {
    assertThat(map(configuration(withExisting).get("ApplicationEncryptionConfiguration")))
        .containsEntry("KeyType", "CUSTOMER_MANAGED_KEY")
        .extractingByKey("KeyId")
        .isEqualTo(monitorKey(withExisting));
    List<Map<String, Object>> statements =
        maps(
            map(withExisting.properties(Main.MONITOR, "AWS::KMS::Key").get(0).get("KeyPolicy"))
                .get("Statement"));
    // Only the service may use it, and only for this application's state.
    assertThat(statements)
        .filteredOn(statement -> statement.get("Principal").toString().contains("kinesisanalytics"))
        .hasSize(7)
        .allMatch(
            statement ->
                statement
                    .get("Condition")
                    .toString()
                    .contains(
                        "=arn:aws:kinesisanalytics:eu-west-1:111122223333:application/"
                            + "exposure-monitor"));
    assertThat(statements)
        .filteredOn(statement -> "kms:CreateGrant".equals(statement.get("Action")))
        .singleElement()
        .asString()
        .contains("kms:GrantOperations=Decrypt", "EncryptionContextSubset");

    assertThat(configuration(single)).doesNotContainKey("ApplicationEncryptionConfiguration");
    assertThat(single.text(Main.MONITOR)).doesNotContain("infrastructure.kinesisanalytics");
  }

  private static Object monitorKey(Synthesised deployment) {
    Map<String, Object> group = deployment.only(Main.MONITOR, "AWS::Logs::LogGroup");
    return group.get("KmsKeyId");
  }

  private static Map<String, Object> configuration(Synthesised deployment) {
    return map(
        deployment
            .only(Main.MONITOR, "AWS::KinesisAnalyticsV2::Application")
            .get("ApplicationConfiguration"));
  }

  @Test
  void jobAcceptsItsPropertyGroups() {
    RunSettings settings = settingsOf(organisation);

    assertThat(settings.inputs())
        .extracting(input -> input.basics().name())
        .containsExactly("calls", "changes", "members", "trail");
    assertThat(settings.inputs().get(0))
        .isInstanceOfSatisfying(
            InputSettings.Kinesis.class,
            input -> assertThat(input.streams()).singleElement().asString().contains(":stream/"));
    assertThat(settings.inputs().get(3))
        .isInstanceOfSatisfying(
            InputSettings.LogFiles.class,
            input -> assertThat(input.queue()).startsWith("https://sqs.eu-west-1.amazonaws.com/"));
    assertThat(settings.monitor().policy()).startsWith("s3://cdk-").endsWith(".yml");
    assertThat(settings.monitor().hashSecret()).contains(":secret:");
    assertThat(settings.outputs().findings()).startsWith("s3://").endsWith("/findings");
    assertThat(settings.outputs().deadLetters()).endsWith("/dead-letters");
    assertThat(settings.outputs().incidents()).endsWith("/incidents");
    assertThat(settings.incidents().logs())
        .isEqualTo("s3://exposure-monitor-logs-111122223333-eu-west-1");
    assertThat(settings.alerts()).hasSize(1);
    assertThat(settings.metrics().remoteWrite())
        .hasValueSatisfying(
            metrics ->
                assertThat(metrics.url().toString())
                    .isEqualTo(
                        "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/"
                            + "api/v1/remote_write"));

    assertThat(settingsOf(single).inputs())
        .extracting(input -> input.basics().name())
        .containsExactly("trail");
  }

  @Test
  void containsNoPlaceholderAndNoSecret() {
    for (Synthesised deployment : List.of(single, organisation, withExisting, streamOnly)) {
      for (String stack : deployment.stacks()) {
        assertThat(deployment.text(stack))
            .doesNotContain("example-of")
            // A literal secret, unlike GenerateSecretString.
            .doesNotContainPattern("[{ ]SecretString=");
      }
    }
  }

  @Test
  void configuresTheFlinkApplication() {
    Map<String, Object> application =
        organisation.only(Main.MONITOR, "AWS::KinesisAnalyticsV2::Application");
    assertThat(application).containsEntry("RuntimeEnvironment", "FLINK-2_3");
    Map<String, Object> configuration = map(application.get("ApplicationConfiguration"));
    assertThat(map(configuration.get("ApplicationSnapshotConfiguration")))
        .containsEntry("SnapshotsEnabled", true);
    assertThat(map(configuration.get("ApplicationSystemRollbackConfiguration")))
        .containsEntry("RollbackEnabled", true);
    Map<String, Object> flink = map(configuration.get("FlinkApplicationConfiguration"));
    assertThat(flink.get("CheckpointConfiguration").toString())
        .contains("CheckpointInterval=30000");
    assertThat(map(flink.get("ParallelismConfiguration")))
        .containsEntry("Parallelism", 8)
        .containsEntry("ParallelismPerKPU", 2)
        .containsEntry("AutoScalingEnabled", true);
    assertThat(map(flink.get("MonitoringConfiguration"))).containsEntry("LogLevel", "INFO");
    assertThat(application.get("RunConfiguration").toString())
        .contains("RESTORE_FROM_LATEST_SNAPSHOT", "AllowNonRestoredState=false");
    assertThat(
            organisation.only(
                Main.MONITOR, "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption"))
        .containsEntry("ApplicationName", "exposure-monitor");
  }

  @Test
  void logsDataAccessButNotPollingByServices() {
    List<Map<String, Object>> selectors = selectors(organisation);
    String thief = "arn:aws:iam::" + MEMBER + ":user/thief";
    String table = "arn:aws:dynamodb:eu-west-1:" + MEMBER + ":table/customers";
    String stream = table + "/stream/2026-11-26T00:00:00.000";
    String data = "arn:aws:kinesis:eu-west-1:" + MEMBER + ":stream/customers";

    for (String call : List.of("Scan", "Query", "GetItem", "ExecuteStatement", "PutItem")) {
      assertThat(new LoggedCall("AWS::DynamoDB::Table", call, thief, table).isLogged(selectors))
          .as(call)
          .isTrue();
    }
    for (String type : List.of("AWS::DynamoDB::Table", "AWS::DynamoDB::Stream")) {
      for (String call : List.of("GetRecords", "GetShardIterator")) {
        assertThat(new LoggedCall(type, call, thief, stream).isLogged(selectors)).isTrue();
      }
      for (String service :
          List.of(
              "arn:aws:sts::" + MEMBER + ":assumed-role/AWSServiceRoleForDynamoDBReplication/x",
              "arn:aws:sts::" + MEMBER + ":assumed-role/exposure-monitor-reader/x",
              MONITOR_ROLE + "AWSServiceRoleForDynamoDBReplication/x",
              MONITOR_ROLE + "exposure-monitor/x")) {
        assertThat(new LoggedCall(type, "GetRecords", service, stream).isLogged(selectors))
            .as(service)
            .isFalse();
        // Readers of each stream remain visible.
        assertThat(new LoggedCall(type, "GetShardIterator", service, stream).isLogged(selectors))
            .isTrue();
      }
    }
    assertThat(new LoggedCall("AWS::Kinesis::Stream", "GetRecords", thief, data))
        .matches(call -> call.isLogged(selectors));
    assertThat(new LoggedCall("AWS::Kinesis::Stream", "PutRecords", thief, data))
        .matches(call -> !call.isLogged(selectors));
    assertThat(new LoggedCall("AWS::Kinesis::StreamConsumer", "SubscribeToShard", thief, data))
        .matches(call -> call.isLogged(selectors));
    assertThat(new LoggedCall("AWS::S3::Object", "GetObject", thief, "arn:aws:s3:::exports/a"))
        .matches(call -> call.isLogged(selectors))
        .matches(call -> !call.isLogged(selectors(single)));
    assertThat(new LoggedCall("AWS::S3::Object", "GetObject", thief, "arn:aws:s3:::exports2/a"))
        .matches(call -> !call.isLogged(selectors));
  }

  /** PartiQL reads are marked as writes, and {@code readOnly} would drop them. */
  @Test
  void keepsSelectorsWithinLimits() {
    List<Map<String, Object>> fields =
        selectors(organisation).stream()
            .flatMap(selector -> maps(selector.get("FieldSelectors")).stream())
            .toList();
    assertThat(fields).noneMatch(field -> field.get("Field").equals("readOnly"));
    long conditions =
        fields.stream()
            .flatMap(field -> field.values().stream())
            .mapToLong(value -> value instanceof List<?> values ? values.size() : 0)
            .sum();
    assertThat(conditions).isLessThanOrEqualTo(Selectors.MAX_CONDITIONS);
  }

  @Test
  void encryptsResourcesWithOwnKeys() {
    assertThat(organisation.properties(Main.MONITOR, "AWS::Kinesis::Stream"))
        .singleElement()
        .satisfies(
            stream ->
                assertThat(map(stream.get("StreamEncryption")))
                    .containsEntry("EncryptionType", "KMS")
                    .extractingByKey("KeyId")
                    .asString()
                    .contains("Fn::GetAtt"));
    for (String stack : List.of(Main.LOGS, Main.MONITOR)) {
      assertThat(organisation.properties(stack, "AWS::KMS::Key"))
          .isNotEmpty()
          .allMatch(key -> Boolean.TRUE.equals(key.get("EnableKeyRotation")));
      assertThat(organisation.properties(stack, "AWS::S3::Bucket"))
          .isNotEmpty()
          .allMatch(bucket -> bucket.get("BucketEncryption").toString().contains("aws:kms"))
          .allMatch(
              bucket ->
                  map(bucket.get("PublicAccessBlockConfiguration")).values().stream()
                      .allMatch(Boolean.TRUE::equals));
      assertThat(organisation.properties(stack, "AWS::SQS::Queue"))
          .isNotEmpty()
          .allMatch(queue -> queue.containsKey("KmsMasterKeyId"));
    }
    for (String type :
        List.of("AWS::SecretsManager::Secret", "AWS::Logs::LogGroup", "AWS::APS::Workspace")) {
      assertThat(organisation.properties(Main.MONITOR, type))
          .isNotEmpty()
          .allMatch(
              resource -> resource.containsKey("KmsKeyId") || resource.containsKey("KmsKeyArn"));
    }
    assertThat(organisation.only(Main.LOGS, "AWS::CloudTrail::Trail"))
        .containsKey("KMSKeyId")
        .containsEntry("EnableLogFileValidation", true);
  }

  /**
   * The permissions that CloudTrail needs on the key of a bucket with a bucket key ("Configure AWS
   * KMS key policies for CloudTrail" in its user guide); without them it creates no trail.
   */
  @Test
  void grantsTrailTheKeyOfItsBucket() {
    assertThat(single.only(Main.LOGS, "AWS::S3::Bucket").toString())
        .contains("BucketKeyEnabled=true");
    assertThat(maps(map(single.only(Main.LOGS, "AWS::KMS::Key").get("KeyPolicy")).get("Statement")))
        .filteredOn(statement -> statement.toString().contains("cloudtrail.amazonaws.com"))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(strings(statement.get("Action")))
                    .contains("kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"));
  }

  @Test
  void usesNoWildcardActionsAndLimitsWildcardResources() {
    for (Synthesised deployment : List.of(single, organisation, withExisting, streamOnly)) {
      for (String stack : deployment.stacks()) {
        for (Map<String, Object> policy : deployment.properties(stack, "AWS::IAM::Policy")) {
          for (Map<String, Object> statement :
              maps(map(policy.get("PolicyDocument")).get("Statement"))) {
            List<String> actions = strings(statement.get("Action"));
            assertThat(actions).noneMatch(action -> action.contains("*"));
            if ("*".equals(statement.get("Resource"))) {
              assertThat(actions)
                  .isSubsetOf(
                      "logs:DescribeLogGroups",
                      "dynamodb:ListStreams",
                      "dynamodb:ListTables",
                      "cloudtrail:DescribeTrails",
                      "aps:ListWorkspaces",
                      "ec2:DescribeDhcpOptions",
                      "ec2:DescribeNetworkInterfaces",
                      "ec2:DescribeSecurityGroups",
                      "ec2:DescribeSubnets",
                      "ec2:DescribeVpcs");
            }
          }
        }
      }
    }
  }

  /** Prevents confused deputies: no other account or resource can use the service's access. */
  @Test
  void requiresConditionsToAssumeRoles() {
    for (String stack : organisation.stacks()) {
      for (Map<String, Object> role : organisation.properties(stack, "AWS::IAM::Role")) {
        assertThat(maps(map(role.get("AssumeRolePolicyDocument")).get("Statement")))
            .allMatch(
                statement ->
                    statement.toString().contains("aws:SourceAccount")
                        || statement.toString().contains("sts:ExternalId"));
      }
    }
  }

  @Test
  void monitorsAnOrganisation() {
    assertThat(organisation.only(Main.LOGS, "AWS::CloudTrail::Trail"))
        .containsEntry("IsOrganizationTrail", true)
        .containsEntry("IsMultiRegionTrail", true);
    assertThat(organisation.only(Main.LOGS, "AWS::S3::BucketPolicy").toString())
        .contains(
            "/AWSLogs/o-abcdefghij/*",
            "arn:aws:cloudtrail:eu-west-1:" + MANAGEMENT + ":trail/exposure-monitor");
    assertThat(organisation.only(Main.MONITOR, "AWS::Events::EventBusPolicy").toString())
        .contains("aws:PrincipalOrgID=o-abcdefghij");
    assertThat(organisation.properties(Main.MEMBER, "AWS::IAM::Role").toString())
        .contains(
            "arn:aws:iam::" + ACCOUNT + ":role/exposure-monitor", "sts:ExternalId=a-text-of-ours");
    assertThat(organisation.only(Main.MEMBER, "AWS::Events::Rule").toString())
        .contains("arn:aws:events:eu-west-1:" + ACCOUNT + ":event-bus/exposure-monitor");
    assertThat(organisation.properties(Main.MEMBER, "AWS::IAM::Policy").toString())
        .contains(InventoryCalls.OF_TABLES)
        .contains(InventoryCalls.OF_KEYS)
        .contains(InventoryCalls.OF_TRAILS)
        .contains(InventoryCalls.LIST_OF_TABLES, InventoryCalls.LIST_OF_TRAILS);
    assertThat(organisation.text(Main.MEMBER)).doesNotContain("cdk-hnb659fds");

    assertThat(single.stacks()).doesNotContain(Main.MEMBER);
    assertThat(single.only(Main.LOGS, "AWS::CloudTrail::Trail"))
        .containsEntry("IsOrganizationTrail", false);
  }

  /** IAM replaces a role named as principal with its unique id, which a new role does not have. */
  @Test
  void membersTrustTheMonitorsRoleEvenIfItIsCreatedAnew() {
    Map<String, Object> reader =
        organisation.properties(Main.MEMBER, "AWS::IAM::Role").stream()
            .filter(role -> Names.MEMBER_ROLE.equals(role.get("RoleName")))
            .findFirst()
            .orElseThrow();
    assertThat(maps(map(reader.get("AssumeRolePolicyDocument")).get("Statement")))
        .singleElement()
        .satisfies(
            trust -> {
              assertThat(organisation.resolved(Main.MEMBER, trust.get("Principal")))
                  .isEqualTo(Map.of("AWS", "arn:aws:iam::" + ACCOUNT + ":root"));
              assertThat(trust.get("Condition"))
                  .isEqualTo(
                      Map.of(
                          "StringEquals",
                          Map.of("sts:ExternalId", "a-text-of-ours"),
                          "ArnEquals",
                          Map.of(
                              "aws:PrincipalArn",
                              "arn:aws:iam::" + ACCOUNT + ":role/exposure-monitor")));
            });
  }

  /** The unit that a stack set rolls out to may hold the monitor's own account. */
  @Test
  void membersForwardCallsExceptFromTheMonitorsOwnAccount() {
    assertThat(organisation.under(Main.MEMBER, "IsElsewhere")).containsExactly("Calls", "Sender");
    assertThat(organisation.condition(Main.MEMBER, "IsElsewhere"))
        .hasToString("{Fn::Not=[{Fn::Equals=[{Ref=AWS::AccountId}, " + ACCOUNT + "]}]}");
    assertThat(organisation.properties(Main.MEMBER, "AWS::IAM::Policy"))
        .as("no policy of the sender is left without it")
        .hasSize(1);
  }

  @Test
  void fastPathIncludesReadOnlyManagementEvents() {
    assertThat(organisation.properties(Main.MONITOR, "AWS::Events::Rule"))
        .hasSize(2)
        .allMatch(rule -> rule.get("EventPattern").equals(CallStream.pattern()))
        .allMatch(
            rule ->
                rule.get("State").equals("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
                    && rule.get("Targets").toString().contains("DeadLetterConfig"));
    assertThat(single.properties(Main.MONITOR, "AWS::Events::Rule")).isEmpty();
  }

  @Test
  void notifiesQueueOfLogFiles() {
    assertThat(single.only(Main.LOGS, "AWS::S3::Bucket").toString())
        .contains("QueueConfigurations", ".json.gz");
    assertThat(
            single.properties(Main.LOGS, "AWS::SQS::Queue").stream()
                .filter(queue -> queue.containsKey("RedrivePolicy")))
        .hasSize(1);
    assertThat(single.text(Main.LOGS)).doesNotContain("AWS::Lambda::Function");
  }

  @Test
  void raisesAlarmsAboutTheMonitorItself() {
    List<Map<String, Object>> alarms =
        organisation.properties(Main.MONITOR, "AWS::CloudWatch::Alarm");
    assertThat(alarms)
        .hasSize(12)
        .allMatch(alarm -> alarm.containsKey("AlarmActions") && alarm.containsKey("OKActions"))
        .allMatch(alarm -> !((String) alarm.get("AlarmDescription")).isBlank());
    // For these alarms, missing data is a problem.
    assertThat(alarms)
        .filteredOn(alarm -> "breaching".equals(alarm.get("TreatMissingData")))
        .extracting(alarm -> alarm.get("MetricName"))
        .containsExactlyInAnyOrder("cpuUtilization", "NumberOfMessagesSent", "IncomingRecords");
    // A metric reported once an hour would leave the alarm on.
    assertThat(alarms).noneMatch(alarm -> "KPUs".equals(alarm.get("MetricName")));
    assertThat(organisation.only(Main.MONITOR, "AWS::SNS::Subscription"))
        .containsEntry("Endpoint", "soc@example.com");
  }

  @Test
  void deploysTheShippedPrometheusRules() throws IOException {
    List<Map<String, Object>> namespaces =
        single.properties(Main.MONITOR, "AWS::APS::RuleGroupsNamespace");
    assertThat(namespaces)
        .extracting(namespace -> namespace.get("Name"))
        .containsExactlyInAnyOrder("exposure-recording", "exposure-alerts");
    for (String file : List.of("recording", "alerts")) {
      String rules = Files.readString(Path.of("../../grafana/prometheus", file + ".yml"));
      assertThat(namespaces).extracting(namespace -> namespace.get("Data")).contains(rules);
      assertThat(maps(yaml(rules).get("groups")))
          .allMatch(group -> maps(group.get("rules")).size() <= MAX_RULES_PER_GROUP);
    }

    Map<String, Object> delivery =
        yaml(
            (String)
                single.only(Main.MONITOR, "AWS::APS::Workspace").get("AlertManagerDefinition"));
    Map<String, Object> config = yaml((String) delivery.get("alertmanager_config"));
    Map<String, Object> receiver = maps(config.get("receivers")).get(0);
    assertThat(map(config.get("route"))).containsEntry("receiver", receiver.get("name"));
    Map<String, Object> sns = maps(receiver.get("sns_configs")).get(0);
    assertThat(map(sns.get("sigv4"))).containsEntry("region", REGION);
    assertThat((String) sns.get("subject"))
        .as("an end looks different from an alarm")
        .contains("{{ .Status }}");
    assertThat(single.only(Main.MONITOR, "AWS::SNS::TopicPolicy").toString())
        .contains("aps.amazonaws.com", "aws:SourceArn", "Resource=" + sns.get("topic_arn"));
    assertThat(single.properties(Main.MONITOR, "AWS::KMS::Key").toString())
        .contains("aps.amazonaws.com");
  }

  @Test
  void linksAlertsOfRulesToTheGuides() {
    String runbooks = "/docs/runbooks.md#exposuretableexposed";
    assertThat(rules(organisation))
        .contains("https://git.acme.example/settings" + runbooks)
        .doesNotContain("git.example.com");
    assertThat(rules(withExisting))
        .contains("https://git.acme.example/option" + runbooks)
        .doesNotContain("git.example.com");
    assertThat(settingsOf(withExisting).incidents().guides())
        .as("the job's own alerts lead there too")
        .hasValue(URI.create("https://git.acme.example/option/"));
    assertThat(rules(single)).contains(AlertRules.EXAMPLE_OF_GUIDES + runbooks);
  }

  private static String rules(Synthesised deployment) {
    return deployment.properties(Main.MONITOR, "AWS::APS::RuleGroupsNamespace").toString();
  }

  @Test
  void deploysNoRulesWhenNoneAreConfigured() {
    assertThat(streamOnly.properties(Main.MONITOR, "AWS::APS::RuleGroupsNamespace")).isEmpty();
    assertThat(streamOnly.only(Main.MONITOR, "AWS::APS::Workspace"))
        .doesNotContainKey("AlertManagerDefinition");
    assertThat(streamOnly.properties(Main.MONITOR, "AWS::SNS::TopicPolicy").toString())
        .doesNotContain("aps.amazonaws.com");
  }

  private static Map<String, Object> yaml(String text) {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static List<Map<String, Object>> selectors(Synthesised deployment) {
    return maps(deployment.only(Main.LOGS, "AWS::CloudTrail::Trail").get("AdvancedEventSelectors"));
  }

  /** The settings that the job reads when the service passes it the template's property groups. */
  private static RunSettings settingsOf(Synthesised deployment) {
    Map<String, Object> application =
        deployment.only(Main.MONITOR, "AWS::KinesisAnalyticsV2::Application");
    Map<String, Object> environment =
        map(map(application.get("ApplicationConfiguration")).get("EnvironmentProperties"));
    Map<String, Properties> groups = new TreeMap<>();
    for (Map<String, Object> group : maps(environment.get("PropertyGroups"))) {
      Properties properties = new Properties();
      properties.putAll(map(group.get("PropertyMap")));
      groups.put((String) group.get("PropertyGroupId"), properties);
    }
    return RunSettings.ofPropertyGroups(groups, Instant.EPOCH);
  }

  private static List<String> strings(Object oneOrMore) {
    return oneOrMore instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : Stream.of(oneOrMore).map(String::valueOf).toList();
  }

  @Test
  void inputsUseRegionOfTheDeployment() {
    assertThat(settingsOf(single).inputs().get(0).basics().region()).isEqualTo(REGION);
  }
}
