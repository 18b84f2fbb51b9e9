package io.exposuremonitor.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import io.exposuremonitor.job.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The job defines the settings; the deployment must neither omit nor add any. */
class SettingsOfTheJobTest {
  /** Settings that name something for which the job needs no permission. */
  private static final Set<String> NO_PERMISSION =
      Set.of(
          // Links for people.
          "incidents.guides",
          "incidents.dashboard",
          "incidents.logs",
          // Called over HTTP with the receiver's key.
          "alerts.NAME.url",
          // Another endpoint of the same resources.
          "inputs.NAME.endpoint",
          "inventory.NAME.endpoint",
          "inventory.NAME.cloudtrail-endpoint",
          "inventory.NAME.kms-endpoint",
          "outputs.findings-stream-endpoint",
          "outputs.findings-bucket-endpoint",
          // A label for the data; never called.
          "inputs.NAME.stream",
          // Refused.
          "metrics.address");

  private static final Names NAMES = new Names("111122223333", "eu-west-1");

  @TempDir private Path folder;

  @BeforeAll
  static void needNode() {
    // The CDK writes the policy statements.
    Synthesised.needNode();
  }

  @Test
  void considersEverySettingThatNamesResource() {
    Map<String, String> forms = new TreeMap<>();
    String section = "";
    for (String line : SettingsReference.markdown().lines().toList()) {
      Matcher title = Pattern.compile("## `([^`]+)`.*").matcher(line);
      Matcher row = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|.*").matcher(line);
      if (title.matches()) {
        section = title.group(1);
      } else if (row.matches()) {
        forms.put(section + '.' + row.group(1), row.group(2));
      }
    }
    assertThat(forms).hasSizeGreaterThan(30);
    assertThat(forms.keySet()).containsAll(Permissions.CONSIDERED).containsAll(NO_PERMISSION);

    Pattern naming = Pattern.compile(".*(ARN|URL|file|folder|address|s3://).*");
    forms.keySet().removeAll(NO_PERMISSION);
    forms.values().removeIf(form -> !naming.matcher(form).matches());
    assertThat(forms.keySet()).isEqualTo(new TreeSet<>(Permissions.CONSIDERED));
  }

  @Test
  void passesSettingsOfTheFile() throws IOException {
    JobSettings settings =
        settings(
            """
            monitor: {rules: [s3://rules/a, s3://rules/b]}
            inputs.trail: {type: kinesis, streams: "arn:aws:kinesis:eu-west-1:1:stream/x"}
            incidents: {resolve-after: 2 h}
            """);
    settings.set("incidents", "resolve-after", "1 h");
    settings.set("outputs", "findings", "s3://example/findings");
    settings.stands("s3://example", "s3://real");

    assertThat(settings.groups().groups())
        .isEqualTo(
            Map.of(
                "monitor", Map.of("rules", "s3://rules/a,s3://rules/b"),
                "inputs.trail",
                    Map.of("type", "kinesis", "streams", "arn:aws:kinesis:eu-west-1:1:stream/x"),
                "incidents", Map.of("resolve-after", "2 h"),
                "outputs", Map.of("findings", "s3://real/findings")));
  }

  @Test
  void rejectsSettingsThatTheJobRejects() throws IOException {
    JobSettings settings =
        settings(
            """
            inputs.changes: {type: dynamodb-streams, tabels: customers, region: eu-west-1}
            """);
    assertThatThrownBy(settings::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("inputs.changes.tabels: no such setting; did you mean tables?");
  }

  @Test
  void rejectsPolicyThatTheJobRejects() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yml"),
            """
            version: 1
            thresholds: {bulkRead: {scanPages: {hours: 300}}}
            partiqlUsers: [Analyst]
            """);

    assertThatThrownBy(() -> new Synthesised(folder, Map.of("policy", policy.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            policy
                + ":2:37: thresholds.bulkRead.scanPages.hours: unknown key; did you mean \"hour\"?")
        .hasMessageContaining(policy + ":3:16: partiqlUsers[0]: can never match");
  }

  @Test
  void rejectsSettingsThatTheServiceDoesNotSupport() throws IOException {
    String input = "inputs.changes: {type: dynamodb-streams, tables: t, region: eu-west-1}\n";
    assertThatThrownBy(settings(input + "metrics: {port: 9464}\n")::check)
        .hasMessageContaining("metrics.port");
    assertThatThrownBy(settings(input + "alerts.soc: {type: pagerduty, key: 'env:KEY'}\n")::check)
        .hasMessageContaining("alerts.soc.key")
        .hasMessageContaining("name a secret");
    assertThatThrownBy(
            settings(
                    input
                        + "metrics.remote-write: {url: 'https://prometheus.example.com/write',"
                        + " headers: 'Authorization=env:TOKEN'}\n")
                ::check)
        .hasMessageContaining("metrics.remote-write.headers")
        .hasMessageContaining("name a secret");
    assertThatThrownBy(
            settings(input + "monitor: {policy: s3://b/" + "p".repeat(2_050) + "}\n")::check)
        .hasMessageContaining("2048 characters");
    JobSettings local = settings(input + "outputs: {findings: /var/findings}\n");
    assertThatThrownBy(() -> permissions(local)).hasMessageContaining("s3://bucket/path");
    JobSettings foreign =
        settings(
            "inputs.logs: {type: s3, queue:"
                + " 'https://sqs.eu-west-1.amazonaws.com/111122223333/other'}\n");
    foreign.set("outputs", "findings", "s3://bucket/findings");
    assertThatThrownBy(() -> permissions(foreign)).hasMessageContaining("give the input a role");
  }

  @Test
  void grantsEachInputItsReadPermissions() throws IOException {
    JobSettings settings =
        settings(
            """
            outputs: {findings: s3://findings/x}
            inputs.fan:
              type: kinesis
              streams: [arn:aws:kinesis:eu-west-1:111122223333:stream/a]
              consumers: ["arn:aws:kinesis:eu-west-1:111122223333:stream/a/consumer/m:1"]
            inputs.tagged: {type: dynamodb-streams, table-tag: class=restricted, region: us-east-1}
            inputs.old: {type: s3, backfill: s3://logs/AWSLogs/1/, region: eu-west-1}
            """);
    assertThat(permissions(settings))
        .contains(
            "kinesis:SubscribeToShard on arn:aws:kinesis:eu-west-1:111122223333:stream/a/consumer/m:1",
            "dynamodb:DescribeTable,dynamodb:ListTagsOfResource on"
                + " arn:aws:dynamodb:us-east-1:111122223333:table/*",
            "dynamodb:ListStreams,dynamodb:ListTables on *",
            "s3:GetObject on arn:aws:s3:::logs/AWSLogs/1*")
        .noneMatch(statement -> statement.startsWith("sqs:"))
        .noneMatch(statement -> statement.contains("secretsmanager"));
  }

  @Test
  void grantsSecretNamedWithoutItsRandomSuffix() throws IOException {
    String secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pd-cards";
    JobSettings settings =
        settings(
            """
            inputs.old: {type: s3, backfill: s3://logs/AWSLogs/1/, region: eu-west-1}
            outputs: {findings: s3://findings/x}
            alerts.soc: {type: pagerduty, key: "%s"}
            """
                .formatted(secret));

    assertThat(permissions(settings))
        .contains("secretsmanager:GetSecretValue on " + secret + ',' + secret + "-??????");
  }

  @Test
  void grantsKeysOfCustomerEncryptedResources() throws IOException {
    JobSettings settings =
        settings(
            """
            monitor: {policy: s3://policies/policy.yml}
            inputs.old: {type: s3, backfill: s3://logs/AWSLogs/1/, region: eu-west-1}
            outputs:
              findings: s3://findings/x
              findings-stream: arn:aws:kinesis:eu-west-2:111122223333:stream/findings
              findings-bucket: s3://lake/exposure
            alerts.pager:
              type: pagerduty
              key: arn:aws:secretsmanager:eu-west-3:111122223333:secret:pd
            alerts.topic: {type: sns, arn: "arn:aws:sns:us-east-1:111122223333:incidents"}
            """);

    assertThat(keys(settings))
        .containsOnly(
            "kms:Decrypt by s3.*.amazonaws.com",
            "kms:GenerateDataKey,kms:Decrypt by s3.*.amazonaws.com",
            "kms:GenerateDataKey by s3.*.amazonaws.com",
            "kms:GenerateDataKey by kinesis.eu-west-2.amazonaws.com",
            "kms:Decrypt by secretsmanager.eu-west-3.amazonaws.com",
            "kms:GenerateDataKey,kms:Decrypt by sns.us-east-1.amazonaws.com");

    settings.stands("s3://findings", "s3://own");
    settings.stands("arn:aws:s3:::findings", "arn:aws:s3:::own");
    assertThat(keys(settings))
        .as("the key of the deployment's own bucket is granted elsewhere")
        .doesNotContain("kms:GenerateDataKey,kms:Decrypt by s3.*.amazonaws.com");
  }

  /**
   * Each key in its own region, and, where a resource policy admits the role, in another account.
   */
  @Test
  void grantsKeysOfEachSourceRegionAndAccount() throws IOException {
    JobSettings settings =
        settings(
            """
            outputs: {findings: s3://findings/x}
            inputs.calls:
              type: kinesis
              streams:
                - arn:aws:kinesis:eu-west-1:111122223333:stream/a
                - arn:aws:kinesis:eu-west-1:111122223333:stream/b
                - arn:aws:kinesis:us-east-1:444455556666:stream/c
            inputs.changes:
              type: dynamodb-streams
              tables: ["arn:aws:dynamodb:eu-central-1:444455556666:table/customers", orders]
            """);

    assertThat(permissions(settings))
        .contains(
            "kms:Decrypt on arn:aws:kms:us-east-1:444455556666:key/*",
            "kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/*",
            "kms:Decrypt on arn:aws:kms:eu-central-1:444455556666:key/*",
            // As in the job, when the input names no region.
            "dynamodb:DescribeTable on arn:aws:dynamodb:eu-central-1:444455556666:table/customers,"
                + "arn:aws:dynamodb:eu-central-1:111122223333:table/orders");
    assertThat(keys(settings))
        .contains(
            "kms:Decrypt by kinesis.eu-west-1.amazonaws.com",
            "kms:Decrypt by kinesis.us-east-1.amazonaws.com",
            "kms:Decrypt by dynamodb.eu-central-1.amazonaws.com");
  }

  @Test
  void grantsRemoteWriteToWorkspaceOfTheSettings() throws IOException {
    String url =
        "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1234/api/v1/remote_write";
    String input = "inputs.changes: {type: dynamodb-streams, tables: t, region: eu-west-1}\n";
    JobSettings settings = settings(input + "metrics: {remote-write: {url: '" + url + "'}}\n");
    settings.set("outputs", "findings", "s3://findings/x");
    settings.set("metrics", "remote-write.url", "https://example.com/of-the-deployment");

    assertThat(settings.check().metrics().remoteWrite())
        .hasValueSatisfying(options -> assertThat(options.url()).hasToString(url));
    assertThat(permissions(settings))
        .contains("aps:RemoteWrite on arn:aws:aps:us-east-1:111122223333:workspace/ws-1234");

    settings.stands(url, "https://real.example.com/");
    assertThat(permissions(settings))
        .as("the deployment's own workspace is granted elsewhere")
        .noneMatch(statement -> statement.startsWith("aps:"));
  }

  @Test
  void rejectsInvalidChoices() {
    assertThatThrownBy(
            () ->
                Deployment.of(
                    Map.of(
                        "account", "12",
                        "region", "eu-west-1",
                        "way", "slow",
                        "parallelism", 1_000,
                        "tables", "customers",
                        "paralelism", 2,
                        "state-key", "mine",
                        "vpc", Map.of("id", "vpc-1", "ports", List.of(0, 70_000)),
                        "organisation", Map.of("id", "x", "owner", "y"))))
        .hasMessageContaining("exposure-monitor.account: must be")
        .hasMessageContaining("exposure-monitor.way: must be one of files, stream, both")
        .hasMessageContaining("exposure-monitor.state-key: must be one of service, own")
        .hasMessageContaining("exposure-monitor.vpc.id: must be a VPC's id")
        .hasMessageContaining("exposure-monitor.vpc.subnets: must be ids")
        .hasMessageContaining("exposure-monitor.vpc.ports: must be numbers from 1 to 65535")
        .hasMessageContaining("exposure-monitor.parallelism: must be a whole number")
        .hasMessageContaining("exposure-monitor.tables: must be a list")
        .hasMessageContaining("exposure-monitor.paralelism: no such choice")
        .hasMessageContaining("exposure-monitor.organisation.id: must be")
        .hasMessageContaining("exposure-monitor.organisation.owner: no such choice");
  }

  @Test
  void rejectsRegionsOfOtherPartitions() throws IOException {
    for (String region : List.of("cn-north-1", "us-gov-west-1", "us-iso-east-1")) {
      assertThatThrownBy(() -> Synthesised.deployment(folder, Map.of("region", region)))
          .hasMessageContaining("exposure-monitor.region: must be a region");
    }
    assertThat(Synthesised.deployment(folder, Map.of("region", "us-east-1")).region())
        .isEqualTo("us-east-1");
  }

  @Test
  void rejectsIncompleteExistingTrail() {
    assertThatThrownBy(
            () ->
                Deployment.of(
                    Map.of(
                        "account", "111122223333",
                        "region", "eu-west-1",
                        "existing-trail",
                            Map.of("bucket", "B", "prefix", "/a/", "key", "alias/x"))))
        .hasMessageContaining("exposure-monitor.existing-trail.bucket: must be a bucket's name")
        .hasMessageContaining("exposure-monitor.existing-trail.prefix: must be a folder")
        .hasMessageContaining("exposure-monitor.existing-trail.topic: must be the ARN")
        .hasMessageContaining("exposure-monitor.existing-trail.key: must be the ARN");
  }

  private JobSettings settings(String yaml) throws IOException {
    return JobSettings.of(Files.writeString(folder.resolve("monitor.yml"), yaml).toString());
  }

  private static List<String> permissions(JobSettings settings) {
    RunSettings checked = settings.check();
    return Permissions.of(checked, NAMES, settings::real, "arn:aws:s3:::logs").stream()
        .map(SettingsOfTheJobTest::text)
        .toList();
  }

  /** The actions allowed on keys, and the service they must come through. */
  private static List<String> keys(JobSettings settings) {
    return Permissions.of(settings.check(), NAMES, settings::real, "arn:aws:s3:::logs").stream()
        .filter(statement -> statement.getActions().get(0).startsWith("kms:"))
        .map(statement -> String.join(",", statement.getActions()) + " by " + service(statement))
        .toList();
  }

  private static Object service(PolicyStatement statement) {
    Map<?, ?> conditions = (Map<?, ?>) statement.getConditions();
    return ((Map<?, ?>) conditions.get("StringLike")).get("kms:ViaService");
  }

  private static String text(PolicyStatement statement) {
    return String.join(",", statement.getActions())
        + " on "
        + String.join(",", statement.getResources());
  }
}
