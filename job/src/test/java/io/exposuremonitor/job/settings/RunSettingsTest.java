package io.exposuremonitor.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.signal.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunSettingsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final String YAML =
      """
      monitor:
        policy: policy.yml
        rules: [rules/a, rules/b.yml]
      inputs:
        trail:
          type: kinesis
          streams:
            - %s
          start: horizon
          endpoint: http://127.0.0.1:4567
        changes:
          type: dynamodb-streams
          table-prefix: prod-
          region: eu-west-1
        logs:
          type: s3
          queue: https://sqs.eu-west-1.amazonaws.com/123456789012/trail
          idle-after: 20 m
      outputs:
        findings: /var/findings
      metrics:
        port: 9464
      """
          .formatted(STREAM);

  @Test
  void rejectsPolicyFileWithHint() {
    assertThatThrownBy(
            () -> RunSettings.ofFile("policy.yml", "version: 1\ntables: [{match: x}]\n", NOW))
        .hasMessage(
            "policy.yml: this looks like an exposure policy; settings name it as monitor.policy");
  }

  @Test
  void reportsLineOfInvalidSection() {
    assertThatThrownBy(
            () ->
                RunSettings.ofFile(
                    "m.yml",
                    YAML + "alerts:\n  soc:\n    type: pagerduty\n  Calls.type: alertmanager\n",
                    NOW))
        .hasMessageContaining("m.yml:26: alerts.Calls: a name is")
        .hasMessageContaining("m.yml:24: alerts.soc: key must be set");
  }

  @Test
  void readsYaml() {
    RunSettings settings = RunSettings.ofFile("monitor.yml", YAML, NOW);

    assertThat(settings.monitor())
        .isEqualTo(
            new RunSettings.Monitor(
                "policy.yml",
                List.of("rules/a", "rules/b.yml"),
                List.of(),
                "",
                Duration.ofSeconds(20)));
    assertThat(settings.outputs())
        .isEqualTo(new RunSettings.Outputs("/var/findings", "", "", RunSettings.Remote.NONE));
    assertThat(settings.metrics())
        .isEqualTo(new RunSettings.Metrics(Optional.of(9464), "127.0.0.1", Optional.empty()));
    assertThat(settings.inputs())
        .containsExactly(
            new InputSettings.ChangeStreams(
                new InputSettings.Basics(
                    "changes", "eu-west-1", Optional.empty(), "", "", Duration.ofMinutes(1)),
                List.of(),
                "prod-",
                "",
                new Start(Optional.of(NOW))),
            new InputSettings.LogFiles(
                new InputSettings.Basics(
                    "logs", "", Optional.empty(), "", "", Duration.ofMinutes(20)),
                "https://sqs.eu-west-1.amazonaws.com/123456789012/trail",
                Duration.ofMinutes(5),
                "",
                Optional.empty(),
                Optional.empty()),
            new InputSettings.Kinesis(
                new InputSettings.Basics(
                    "trail",
                    "",
                    Optional.of(URI.create("http://127.0.0.1:4567")),
                    "",
                    "",
                    Duration.ofMinutes(1)),
                List.of(STREAM),
                List.of(),
                new Start(Optional.empty())));
  }

  @Test
  void readsSameSettingsFromYamlPropertiesAndGroups() {
    String properties =
        """
        monitor.policy=policy.yml
        monitor.rules=rules/a, rules/b.yml
        inputs.trail.type=kinesis
        inputs.trail.streams=%s
        inputs.trail.start=horizon
        inputs.trail.endpoint=http://127.0.0.1:4567
        inputs.changes.type=dynamodb-streams
        inputs.changes.table-prefix=prod-
        inputs.changes.region=eu-west-1
        inputs.logs.type=s3
        inputs.logs.queue=https://sqs.eu-west-1.amazonaws.com/123456789012/trail
        inputs.logs.idle-after=20 m
        outputs.findings=/var/findings
        metrics.port=9464
        """
            .formatted(STREAM);
    Map<String, Properties> groups =
        Map.of(
            "monitor", group("policy", "policy.yml", "rules", "rules/a,rules/b.yml"),
            "inputs.trail",
                group(
                    "type", "kinesis",
                    "streams", STREAM,
                    "start", "horizon",
                    "endpoint", "http://127.0.0.1:4567"),
            "inputs.changes",
                group("type", "dynamodb-streams", "table-prefix", "prod-", "region", "eu-west-1"),
            "inputs.logs",
                group(
                    "type", "s3",
                    "queue", "https://sqs.eu-west-1.amazonaws.com/123456789012/trail",
                    "idle-after", "20 m"),
            "outputs", group("findings", "/var/findings"),
            "metrics", group("port", "9464"));

    RunSettings expected = RunSettings.ofFile("monitor.yml", YAML, NOW);
    assertThat(RunSettings.ofFile("monitor.properties", properties, NOW)).isEqualTo(expected);
    assertThat(RunSettings.ofPropertyGroups(groups, NOW)).isEqualTo(expected);
  }

  @Test
  void reportsAllErrorsAtOnceWithTheirLines() {
    String yaml =
        """
        inputs:
          trail:
            typ: kinesis
            streams: [arn:aws:sqs:eu-west-1:123456789012:trail]
            idle-after: soon
        output:
          findings: x
        """;

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class)
        .message()
        .hasLineCount(5)
        .as("a misspelt name comes before the errors it causes")
        .startsWith("monitor.yml:3: inputs.trail.typ: no such setting; did you mean type?")
        .contains("inputs.trail.type: must be set: kinesis, dynamodb-streams, s3")
        .contains("monitor.yml:4: inputs.trail.streams: must be an ARN of kinesis")
        .contains("monitor.yml:5: inputs.trail.idle-after: must be a number and a unit")
        .contains("monitor.yml:7: output.findings: no such setting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: dynamodb-streams                                      | set exactly one of tables
          type: dynamodb-streams, tables: t, table-prefix: p          | set exactly one of tables
          type: dynamodb-streams, tables: t                           | region must be set
          type: dynamodb-streams, table-tag: x, region: eu-west-1     | key=value
          type: s3                                                    | needs a queue, a backfill
          type: s3, backfill: bucket                                  | s3://bucket/prefix
          type: s3, queue: http://127.0.0.1:9324/q                    | region must be set
          type: s3, queue: 'https://queue.amazonaws.example/1/q'      | region must be set
          type: s3, queue: trail                                      | queue must be a URL
          type: kinesis                                               | streams: must be set
          type: kinesis, endpoint: localhost                          | must be a URL
          type: kinesis, start: tomorrow                              | must be now, horizon or
          type: s3, queue: 'https://sqs.eu-west-1.amazonaws.com/1/q', visibility: 5 s | from 30 s
          type: kafka                                                 | must be one of kinesis
          """)
  void rejectsInvalidInputs(String input, String reason) {
    String yaml = "inputs: {trail: {" + input + "}}";

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void servesNoMetricsWithoutPort() {
    String yaml = YAML.replace("port: 9464", "address: 0.0.0.0");

    assertThat(RunSettings.ofFile("monitor.yml", yaml, NOW).metrics())
        .isEqualTo(new RunSettings.Metrics(Optional.empty(), "0.0.0.0", Optional.empty()));
  }

  @Test
  void readsRemoteWriteOptions() {
    String url =
        "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
    String yaml =
        YAML.replace(
            "port: 9464",
            "remote-write: {url: '%s', headers: ['X-Tenant=env:TENANT'], interval: 30 s}"
                .formatted(url));

    assertThat(RunSettings.ofFile("monitor.yml", yaml, NOW).metrics().remoteWrite())
        .contains(
            new RemoteWriteOptions(
                URI.create(url),
                Map.of("X-Tenant", "env:TENANT"),
                "eu-west-1",
                "",
                Duration.ofSeconds(30),
                Map.of("job", "exposure-monitor")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          region: eu-west-1                                       | remote-write.url must be set
          url: localhost                                          | must be a URL
          url: 'http://127.0.0.1/w', region: Ireland              | must be a region
          url: 'http://127.0.0.1/w', role: 'arn:aws:iam::123456789012:role/r' | no meaning without
          url: 'http://127.0.0.1/w', interval: 1 h                | must be from 1 s to 5 m
          url: 'http://127.0.0.1/w', labels: job                  | must be NAME=VALUE
          url: 'http://127.0.0.1/w', headers: 'X-Key=abc'         | must be NAME=env:VARIABLE
          """)
  void rejectsInvalidRemoteWrites(String settings, String reason) {
    String yaml = YAML.replace("port: 9464", "remote-write: {" + settings + "}");

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void omitsLiteralHeaderSecretFromErrors() {
    String yaml =
        YAML.replace(
            "port: 9464", "remote-write: {url: 'http://127.0.0.1/w', headers: 'X=topsecret'}");

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void rejectsPortOutOfRange() {
    String yaml = YAML.replace("9464", "65536");

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .hasMessageContaining("metrics.port: must be a whole number from 0 to 65535");
  }

  @Test
  void rejectsConsumerOfOtherStream() {
    String yaml =
        "inputs: {t: {type: kinesis, streams: [%s], consumers: [%s2/consumer/c:1]}}"
            .formatted(STREAM, STREAM);

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .hasMessageContaining("is not a consumer of the streams named");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "inputs:", "just text", "inputs: {A b: {type: s3}}", "a: [", "a: {b: [[1]]}"})
  void rejectsFilesWithoutValidConfiguration(String yaml) {
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void rejectsMisspeltEmptySection() {
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", "monitr: {}\nalerts: {}\n", NOW))
        .hasMessageContaining("monitor.yml:1: monitr: no such setting")
        .message()
        .doesNotContain("alerts: no such");
  }

  @Test
  void explainsBrokenYamlInPlainWords() {
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", "alerts:\n\tsoc: {}\n", NOW))
        .hasMessage("monitor.yml:2:1: YAML is indented with spaces, not tabs");
  }

  @Test
  void reportsAnInvalidValueOnce() {
    String yaml =
        """
        alerts:
          pd: {type: pagerduty, key: MARKER}
          wall: {type: alertmanager, url: "127.0.0.1:9093"}
          mail: {type: sns, arn: "arn:aws:sqs:eu-west-1:111122223333:q"}
        """;

    assertThatThrownBy(() -> RunSettings.ofFileWithoutInputs("monitor.yml", yaml, NOW))
        .message()
        .contains("alerts.pd.key: must be", "alerts.wall.url: must be", "alerts.mail.arn: must be")
        .doesNotContain("must be set", "MARKER");
  }

  @Test
  void rejectsExcessiveNestingAndCyclicAliases() {
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", "a: " + "[".repeat(1_500), NOW))
        .hasMessage("monitor.yml:1:103: can't be read as YAML: nested deeper than 100 levels");
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", "a: &a {b: *a}", NOW))
        .hasMessage("monitor.yml:1: an alias in it refers to itself");
  }

  private static Properties group(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  @Test
  void readsInventories() {
    String yaml =
        """
        inputs: {trail: {type: s3, queue: "https://sqs.eu-west-1.amazonaws.com/1/q"}}
        inventory:
          main: {regions: [eu-west-1, us-east-1]}
          other: {regions: [eu-west-1], role: "arn:aws:iam::123456789012:role/Look", interval: 30 m,
                  calls-per-second: 2, table-prefix: shop-, trails: false,
                  cloudtrail-endpoint: "https://vpce-1.cloudtrail.eu-west-1.vpce.amazonaws.com",
                  kms-endpoint: "https://vpce-2.kms.eu-west-1.vpce.amazonaws.com"}
        """;

    assertThat(RunSettings.ofFile("monitor.yml", yaml, NOW).inventories())
        .containsExactly(
            new InventorySection(
                "main",
                List.of("eu-west-1", "us-east-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Duration.ofHours(1),
                5,
                "",
                true),
            new InventorySection(
                "other",
                List.of("eu-west-1"),
                Optional.empty(),
                Optional.of(URI.create("https://vpce-1.cloudtrail.eu-west-1.vpce.amazonaws.com")),
                Optional.of(URI.create("https://vpce-2.kms.eu-west-1.vpce.amazonaws.com")),
                "arn:aws:iam::123456789012:role/Look",
                "",
                Duration.ofMinutes(30),
                2,
                "shop-",
                false));
  }

  @Test
  void rejectsInvalidInventories() {
    String yaml =
        """
        inputs: {trail: {type: s3, queue: "https://sqs.eu-west-1.amazonaws.com/1/q"}}
        inventory:
          main: {interval: 5 s, regionz: [x]}
        """;

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .hasMessageContaining("inventory.main.regions: must be set")
        .hasMessageContaining("interval must be 10 s or more")
        .hasMessageContaining("regionz");
  }

  @Test
  void readsAlertRoutesAndIncidents() {
    RunSettings settings =
        RunSettings.ofFile(
            "monitor.yml",
            YAML
                + """
                incidents:
                  resolve-after: 2 d
                  guides: https://git.example.com/monitor/blob/main
                  dashboard: https://wall.example.com/d/x?id={incident}&from={start}
                alerts:
                  soc:
                    type: pagerduty
                    key: env:PAGERDUTY_KEY
                    labels: [pii, cards]
                  am:
                    type: alertmanager
                    url: http://127.0.0.1:9093/api/v2/alerts
                    minimum-level: low
                    budget: 0
                """,
            NOW);

    assertThat(settings.incidents().resolveAfter()).isEqualTo(Duration.ofDays(2));
    assertThat(settings.alerts())
        .containsExactly(
            new RouteSettings(
                "am",
                RouteSettings.Type.ALERTMANAGER,
                URI.create("http://127.0.0.1:9093/api/v2/alerts"),
                "",
                RouteSettings.Aws.NONE,
                Level.LOW,
                List.of(),
                List.of(),
                List.of(),
                0),
            new RouteSettings(
                "soc",
                RouteSettings.Type.PAGERDUTY,
                URI.create("https://events.pagerduty.com/v2/enqueue"),
                "env:PAGERDUTY_KEY",
                RouteSettings.Aws.NONE,
                Level.HIGH,
                List.of(),
                List.of("pii", "cards"),
                List.of(),
                20));
  }

  @Test
  void readsAwsAndChangeEventRoutes() {
    String topic = "arn:aws:sns:eu-west-1:111122223333:exposure.fifo";
    String product = "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default";
    String role = "arn:aws:iam::111122223333:role/Alerts";
    RunSettings settings =
        RunSettings.ofFile(
            "monitor.yml",
            YAML
                + """
                alerts:
                  changes: {type: pagerduty-changes, key: env:PAGERDUTY_KEY}
                  hub: {type: security-hub, arn: '%s', role: '%s', external-id: x, budget: 5}
                  topic: {type: sns, arn: '%s', minimum-level: low}
                """
                    .formatted(product, role, topic),
            NOW);

    RouteSettings changes = settings.alerts().get(0);
    assertThat(changes.takesIncidents()).isFalse();
    assertThat(changes.url())
        .isEqualTo(URI.create("https://events.pagerduty.com/v2/change/enqueue"));
    RouteSettings hub = settings.alerts().get(1);
    assertThat(hub.aws()).isEqualTo(new RouteSettings.Aws(product, role, "x"));
    assertThat(hub.url()).isNull();
    assertThat(hub.key()).isEmpty();
    assertThat(settings.alerts().get(2).aws().region()).isEqualTo("eu-west-1");
  }

  @ParameterizedTest
  @CsvSource({
    "'type: webhook, key: env:A', url must be set",
    "'type: sns', arn must be set",
    "'type: sns, arn: nonsense', must be arn:aws:sns",
    "'type: security-hub, arn: \"arn:aws:sns:eu-west-1:111122223333:t\"', arn must be set",
    "'type: sns, arn: \"arn:aws:sns:eu-west-1:111122223333:t\", key: env:A', no such setting",
    "'type: pagerduty, key: env:A, arn: \"arn:aws:sns:eu-west-1:111122223333:t\"', no such setting",
    "'type: pagerduty-changes, key: env:A, budget: 3', no such setting",
    "'type: pagerduty-changes', key must be set",
    "'type: webhook, url: \"http://127.0.0.1:1/\"', key must be set",
    "'type: alertmanager, url: \"http://127.0.0.1:1/\", key: env:A', key has no meaning",
    "'type: pagerduty, key: env:A, minimum-level: awful', must be one of informational",
    "'type: pagerduty, key: env:A, budgets: 2', did you mean budget?",
    "'type: pager, key: env:A', must be one of pagerduty"
  })
  void rejectsInvalidRoutes(String route, String reason) {
    String text = YAML + "alerts.soc: {" + route + "}\n";
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", text, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alerts.soc")
        .hasMessageContaining(reason);
  }

  @Test
  void rejectsLiteralKeyAndOmitsItFromError() {
    String text = YAML + "alerts.soc: {type: pagerduty, key: 0123456789abcdefghijklmnopqrstuv}\n";
    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", text, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("never")
        .hasMessageNotContaining("0123456789abcdef");
  }

  @Test
  void readsLeaseTables() {
    String yaml =
        """
        inputs:
          leases:
            type: lease-tables
            tables: [indexer, projection]
            stream: arn:aws:kinesis:eu-west-1:123456789012:stream/orders
            region: eu-west-1
            interval: 2 m
        """;
    String trail = "  trail: {type: kinesis, streams: [" + STREAM + "]}\n";

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("at least one other than lease tables must be set");
    assertThat(RunSettings.ofFile("monitor.yml", yaml + trail, NOW).inputs())
        .contains(
            new InputSettings.LeaseTables(
                new InputSettings.Basics(
                    "leases", "eu-west-1", Optional.empty(), "", "", Duration.ofMinutes(1)),
                List.of("indexer", "projection"),
                "",
                "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
                Duration.ofMinutes(2),
                Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region: a | set exactly one of tables and table-prefix",
        "region: a, tables: b, table-prefix: c | set exactly one of",
        "tables: b | region must be set",
        "region: a, tables: b, interval: 10 m | orphaned-after must not be below the interval",
        "region: a, tables: b, stream: orders | must be the ARN of a Kinesis stream, or of a table"
      })
  void rejectsInvalidLeaseTables(String options, String reason) {
    String yaml = "inputs: {leases: {type: lease-tables, " + options + "}}\n";

    assertThatThrownBy(() -> RunSettings.ofFile("monitor.yml", yaml, NOW))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(reason);
  }
}
