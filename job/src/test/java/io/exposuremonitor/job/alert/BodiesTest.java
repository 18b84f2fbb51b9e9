package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.SnsService;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {
  private static final IncidentOptions OPTIONS =
      new IncidentOptions(
          Duration.ofHours(24),
          Optional.of(URI.create("https://git.example.com/monitor/blob/main/")),
          "https://wall.example.com/d/incident?var-id={incident}&var-short={short}&from={start}&to={end}",
          "s3://trail/prod/");
  private static final String PRODUCT =
      "arn:aws:securityhub:eu-west-1:444455556666:product/444455556666/default";
  private static final IncidentOptions NOTHING_SET =
      new IncidentOptions(Duration.ofHours(24), Optional.empty(), "", "");

  private static JsonNode body(RouteSettings.Type type, Incident incident, IncidentOptions options)
      throws IOException {
    return new ObjectMapper().readTree(new Bodies(options).letter(route(type), incident).body());
  }

  private static RouteSettings route(RouteSettings.Type type) {
    return new RouteSettings(
        "soc",
        type,
        URI.create("http://127.0.0.1:1/"),
        "env:KEY",
        type == RouteSettings.Type.SECURITY_HUB
            ? new RouteSettings.Aws(PRODUCT, "", "")
            : RouteSettings.Aws.NONE,
        Level.LOW,
        List.of(),
        List.of(),
        List.of(),
        0);
  }

  private static Incident incident(Change change, Level level) {
    return ExampleIncidents.incident("id-1", 2, change, level);
  }

  @Test
  void pagerDutyEventHasSummaryDetailsReplayAndLinks() throws IOException {
    Incident shown = incident(Change.RAISED, Level.CRITICAL);
    JsonNode event = body(RouteSettings.Type.PAGERDUTY, shown, OPTIONS);

    assertThat(event.at("/event_action").textValue()).isEqualTo("trigger");
    assertThat(event.at("/dedup_key").textValue()).isEqualTo("id-1");
    assertThat(event.has("routing_key")).isFalse();
    assertThat(event.at("/payload/summary").textValue()).isEqualTo("role/Reporting: 2 findings");
    assertThat(event.at("/payload/source").textValue()).isEqualTo(ExampleIncidents.TABLE);
    assertThat(event.at("/payload/timestamp").textValue()).isEqualTo("2026-03-02T03:00:00Z");
    assertThat(event.at("/payload/class").textValue()).isEqualTo("bulk-read.table-scan");
    assertThat(event.at("/payload/group").textValue()).isEqualTo(ExampleIncidents.ACCOUNT);
    assertThat(event.at("/payload/custom_details/start").textValue())
        .isEqualTo("2026-03-01T22:15:00Z");
    assertThat(event.at("/payload/custom_details/timeline")).hasSize(2);
    assertThat(event.at("/payload/custom_details/timeline/0/start").textValue())
        .isEqualTo(Instant.ofEpochMilli(shown.timeline().get(0).start()).toString());
    assertThat(event.at("/payload/custom_details/what_to_do/0").textValue())
        .startsWith("Revoke the role's sessions: ");
    assertThat(event.at("/payload/custom_details/replay").textValue())
        .isEqualTo(
            "aws s3 sync s3://trail/prod/AWSLogs/ logs --exclude '*' --include '*/2026/03/01/*'"
                + " --include '*/2026/03/02/*' && ./exposure-monitor replay logs --report"
                + " report.html");
    assertThat(event.at("/client_url").textValue())
        .isEqualTo(
            "https://wall.example.com/d/incident?var-id=id-1&var-short=id-1&from=1772403300000&to=1772420400000");
    assertThat(event.at("/links").findValuesAsText("href"))
        .containsExactly(
            "https://git.example.com/monitor/blob/main/docs/detectors/bulk-read.md",
            "https://git.example.com/monitor/blob/main/docs/detections.md#detectors",
            event.at("/client_url").textValue());
  }

  @Test
  void namesGuidesWithoutLinksWhenNoAddressIsSet() throws IOException {
    JsonNode event =
        body(RouteSettings.Type.PAGERDUTY, incident(Change.OPENED, Level.HIGH), NOTHING_SET);
    assertThat(event.has("links")).isFalse();
    assertThat(event.has("client_url")).isFalse();
    assertThat(event.at("/payload/custom_details/guides/0").textValue())
        .isEqualTo("docs/detectors/bulk-read.md");
  }

  @ParameterizedTest
  @CsvSource({
    "CRITICAL, critical",
    "HIGH, error",
    "MEDIUM, warning",
    "LOW, info",
    "INFORMATIONAL, info"
  })
  void mapsLevelToPagerDutySeverity(Level level, String severity) throws IOException {
    JsonNode event = body(RouteSettings.Type.PAGERDUTY, incident(Change.OPENED, level), OPTIONS);
    assertThat(event.at("/payload/severity").textValue()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({"RESOLVED", "MERGED", "DISPLACED"})
  void resolveEventHasOnlyActionAndKey(Change change) throws IOException {
    Incident incident = incident(change, Level.HIGH);
    assertThat(new Bodies(OPTIONS).letter(route(RouteSettings.Type.PAGERDUTY), incident).kind())
        .isEqualTo(Letter.Kind.RESOLVE);
    assertThat(body(RouteSettings.Type.PAGERDUTY, incident, OPTIONS))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"event_action": "resolve", "dedup_key": "id-1"}
                    """));
  }

  private static Incident large() {
    String name = "\u4e2d".repeat(256);
    IncidentStep step =
        new IncidentStep(
            "f".repeat(36),
            name,
            name,
            Tactic.COMMAND_AND_CONTROL,
            Level.CRITICAL,
            name,
            name,
            ExampleIncidents.START,
            ExampleIncidents.END,
            "\u4e2d".repeat(400),
            name,
            name);
    Incident small = incident(Change.OPENED, Level.HIGH);
    return new Incident(
        small.id(),
        1,
        small.change(),
        small.state(),
        small.time(),
        small.level(),
        100,
        small.start(),
        small.end(),
        "\u4e2d".repeat(5_000),
        Collections.nCopies(12, name),
        Collections.nCopies(12, name),
        Collections.nCopies(12, name),
        List.of(Tactic.values()),
        small.sensitivity(),
        100,
        512,
        Long.MAX_VALUE,
        Collections.nCopies(24, step),
        "",
        small.scope());
  }

  /** A scan by an actor, as one incident. */
  private static Incident scanBy(String actor) {
    Incident example = incident(Change.OPENED, Level.HIGH);
    IncidentStep step =
        new IncidentStep(
            "f1",
            "bulk-read.table-scan",
            "Table read page by page",
            Tactic.COLLECTION,
            Level.HIGH,
            actor,
            ExampleIncidents.TABLE,
            ExampleIncidents.START,
            ExampleIncidents.END,
            "Somebody read 90 % of customers",
            "",
            "");
    return new Incident(
        example.id(),
        1,
        example.change(),
        example.state(),
        example.time(),
        example.level(),
        60,
        example.start(),
        example.end(),
        "1 finding",
        List.of(actor),
        example.resources(),
        example.accounts(),
        List.of(Tactic.COLLECTION),
        example.sensitivity(),
        90,
        1,
        0,
        List.of(step),
        "",
        example.scope());
  }

  @Test
  void personOfIdentityCenterIsContainedThere() throws IOException {
    Incident scan = scanBy("arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef");
    JsonNode event = body(RouteSettings.Type.PAGERDUTY, scan, OPTIONS);
    assertThat(event.at("/payload/custom_details/what_to_do/0").textValue())
        .contains("IAM Identity Center", "identitystore:UserId");
  }

  @Test
  void largestIncidentFitsPagerDutyLimits() throws IOException {
    Incident large = large();
    Letter letter = new Bodies(OPTIONS).letter(route(RouteSettings.Type.PAGERDUTY), large);
    assertThat(letter.body().length()).isLessThan(512_000);
    assertThat(
            body(RouteSettings.Type.PAGERDUTY, large, OPTIONS).at("/payload/summary").textValue())
        .hasSize(1_024);
  }

  @Test
  void alertmanagerLabelsNeverChange() throws IOException {
    JsonNode first =
        body(RouteSettings.Type.ALERTMANAGER, incident(Change.OPENED, Level.HIGH), OPTIONS);
    JsonNode last =
        body(RouteSettings.Type.ALERTMANAGER, incident(Change.RESOLVED, Level.CRITICAL), OPTIONS);
    assertThat(first.get("labels")).isEqualTo(last.get("labels")).hasSize(3);
    assertThat(first.at("/labels/route").textValue()).isEqualTo("soc");
    assertThat(first.at("/startsAt").textValue()).isEqualTo("2026-03-01T22:15:00Z");
    assertThat(first.at("/annotations/level").textValue()).isEqualTo("high");
    assertThat(first.at("/annotations/accounts").textValue()).isEqualTo(ExampleIncidents.ACCOUNT);
    assertThat(first.at("/annotations/actors").textValue()).contains(":role/Reporting");
    assertThat(first.at("/annotations/resources").textValue()).contains(ExampleIncidents.TABLE);
    assertThat(first.at("/annotations/what_to_do").textValue())
        .startsWith("Revoke the role's sessions: ")
        .contains("\n");
    assertThat(first.has("endsAt")).isFalse();
  }

  @Test
  void webhookBodyHasWholeIncident() throws IOException {
    JsonNode body = body(RouteSettings.Type.WEBHOOK, incident(Change.OPENED, Level.HIGH), OPTIONS);
    assertThat(body.at("/id").textValue()).isEqualTo("id-1");
    assertThat(body.at("/timeline")).hasSize(2);
    assertThat(body.at("/route").textValue()).isEqualTo("soc");
    assertThat(body.at("/what_to_do")).isNotEmpty();
  }

  @Test
  void snsMessageHasJsonEmailTextAndFilterAttributes() throws IOException {
    JsonNode body = body(RouteSettings.Type.SNS, incident(Change.RAISED, Level.HIGH), OPTIONS);

    assertThat(body.at("/Subject").textValue())
        .isEqualTo("[high] raised: role/Reporting: 2 findings");
    assertThat(body.at("/MessageStructure").textValue()).isEqualTo("json");
    JsonNode byProtocol = new ObjectMapper().readTree(body.at("/Message").textValue());
    JsonNode defaultMessage = new ObjectMapper().readTree(byProtocol.at("/default").textValue());
    assertThat(defaultMessage.at("/id").textValue()).isEqualTo("id-1");
    assertThat(defaultMessage.at("/timeline")).hasSize(2);
    assertThat(byProtocol.at("/email").textValue())
        .contains(
            "Level:    high, risk 91",
            "high  bulk-read.table-scan  Reporting read 90 % of customers",
            "What to do:\n- Revoke the role's sessions: ",
            "Guide:     https://git.example.com/monitor/blob/main/docs/detectors/bulk-read.md",
            "Replay:    aws s3 sync");
    assertThat(body.at("/MessageAttributes"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"incident": "id-1", "level": "high", "change": "raised", "state": "updated",
                     "families": ["bulk-read", "recon"], "accounts": ["111122223333"]}
                    """));
  }

  @Test
  void largestIncidentFitsSnsLimits() throws IOException {
    JsonNode body = body(RouteSettings.Type.SNS, large(), OPTIONS);
    String message = body.at("/Message").textValue();
    JsonNode defaultMessage =
        new ObjectMapper().readTree(new ObjectMapper().readTree(message).at("/default").asText());

    String attributes = body.at("/MessageAttributes").toString() + body.at("/Subject");
    assertThat((message + attributes).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(SnsService.MAX_BYTES);
    assertThat(
            defaultMessage.at("/timeline").size()
                + defaultMessage.at("/timeline_left_out").intValue())
        .isEqualTo(24);
    assertThat(body.at("/Subject").textValue()).matches("\\p{ASCII}{1,99}");
  }

  @Test
  void securityHubFindingFollowsIncidentLifeCycle() throws IOException {
    JsonNode opened =
        body(RouteSettings.Type.SECURITY_HUB, incident(Change.OPENED, Level.HIGH), OPTIONS);
    JsonNode ended =
        body(RouteSettings.Type.SECURITY_HUB, incident(Change.RESOLVED, Level.HIGH), OPTIONS);

    assertThat(opened.at("/Id").textValue()).isEqualTo("id-1");
    assertThat(opened.at("/SchemaVersion").textValue()).isEqualTo("2018-10-08");
    assertThat(opened.at("/ProductArn").textValue()).isEqualTo(PRODUCT);
    assertThat(opened.at("/AwsAccountId").textValue()).isEqualTo("444455556666");
    assertThat(opened.at("/GeneratorId").textValue())
        .isEqualTo("dynamodb-exposure-monitor/bulk-read.table-scan");
    assertThat(opened.at("/Title").textValue())
        .isEqualTo("DynamoDB exposure: discovery, collection");
    assertThat(opened.at("/FindingProviderFields"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Severity": {"Label": "HIGH", "Original": "HIGH, risk 91"},
                     "Types": ["TTPs/Discovery", "TTPs/Collection"]}
                    """));
    assertThat(opened.at("/Resources/0"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Type": "AwsDynamoDbTable", "Partition": "aws", "Region": "eu-west-1",
                     "Id": "arn:aws:dynamodb:eu-west-1:111122223333:table/customers",
                     "ResourceRole": "Target",
                     "Details": {"AwsDynamoDbTable": {"TableName": "customers"}}}
                    """));
    assertThat(opened.at("/Resources/1/Type").textValue()).isEqualTo("AwsIamRole");
    assertThat(opened.at("/Resources/1/ResourceRole").textValue()).isEqualTo("Actor");
    assertThat(opened.at("/Remediation/Recommendation/Text").textValue())
        .startsWith("Revoke the role's sessions: ")
        .contains(" Guide: ");
    assertThat(opened.at("/Remediation/Recommendation/Url").textValue())
        .endsWith("docs/detectors/bulk-read.md");
    assertThat(opened.at("/FirstObservedAt").textValue()).isEqualTo("2026-03-01T22:15:00Z");
    assertThat(opened.at("/LastObservedAt").textValue()).isEqualTo("2026-03-02T03:00:00Z");
    assertThat(opened.at("/RecordState").textValue()).isEqualTo("ACTIVE");
    assertThat(ended.at("/RecordState").textValue()).isEqualTo("ARCHIVED");
    assertThat(ended.at("/Id")).isEqualTo(opened.at("/Id"));
    assertThat(opened.has("Workflow")).as("belongs to the analysts").isFalse();
  }

  /** Security Hub refuses a finding whose link is no URL. */
  @Test
  void securityHubGetsLinkOnlyToConfiguredGuides() throws IOException {
    JsonNode finding =
        body(RouteSettings.Type.SECURITY_HUB, incident(Change.OPENED, Level.HIGH), NOTHING_SET);
    assertThat(finding.at("/Remediation/Recommendation/Text").textValue())
        .endsWith(" Guide: docs/detectors/bulk-read.md");
    assertThat(finding.at("/Remediation/Recommendation").has("Url")).isFalse();
    assertThat(finding.has("SourceUrl")).isFalse();
  }

  @Test
  void securityHubGetsTableOfStreamInItsOwnPartition() throws IOException {
    String table = "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/customers";
    JsonNode finding =
        body(
            RouteSettings.Type.SECURITY_HUB,
            ExampleIncidents.about(table + "/stream/2026-01-01T00:00:00.000"),
            OPTIONS);
    assertThat(finding.at("/Resources/0/Id").textValue()).isEqualTo(table);
    assertThat(finding.at("/Resources/0/Partition").textValue()).isEqualTo("aws-cn");
    assertThat(finding.at("/Resources/0/Type").textValue()).isEqualTo("AwsDynamoDbTable");
  }

  @Test
  void emailAboutEndHasNothingToDo() throws IOException {
    JsonNode body = body(RouteSettings.Type.SNS, incident(Change.RESOLVED, Level.HIGH), OPTIONS);
    assertThat(
            new ObjectMapper().readTree(body.at("/Message").textValue()).at("/email").textValue())
        .contains("resolved", "Guide: ")
        .doesNotContain("What to do");
  }

  /** The limits are those of the API's model. */
  @Test
  void largestIncidentFitsSecurityHubLimits() throws IOException {
    JsonNode finding = body(RouteSettings.Type.SECURITY_HUB, large(), OPTIONS);
    assertThat(finding.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(240_000);
    assertThat(finding.at("/Title").textValue()).hasSizeLessThanOrEqualTo(256);
    assertThat(finding.at("/Description").textValue()).hasSizeLessThanOrEqualTo(1_024);
    assertThat(finding.at("/GeneratorId").textValue()).hasSizeLessThanOrEqualTo(512);
    assertThat(finding.at("/Resources").size()).isBetween(1, 32);
    assertThat(finding.at("/ProductFields").size()).isLessThanOrEqualTo(50);
    assertThat(finding.at("/ProductFields"))
        .allSatisfy(field -> assertThat(field.textValue()).hasSizeLessThanOrEqualTo(2_048));
  }

  @Test
  void noticeBecomesSecurityHubFindingAboutAccount() throws IOException {
    JsonNode finding =
        body(
            RouteSettings.Type.SECURITY_HUB,
            Notices.of("budget:soc:1", Change.OPENED, Level.HIGH, 0, "spent"),
            OPTIONS);
    assertThat(finding.at("/Resources/0/Id").textValue()).isEqualTo("AWS::::Account:444455556666");
    assertThat(finding.at("/Resources/0/Type").textValue()).isEqualTo("AwsAccount");
    assertThat(finding.at("/ProductFields"))
        .as("Security Hub refuses empty fields")
        .allSatisfy(field -> assertThat(field.textValue()).isNotEmpty());
    assertThat(finding.at("/ProductFields").has("exposure/coverage_percent")).isFalse();
    assertThat(finding.at("/FindingProviderFields/Types/0").textValue())
        .isEqualTo("Unusual Behaviors/Data");
  }
}
