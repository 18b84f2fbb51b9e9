package io.exposuremonitor.detectors.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallEvidenceTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

  private static Worsening worsening(Change change, List<String> values) {
    return new Worsening(
        change.finding(), 1, 2, Level.HIGH, "x", "", String.join(", ", values), change, values);
  }

  private static List<String> made(
      Change change, List<String> values, String resource, Map<String, String> facts) {
    Signal call =
        Signal.of(
                new Analytic(change.finding(), "t", Analytic.Type.RULE, List.of(), ""),
                Level.HIGH,
                Signal.Confidence.HIGH)
            .about(Actor.ofAccount("123456789012"), resource, "123456789012", "eu-west-1")
            .during(1, 1)
            .saying(1, "x", new Evidence(Map.of(), facts, List.of()));
    return new CallEvidence(call).valuesOf(worsening(change, values));
  }

  @Test
  void knowsEveryShippedRuleOfItsFindings() {
    assertThat(CallEvidence.CHANGES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.load().stream()
                .filter(rule -> Comparison.FINDINGS.contains(rule.finding()))
                .map(SigmaRule::name)
                .toList());
  }

  @Test
  void factsAreThoseThatTheRulesCollect() {
    List<String> fields =
        Catalogue.load().stream()
            .filter(rule -> Comparison.FINDINGS.contains(rule.finding()))
            .flatMap(rule -> rule.fields().stream())
            .toList();

    assertThat(fields)
        .contains(
            "exposure.grants.foreign",
            "exposure.grants.deputies",
            "exposure.newRegions",
            "requestParameters.streamSpecification.streamViewType",
            "requestParameters.streamArn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GRANTED         | exposure_grants_foreign               | 1, 2               | 1, 2",
        "GRANTED         | exposure_grants_foreign               | 1, 9               | 1",
        "GRANTED         | exposure_grants_deputies              | 2                  | 2",
        "GRANTED         | exposure_grants_foreign               | 9                  | -",
        "GRANTED         | table_name                            | orders             | 1, 2",
        "REPLICATED      | exposure_new_regions                  | 2, 3               | 2",
        "STREAM_ON       | stream_specification_stream_view_type | 3                  | -",
        "STREAM_WIDENED  | stream_specification_stream_view_type | 1                  | 1",
        "SENT            | stream_arn                            | 1                  | 1",
        "RECOVERY_OFF    | rule      | destruction.recovery-removed.point-in-time       | 1, 2",
        "RECOVERY_OFF    | rule      | destruction.recovery-removed.deletion-protection | -",
        "PROTECTION_OFF  | rule      | destruction.recovery-removed.deletion-protection | 1, 2",
        "PROTECTION_OFF  | rule      | acme.own-rule                                    | 1, 2",
        "KEY_OF_AWS      | rule      | encryption.weakened.aws-managed-key              | 1, 2",
        "KEY_OF_AWS      | table_name | orders                                          | 1, 2",
        "KEY_FOREIGN     | rule      | encryption.weakened.aws-managed-key              | -",
        "KEY_REPLACED    | table_name | orders                                          | -",
        "KEY_FOREIGN     | rule      | acme.own-rule                                    | 1, 2",
      })
  void callMadeWhatItsEvidenceNames(
      Change change, String fact, String value, @Nullable String made) {
    assertThat(made(change, List.of("1", "2"), TABLE, Map.of(fact, value)))
        .isEqualTo(made == null ? List.of() : List.of(made.split(", ")));
  }

  @Test
  void listThatIsCutMayHaveNamedAny() {
    String ten =
        IntStream.range(0, Evidence.MAX_LISTED)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    List<String> foreign = List.of("999988887777");

    assertThat(made(Change.GRANTED, foreign, TABLE, Map.of("exposure_grants_foreign", ten)))
        .isEqualTo(foreign);
    String nine = ten.substring(0, ten.lastIndexOf(','));
    assertThat(made(Change.GRANTED, foreign, TABLE, Map.of("exposure_grants_foreign", nine)))
        .isEmpty();
    String cut = "arn:".repeat(Evidence.MAX_TEXT / 4);
    assertThat(made(Change.GRANTED, foreign, TABLE, Map.of("exposure_grants_foreign", cut)))
        .isEqualTo(foreign);
  }

  @Test
  void policyOfStreamIsNotThatOfTable() {
    assertThat(
            made(
                Change.GRANTED,
                List.of("999988887777"),
                TABLE + "/stream/2026-01-01T00:00:00.000",
                Map.of("exposure_grants_foreign", "999988887777")))
        .isEmpty();
  }

  @Test
  void anyPolicyMayBeTheUnreadableOne() {
    assertThat(
            made(
                Change.GRANTED,
                List.of(ForeignAccess.UNREADABLE),
                TABLE,
                Map.of("exposure_grants_foreign", "999988887777")))
        .containsExactly(ForeignAccess.UNREADABLE);
  }
}
