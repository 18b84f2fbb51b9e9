package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReviewTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          event.action: Scan                       ¦ 7:5  ¦ CloudTrail's records have no 'event'
          requestParameter.tableName: a            ¦ 7:5  ¦ CloudTrail's records have no 'requestParameter'; did you mean 'requestParameters.tableName'?
          resources[0].ARN: a                      ¦ 7:5  ¦ 'resources[0].ARN': a list stands for each of its elements; did you mean 'resources.ARN'?
          resources.0.ARN|contains: a              ¦ 7:5  ¦ 'resources.0.ARN': a list stands for each of its elements; did you mean 'resources.ARN'?
          eventSource: dynamodb                    ¦ 7:18 ¦ no service is called 'dynamodb'; did you mean 'dynamodb.amazonaws.com'?
          eventSource|cased: [kms.amazonaws.com, s3] ¦ 7:44 ¦ no service is called 's3'; did you mean 's3.amazonaws.com'?
          recipientAccountId|fieldref: userIdentity.acountId ¦ 7:34 ¦ userIdentity has no 'acountId'; did you mean 'accountId'?
          userIdentity.acountId: 1                 ¦ 7:5  ¦ userIdentity has no 'acountId'; did you mean 'accountId'?
          src_ip|cidr: 10.0.0.0/8                  ¦ 7:5  ¦ CloudTrail's records have no 'src_ip'
          """)
  void warnsOfWhatNeverMatches(String field, String place, String message) {
    assertThat(RuleReview.warnings("test.yml", Rules.field(field)))
        .containsExactly("test.yml:" + place + ": warning: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventSource|startswith: dynamodb",
        "eventSource: dynamodb*",
        "eventSource: null",
        "eventSource|expand: '%own_accounts%'",
        "eventSource|re: dynamo",
        "EVENTNAME: Scan",
        "userIdentity.newMemberOfAws: a",
        "useridentity.sessioncontext.sessionIssuer.userName: a",
        "requestParameters.anything.2xlarge: a",
        "exposure.actor: a",
        "'|all': [a, b]",
        "tlsDetails.tlsVersion: TLSv1.2"
      })
  void acceptsWhatMayMatch(String field) {
    assertThat(RuleReview.warnings("test.yml", Rules.field(field))).isEmpty();
  }

  @Test
  void readsEverySearchOfEveryDocument() {
    String rule = Rules.rule("a:\n  - {evntName: Scan}\n  - Scan\ncondition: a\n");

    assertThat(RuleReview.warnings("test.yml", rule + "---\n" + rule))
        .hasSize(2)
        .allMatch(warning -> warning.endsWith("no 'evntName'; did you mean 'eventName'?"));
  }

  @Test
  void leavesInvalidRulesToTheLoader() {
    assertThat(RuleReview.warnings("test.yml", "title: a\ndetection: {a: {b.c: 1}}\n")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.exposuremonitor.detectors.rule.Catalogue#ruleFiles")
  void findsNothingInShippedRules(String file) {
    assertThat(RuleReview.warnings(file, Catalogue.text(file))).isEmpty();
  }
}
