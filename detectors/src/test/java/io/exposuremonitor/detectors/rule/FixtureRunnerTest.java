package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.rule.FixtureRunner.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixtureRunnerTest {
  private static final String RULE =
      Rules.rule(
          """
          export: {eventName: ExportTableToPointInTime}
          filter_bucket:
            requestParameters.s3Bucket|expand: '%approved_export_buckets%'
          condition: export and not filter_bucket
          """);

  private static final String FIXTURES =
      """
      policy:
        approved_export_buckets: [lake-*]
      base:
        eventSource: dynamodb.amazonaws.com
        eventName: ExportTableToPointInTime
        requestParameters: {s3Bucket: elsewhere, sizes: [1, 2.5]}
        recipientAccountId: '111122223333'
      hits:
        - name: reports an unknown bucket
        - name: reports a request without a bucket
          remove: [requestParameters.s3Bucket]
      misses:
        - name: is silent for an approved bucket
          set: {requestParameters.s3Bucket: lake-raw}
          covers: filter_bucket
        - name: is silent for another call
          set: {eventName: ListExports}
      """;

  @Test
  void passesRulesThatBehaveAsTheirFixturesSay() throws RuleException {
    assertThat(run(FIXTURES)).hasSize(4).allMatch(FixtureRunner.Outcome::passed);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          lake-raw}           ¦ elsewhere}      ¦ miss 'is silent for an approved bucket': the rule matches this record
          covers: filter_bucket ¦ covers: export ¦ miss 'is silent for an approved bucket': 'export' isn't what keeps it out
          covers: filter_bucket ¦ covers: filter_buckets ¦ miss 'is silent for an approved bucket': no search is called 'filter_buckets'; did you mean 'filter_bucket'?
          covers: filter_bucket ¦ remove: []    ¦ exclusions: no miss covers 'filter_bucket'
          name: reports an unknown bucket ¦ {name: reports an unknown bucket, set: {eventName: Scan}} ¦ hit 'reports an unknown bucket': the rule does not match this record
          """)
  void reportsFailedExpectations(String part, String instead, String problem) throws RuleException {
    assertThat(run(FIXTURES.replace(part, instead)))
        .filteredOn(outcome -> !outcome.passed())
        .extracting(outcome -> outcome.name() + ": " + outcome.problem())
        .contains(problem);
  }

  @Test
  void rejectsCoverageByMissThatFailsForAnotherReason() throws RuleException {
    String twofold =
        FIXTURES.replace(
            "{requestParameters.s3Bucket: lake-raw}",
            "{requestParameters.s3Bucket: lake-raw, eventName: ListExports}");
    assertThat(run(twofold))
        .extracting(FixtureRunner.Outcome::problem)
        .contains("'filter_bucket' isn't what keeps it out", "no miss covers 'filter_bucket'");
  }

  @Test
  void requiresAtLeastOneHit() throws RuleException {
    String without = FIXTURES.replaceAll("(?s)hits:.*misses:", "misses:");
    assertThat(run(without)).extracting(FixtureRunner.Outcome::problem).contains("no record hits");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          hits:               ¦ hit:                ¦ x.yml:8:1: no key 'hit'; did you mean 'hits'?
          base:               ¦ policy:             ¦ x.yml:3:1: key 'policy' is given twice
          remove: [requestParameters.s3Bucket] ¦ remove: [requestParameters.x] ¦ x.yml:11:14: nothing there to remove
          {eventName: ListExports} ¦ {eventName.x: 1} ¦ x.yml:17:11: no map to set 'eventName.x' in
          """)
  void locatesMistakesInFixtures(String part, String instead, String message) {
    assertThatThrownBy(() -> run(FIXTURES.replace(part, instead)))
        .isInstanceOf(RuleException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhichSearchesTheConditionForgets() throws RuleException {
    String forgetful = RULE.replace("export and not filter_bucket", "export");

    List<FixtureRunner.Outcome> outcomes =
        new FixtureRunner(DerivedFields.WITHOUT_STATEMENTS)
            .run(SigmaLoader.load("rule.yml", forgetful), "x.yml", FIXTURES);

    assertThat(outcomes).contains(new Outcome("condition", false, "does not use 'filter_bucket'"));
  }

  private static List<FixtureRunner.Outcome> run(String fixtures) throws RuleException {
    return new FixtureRunner(DerivedFields.WITHOUT_STATEMENTS)
        .run(SigmaLoader.load("rule.yml", RULE), "x.yml", fixtures);
  }
}
