package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
  private static final DerivedFields DERIVED = new DerivedFields(StatementAnalyser::analyse);
  private static final List<String> SOURCES =
      List.of("dynamodb.amazonaws.com", "KMS.amazonaws.com");
  private static final List<String> NAMES =
      List.of("Scan", "scan", "CreateKey", "DisableKey", "ExecuteStatement");
  private static final List<String> AGENTS = List.of("", "aws-cli/2", "MOZILLA/5.0", "Mozilla");
  private static final List<String> STATEMENTS =
      List.of("", "SELECT * FROM t", "SELECT * FROM t WHERE id = ?", "DELETE FROM t WHERE id = ?");

  /** The content of a record; the rest is the same in all. */
  record Sample(
      String source,
      String name,
      boolean failed,
      boolean parameters,
      String userAgent,
      String statement) {

    byte[] json() {
      ObjectNode record = JsonNodeFactory.instance.objectNode();
      record.put("eventTime", "2026-03-02T09:14:07Z");
      record.put("eventSource", source).put("eventName", name);
      if (failed) {
        record.put("errorCode", "AccessDenied");
      }
      if (!userAgent.isEmpty()) {
        record.put("userAgent", userAgent);
      }
      if (parameters) {
        record.putObject("requestParameters").put("tableName", "t").put("statement", statement);
      }
      return record.toString().getBytes(UTF_8);
    }

    RuleEvent event() {
      try {
        return RuleEvent.of(json(), Policy.defaults(), DERIVED);
      } catch (RuleEventException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Property(tries = 300)
  void matchesTheSameRulesWithAndWithoutTheIndex(
      @ForAll("ruleLists") List<String> yaml, @ForAll("samples") Sample sample)
      throws RuleException {
    List<SigmaRule> rules = new ArrayList<>();
    for (int i = 0; i < yaml.size(); i++) {
      rules.add(Rules.load(yaml.get(i).replace("title: Test", "title: Test " + i)));
    }
    RuleSet set = RuleSet.compile(rules, Policy.defaults());
    RuleEvent event = sample.event();
    List<SigmaRule> expected = new ArrayList<>();
    for (SigmaRule rule : rules) {
      Placeholders placeholders = Placeholders.of(Policy.defaults());
      if (rule.detection().condition().bind(placeholders).matches(event)) {
        expected.add(rule);
      }
    }
    assertThat(set.match(event)).isEqualTo(expected);
    if (!expected.isEmpty()) {
      assertThat(Rules.isCandidate(set, sample.json())).isTrue();
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    return Combinators.combine(
            Arbitraries.of(SOURCES),
            Arbitraries.of(NAMES),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(AGENTS),
            Arbitraries.of(STATEMENTS))
        .as(Sample::new);
  }

  @Provide
  Arbitrary<List<String>> ruleLists() {
    Arbitrary<String> tests =
        Arbitraries.of(
            "eventSource: dynamodb.amazonaws.com",
            "eventSource: [dynamodb.amazonaws.com, kms.*]",
            "eventSource|startswith: kms",
            "eventName: Scan",
            "eventName|cased: scan",
            "eventName: [Scan, '*Key']",
            "eventName|endswith: Key",
            "eventName|contains|all: [able, Key]",
            "eventName|re: '^Cre'",
            "eventName: null",
            "eventName|exists: true",
            "errorCode: AccessDenied",
            "errorCode: ['', AccessDenied]",
            "errorCode: null",
            "errorCode|exists: true",
            "exposure.failed: true",
            "exposure.failed: false",
            "exposure.statement.fullScan: true",
            "exposure.statement.fullScan: [true, false]",
            "exposure.statement.fullScan: null",
            "requestParameters.returnValuesOnConditionCheckFailure: ALL_OLD",
            "requestParameters.returnValuesOnConditionCheckFailure: null",
            "userAgent|startswith: Mozilla/",
            "userAgent|cased|startswith: Mozilla/",
            "userAgent: ['aws-cli/*', Mozilla]",
            "userAgent: null",
            "requestParameters: null",
            "requestParameters.tableName: t");
    Arbitrary<String> condition =
        Arbitraries.of(
            "a and b",
            "a or b",
            "not a",
            "not (a and b)",
            "a and not b",
            "1 of them",
            "all of them");
    return Combinators.combine(tests, tests, condition)
        .as((a, b, c) -> Rules.rule("a: {" + a + "}\nb: {" + b + "}\ncondition: " + c + "\n"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Test
  void wantsOnlyCallsThatSomeRuleCanMatch() throws RuleException {
    RuleSet rules =
        compile("eventSource: lambda.amazonaws.com\n" + "eventName: CreateEventSourceMapping*");
    assertThat(rules.wants("lambda.amazonaws.com", "CreateEventSourceMapping20150331", false, true))
        .isTrue();
    assertThat(rules.wants("LAMBDA.amazonaws.com", "createeventsourcemapping", false, true))
        .isTrue();
    assertThat(rules.wants("lambda.amazonaws.com", "Invoke", false, true)).isFalse();
    assertThat(rules.wants("dynamodb.amazonaws.com", "CreateEventSourceMapping", false, true))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, true", "false, true, false", "false, false, false"})
  void wantsOnlyFailedCallsWhereTheRuleNamesAnError(
      boolean failed, boolean parameters, boolean expected) throws RuleException {
    RuleSet rules = compile("eventName: PutItem\nerrorCode: ConditionalCheckFailedException");
    assertThat(rules.wants("dynamodb.amazonaws.com", "PutItem", failed, parameters))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void wantsOnlyCallsWithoutParametersIfTheRuleTestsForThat(boolean parameters, boolean expected)
      throws RuleException {
    RuleSet rules =
        RuleSet.compile(
            List.of(
                Rules.load(
                    Rules.rule(
                        """
                        call: {eventName: GetItem}
                        omitted: [{requestParameters: null}, {requestParameters.omitted: true}]
                        condition: call and omitted
                        """))),
            Policy.defaults());
    assertThat(rules.wants("dynamodb.amazonaws.com", "GetItem", false, parameters))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT * FROM t, aws-cli/2, true",
    "SELECT * FROM t WHERE id = ?, aws-cli/2, false",
    "SELECT * FROM t WHERE id = ?, Mozilla/5.0, true",
    "SELECT * FROM t WHERE id = ?, '', false",
    "'', aws-cli/2, true"
  })
  void wantsOnlyStatementsThatFullyScanOrComeFromBrowsers(
      String statement, String userAgent, boolean wanted) throws RuleException {
    RuleSet rules =
        RuleSet.compile(
            List.of(
                Rules.load(
                    Rules.rule(
                        """
                        call: {eventName: ExecuteStatement}
                        scan: {exposure.statement.fullScan: true}
                        browser: {userAgent|startswith: Mozilla/}
                        condition: call and (scan or browser)
                        """))),
            Policy.defaults());
    Sample sample =
        new Sample("dynamodb.amazonaws.com", "ExecuteStatement", false, true, userAgent, statement);
    assertThat(Rules.isCandidate(rules, sample.json())).isEqualTo(wanted);
    assertThat(rules.rules().get(0).calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          {"statement":"UPDATE t SET a = ? WHERE id = ?","returnValuesOnConditionCheckFailure":"ALL_OLD"}                  ¦ true
          {"statement":"UPDATE t SET a = ? WHERE id = ?","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}                  ¦ true
          {"statement":"UPDATE t SET a = ? WHERE id = ?","returnValuesOnConditionCheckFailure":["ALL_OLD"]}                ¦ true
          {"requestItems":[{"statement":"S"},{"statement":"S","returnValuesOnConditionCheckFailure":"ALL_OLD"}]}           ¦ true
          {"transactStatements":[{"Statement":"S","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}]}                       ¦ true
          {"statement":"UPDATE t SET a = ? WHERE id = ?"}                                                                  ¦ false
          {"requestItems":[{"statement":"S"},{"statement":"S"}]}                                                           ¦ false
          """)
  void wantsOnlyStatementsThatSayWhatTheyReturnIfTheirConditionFails(
      String parameters, boolean wanted) throws RuleException {
    RuleSet rules =
        RuleSet.compile(
            List.of(
                Rules.load(
                    Rules.rule(
                        """
                        returned:
                          - requestParameters.returnValuesOnConditionCheckFailure: ALL_OLD
                          - requestParameters.requestItems.returnValuesOnConditionCheckFailure: ALL_OLD
                          - requestParameters.transactStatements.returnValuesOnConditionCheckFailure: ALL_OLD
                        condition: returned
                        """))),
            Policy.defaults());
    byte[] record =
        Rules.record("\"requestParameters\":" + parameters)
            .replace("\"Scan\"", "\"BatchExecuteStatement\"")
            .getBytes(UTF_8);

    assertThat(Rules.isCandidate(rules, record)).isEqualTo(wanted);
  }

  /** Values among which are those of records that the decoder could leave out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          errorCode: ['', AccessDenied]                 ¦ Scan             ¦ "errorCode":""
          exposure.failed: [true, false]                ¦ Scan             ¦ "errorCode":null
          exposure.statement.fullScan: [true, false]    ¦ ExecuteStatement ¦ "requestParameters":{"statement":"SELECT * FROM t WHERE id = ?"}
          exposure.statement.fullScan: false            ¦ ExecuteStatement ¦ "requestParameters":{"statement":"SELECT * FROM t WHERE id = ?"}
          exposure.statement.fullScan: [true, null]     ¦ Scan             ¦ "requestParameters":{"tableName":"t"}
          requestParameters.returnValuesOnConditionCheckFailure: [ALL_OLD, null] ¦ ExecuteStatement ¦ "requestParameters":{"statement":"SELECT * FROM t WHERE id = ?"}
          requestParameters.returnValuesOnConditionCheckFailure: ALL_OLD ¦ PutItem ¦ "requestParameters":{"tableName":"t","returnValuesOnConditionCheckFailure":"ALL_OLD"}
          requestParameters: ['*tableName*', null]      ¦ Scan             ¦ "requestParameters":{"tableName":"t"}
          requestParameters: ['*tableName*', null]      ¦ Scan             ¦ "requestParameters":null
          requestParameters.omitted: true               ¦ Scan             ¦ "requestParameters":{"omitted":true}
          userAgent: ['Mozilla*', null]                 ¦ Scan             ¦ "userAgent":"aws-cli/2","userAgent":null
          eventName|contains|all: [ca, Sc]              ¦ Scan             ¦ "a":1
          """)
  void wantsEveryRecordThatARuleMatches(String field, String call, String members)
      throws Exception {
    RuleSet rules = compile(field);
    byte[] record = Rules.record(members).replace("\"Scan\"", '"' + call + '"').getBytes(UTF_8);

    assertThat(rules.match(RuleEvent.of(record, Policy.defaults(), DERIVED))).hasSize(1);
    assertThat(Rules.isCandidate(rules, record)).isTrue();
  }

  @Test
  void wantsRecordsWhoseUserAgentIsNoText() throws RuleException {
    RuleSet rules = compile("eventName: Scan\nuserAgent|startswith: Mozilla/");
    String record = Rules.record("\"userAgent\":[\"Mozilla/5.0\"]");
    assertThat(rules.match(Rules.event(record, Policy.defaults()))).hasSize(1);
    assertThat(Rules.isCandidate(rules, record.getBytes(UTF_8))).isTrue();
  }

  /** Too many calls for the index, in one field, in two alternatives, and multiplied. */
  @Test
  void matchesRulesOfAnyNumberOfCalls() throws RuleException {
    String some = numbered("Call", 0, 300);
    String others = numbered("Call", 300, 600);
    String sources = numbered("dynamodb", 0, 30) + ", dynamodb.amazonaws.com";
    List<String> searches =
        List.of(
            "a: {eventName: [" + some + ", " + others + ", Scan]}\ncondition: a\n",
            "a: {eventName: ["
                + some
                + "]}\nb: {eventName: ["
                + others
                + ", Scan]}\n"
                + "condition: a or b\n",
            "a: {eventSource: ["
                + sources
                + "]}\nb: {eventName: ["
                + some
                + ", Scan]}\n"
                + "condition: a and b\n");
    for (String search : searches) {
      RuleSet rules = RuleSet.compile(List.of(Rules.load(Rules.rule(search))), Policy.defaults());

      assertThat(rules.match(Rules.event(Rules.record(""), Policy.defaults()))).hasSize(1);
      assertThat(rules.wants("dynamodb.amazonaws.com", "Scan", false, true)).isTrue();
    }
  }

  private static String numbered(String name, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> name + i).collect(Collectors.joining(", "));
  }

  @Test
  void listsTheCallsOfARule() {
    SigmaRule rule =
        Rules.load(
            Rules.search("eventSource: dynamodb.amazonaws.com\neventName: [Scan, Query]\nf: x"));
    assertThat(rule.calls())
        .extracting(CallPattern::toString)
        .containsExactly("dynamodb.amazonaws.com/Scan", "dynamodb.amazonaws.com/Query");
  }

  @Test
  void treatsRunawayRegularExpressionsAsMatches() {
    String rule = Rules.field("f|re: '^(a*)(a*)(a*)(a*)(a*)(a*)(a*)c'");
    assertThat(Rules.matches(rule, "\"f\":\"" + "a".repeat(40) + "b\"")).isTrue();
    assertThat(Rules.matches(rule, "\"f\":\"b\"")).isFalse();
    String recursing = Rules.field("f|re: '^(a|b)*c$'");
    assertThat(Rules.matches(recursing, "\"f\":\"" + "ab".repeat(50_000) + "\"")).isTrue();
  }

  private static RuleSet compile(String search) throws RuleException {
    return RuleSet.compile(List.of(Rules.load(Rules.search(search))), Policy.defaults());
  }

  @Test
  void omitsRulesDisabledByNameOrFinding() throws Exception {
    List<SigmaRule> rules = Catalogue.load();
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            findings:
              stages:
                - {finding: blindspot.logging-stopped.trail-narrowed, stage: disabled}
                - {finding: destruction.recovery-removed, stage: disabled}
                - {finding: partiql.*, stage: dry-run}
            """);

    List<String> names =
        RuleSet.compile(rules, policy).rules().stream().map(SigmaRule::name).toList();

    assertThat(names)
        .contains("blindspot.logging-stopped", "partiql.console")
        .noneMatch(name -> name.startsWith("destruction.recovery-removed"))
        .doesNotContain("blindspot.logging-stopped.trail-narrowed");
  }
}
