package io.exposuremonitor.job.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OcsfFindingWriterTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OcsfFindingWriter writer = new OcsfFindingWriter("0.1.0");

  @Test
  void writesClassAndCaptions() {
    JsonNode json = parse(ExampleFindings.tableScan());

    assertThat(json.at("/activity_id").asInt()).isEqualTo(1);
    assertThat(json.at("/category_uid").asInt()).isEqualTo(2);
    assertThat(json.at("/class_uid").asInt()).isEqualTo(2004);
    assertThat(json.at("/type_uid").asLong()).isEqualTo(200401);
    assertThat(json.at("/type_name").asText()).isEqualTo("Detection Finding: Create");
    assertThat(json.at("/status_id").asInt()).isEqualTo(1);
    assertThat(json.at("/is_alert").asBoolean()).isTrue();
    assertThat(json.at("/metadata/version").asText()).isEqualTo("1.5.0");
    assertThat(json.at("/metadata/product/version").asText()).isEqualTo("0.1.0");
  }

  @Test
  void writesActorResourceAndTimes() {
    JsonNode json = parse(ExampleFindings.tableScan());

    assertThat(json.at("/actor/user/uid").asText())
        .isEqualTo("arn:aws:iam::111122223333:role/BillingReports");
    assertThat(json.at("/actor/user/name").asText()).isEqualTo("BillingReports");
    assertThat(json.at("/actor/user/type").asText()).isEqualTo("Role");
    assertThat(json.at("/actor/user/account/uid").asText()).isEqualTo("111122223333");
    assertThat(json.at("/cloud/provider").asText()).isEqualTo("AWS");
    assertThat(json.at("/cloud/account/uid").asText()).isEqualTo("111122223333");
    assertThat(json.at("/cloud/region").asText()).isEqualTo("eu-west-1");
    assertThat(json.at("/resources/0/uid").asText())
        .isEqualTo("arn:aws:dynamodb:eu-west-1:111122223333:table/Customers");
    assertThat(json.at("/resources/0/type").asText()).isEqualTo("AWS::DynamoDB::Table");
    assertThat(json.at("/resources/0/name").asText()).isEqualTo("Customers");
    assertThat(json.at("/time").asLong()).isEqualTo(1_772_516_512_000L);
    assertThat(json.at("/start_time").asLong()).isEqualTo(1_772_504_047_000L);
  }

  @Test
  void writesSubTechniquesWithParentsAndTactics() {
    JsonNode attacks = parse(ExampleFindings.tableScan()).at("/finding_info/attacks");

    assertThat(attacks.at("/0/technique/uid").asText()).isEqualTo("T1213");
    assertThat(attacks.at("/0/technique/name").asText())
        .isEqualTo("Data from Information Repositories");
    assertThat(attacks.at("/0/sub_technique/uid").asText()).isEqualTo("T1213.006");
    assertThat(attacks.at("/0/sub_technique/name").asText()).isEqualTo("Databases");
    assertThat(attacks.at("/0/tactic/name").asText()).isEqualTo("Collection");
    assertThat(attacks.at("/1/technique/name").asText()).isEqualTo("Data from Cloud Storage");
    assertThat(attacks.at("/1").has("sub_technique")).isFalse();
  }

  @Test
  void writesCountsFactsAndEventsThenOneEvidencePerOrigin() {
    JsonNode evidences = parse(ExampleFindings.tableScan()).at("/evidences");

    assertThat(evidences).hasSize(3);
    assertThat(evidences.at("/0/data/counts/pages").asLong()).isEqualTo(4_318);
    assertThat(evidences.at("/0/data/facts/operation").asText()).isEqualTo("Scan");
    assertThat(evidences.at("/0/data/event_ids")).hasSize(2);
    assertThat(evidences.at("/1/src_endpoint/ip").asText()).isEqualTo("203.0.113.77");
    assertThat(evidences.at("/1/actor/session/uid").asText()).isEqualTo("i-0abc1234def567890");
    assertThat(evidences.at("/1/actor/user/credential_uid").asText())
        .isEqualTo("ASIAEXAMPLEKEY000001");
    assertThat(evidences.at("/2/http_request/user_agent").asText()).startsWith("aws-cli/2.15.30");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, ip",
    "2001:db8::1, ip",
    "AWS Internal, svc_name",
    "backup.amazonaws.com, svc_name",
    "dead, svc_name"
  })
  void writesOnlyAddressesAsIp(String source, String field) {
    Evidence evidence =
        new Evidence(
            Map.of(),
            Map.of(),
            List.of(new EventReference("", new Origin(source, "", "", "", "", "", false))));

    JsonNode endpoint =
        parse(ExampleFindings.export().toBuilder().evidence(evidence).build())
            .at("/evidences/1/src_endpoint");

    assertThat(endpoint.path(field).asText()).isEqualTo(source);
    assertThat(endpoint).hasSize(1);
  }

  @Test
  void closedEpisodeIsNoAlertButItsStatusRemainsNew() {
    Finding scan = ExampleFindings.tableScan();

    JsonNode json =
        parse(scan.toBuilder().phase(Finding.Phase.CLOSED).time(scan.time() + 1).build());

    assertThat(json.at("/type_uid").asLong()).isEqualTo(200403);
    assertThat(json.at("/is_alert").asBoolean()).isFalse();
    assertThat(json.at("/status_id").asInt()).isEqualTo(1);
    assertThat(json.at("/status_detail").asText()).contains("over");
    assertThat(json.at("/finding_info/uid").asText()).isEqualTo(scan.uid());
    assertThat(json.at("/finding_info/modified_time").asLong()).isEqualTo(scan.time() + 1);
    assertThat(json.at("/finding_info").has("created_time")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "INFORMATIONAL, 1, Informational",
    "LOW, 2, Low",
    "MEDIUM, 3, Medium",
    "HIGH, 4, High",
    "CRITICAL, 5, Critical"
  })
  void severityFollowsTheLevel(Level level, int id, String caption) {
    Finding scan = ExampleFindings.tableScan();

    JsonNode json = parse(scan.toBuilder().phase(Finding.Phase.UPDATED).level(level).build());

    assertThat(json.at("/severity_id").asInt()).isEqualTo(id);
    assertThat(json.at("/severity").asText()).isEqualTo(caption);
  }

  @Test
  void omitsResourcesIfFindingHasNone() {
    assertThat(parse(ExampleFindings.enumeration()).has("resources")).isFalse();
  }

  @Test
  void numbersRemediationStepsAndRefersToGuide() {
    JsonNode remediation = parse(ExampleFindings.tableScan()).at("/remediation");

    assertThat(remediation.at("/desc").asText()).startsWith("1. Revoke the role's sessions");
    assertThat(remediation.at("/desc").asText()).contains("\n2. ");
    assertThat(remediation.at("/references/0").asText()).isEqualTo("docs/detections.md#detectors");
  }

  @Test
  void writesMapsInOrderOfNames() {
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<String, Long> reversed = new LinkedHashMap<>();
    List.of("pages", "events", "keys").forEach(name -> counts.put(name, 1L));
    List.of("keys", "events", "pages").forEach(name -> reversed.put(name, 1L));

    assertThat(writer.line(counted(counts))).isEqualTo(writer.line(counted(reversed)));
    assertThat(writer.line(counted(counts)))
        .contains("\"counts\":{\"events\":1,\"keys\":1,\"pages\":1}");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfActorConformsToSchema(Actor.Kind kind) {
    for (Finding finding : ExampleFindings.all()) {
      Actor actor =
          new Actor(kind, kind == Actor.Kind.SERVICE ? "backup.amazonaws.com" : "unknown", "");

      JsonNode json = parse(finding.toBuilder().actor(actor).build());

      assertThat(OcsfSchema.violations(json)).isEmpty();
    }
  }

  @Test
  void exampleFindingsConformToSchema() {
    for (Finding finding : ExampleFindings.all()) {
      assertThat(OcsfSchema.violations(parse(finding))).isEmpty();
    }
  }

  @Test
  void schemaCheckReportsUnknownAndMissingAttributes() throws JsonProcessingException {
    JsonNode json = MAPPER.readTree("{\"class_uid\":2004,\"cloud\":{\"colour\":\"blue\"}}");

    assertThat(OcsfSchema.violations(json))
        .contains("cloud.colour is not in the schema", "metadata is missing");
  }

  @Property(tries = 200)
  void anyTextRoundTripsOnOneAsciiLine(@ForAll String text, @ForAll String fact) {
    Map<String, String> facts = new HashMap<>(Map.of("fact", fact));
    Evidence evidence =
        new Evidence(
            Map.of(),
            facts,
            List.of(
                new EventReference("", new Origin("203.0.113.9", text, "", text, "", "", false))));

    String line = writer.line(ExampleFindings.export().toBuilder().evidence(evidence).build());

    assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~' + 1);
    JsonNode evidences = parse(line).at("/evidences");
    assertThat(evidences.at("/0/data/facts/fact").asText()).isEqualTo(fact);
    assertThat(evidences.at("/1/http_request/user_agent").asText()).isEqualTo(text);
  }

  private static Finding counted(Map<String, Long> counts) {
    return ExampleFindings.export().toBuilder()
        .evidence(new Evidence(counts, Map.of(), List.of()))
        .build();
  }

  private JsonNode parse(Finding finding) {
    return parse(writer.line(finding));
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
