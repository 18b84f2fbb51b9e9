package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules are refused, with which message and position. */
class RefusalTest {
  private static final String HEAD =
      """
      title: Test
      logsource:
        product: aws
        service: cloudtrail
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          f|contians: a            ¦ 7:5 ¦ modifier 'contians' is not supported; did you mean 'contains'?
          f|windash: a             ¦ 7:5 ¦ modifier 'windash' is not supported
          f|contains|contains: a   ¦ 7:5 ¦ modifier 'contains' stands twice
          f|startswith|endswith: a ¦ 7:5 ¦ modifiers 'startswith', 'endswith' exclude each other
          f|re|cidr: a             ¦ 7:5 ¦ modifiers 're', 'cidr' exclude each other
          f|re|contains: a         ¦ 7:5 ¦ modifier 're' can't be combined with 'contains'
          f|i: a                   ¦ 7:5 ¦ modifier 'i' must follow 're'
          f|exists|all: true       ¦ 7:5 ¦ modifier 'exists' can't be combined with 'all'
          f|wide: a                ¦ 7:5 ¦ encodings must be
          f|base64|wide: a         ¦ 7:5 ¦ encodings must be
          f|base64|expand: a       ¦ 7:5 ¦ modifier 'expand' can't be combined with 'base64'
          f|exists: maybe          ¦ 7:15 ¦ the value of 'exists' must be true or false
          f|re: '('                ¦ 7:11 ¦ not a regular expression: Unclosed group
          f|cidr: 10.0.0.0/33      ¦ 7:13 ¦ '10.0.0.0/33' is not a CIDR block; write it as ADDRESS/LENGTH, such as
          f|cidr: example.com      ¦ 7:13 ¦ 'example.com' is not a CIDR block
          f|gt: many               ¦ 7:11 ¦ 'many' is not a number
          f|contains: null         ¦ 7:17 ¦ null can't be combined with modifiers
          f|expand: text           ¦ 7:15 ¦ 'expand' needs a placeholder such as %own_accounts%
          f: '%own_accounts%'      ¦ 7:8  ¦ the placeholder '%own_accounts%' needs the modifier 'expand' after the field's name
          f|contains: '%vendors%'  ¦ 7:17 ¦ the placeholder '%vendors%' needs the modifier 'expand'
          f|base64: 'a*'           ¦ 7:15 ¦ a value to be encoded can't have wildcards
          f: []                    ¦ 7:8  ¦ an empty list of values matches nothing
          f: {g: h}                ¦ 7:8  ¦ a value must be text
          f|exists|neq: true       ¦ 7:5  ¦ modifier 'exists' can't be combined with 'neq'
          f|gt|neq: 5              ¦ 7:5  ¦ modifier 'gt' can't be combined with 'neq'
          '|neq': a                ¦ 7:13 ¦ keywords know the modifiers
          '|gt': 5                 ¦ 7:12 ¦ keywords know the modifiers
          f|contains|all: a        ¦ 7:21 ¦ 'all' needs more than one value; leave it out
          f|re: '[[:alpha:]]+'     ¦ 7:11 ¦ classes such as [:digit:] are not supported; write [0-9]
          f|fieldref: exposure.actr ¦ 7:17 ¦ no derived field 'exposure.actr'; did you mean 'exposure.actor'?
          Exposure.actor: a        ¦ 7:5  ¦ no derived field 'Exposure.actor'; did you mean 'exposure.actor'?
          exposure.actr: a         ¦ 7:5  ¦ no derived field 'exposure.actr'; did you mean 'exposure.actor'?
          """)
  void refusesInvalidFields(String field, String place, String message) {
    assertRefused(
        HEAD + "detection:\n  search:\n    " + field + "\n  condition: search\n", place, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          a and                   ¦ the condition ends where a search is expected
          a b                     ¦ 'b' isn't expected here
          (a                      ¦ a ')' is missing
          a)                      ¦ ')' isn't expected here
          and a                   ¦ a search is expected where 'and' stands
          or a                    ¦ a search is expected where 'or' stands
          not of                  ¦ a search is expected where 'of' stands
          ''                      ¦ the condition is empty
          ab                      ¦ no search is called 'ab'; did you mean
          1 of x*                 ¦ no search is called 'x*'
          3 of them               ¦ '3 of them' asks for more than the 2 there are
          all of                  ¦ no search is called ''
          """)
  void refusesInvalidConditions(String condition, String message) {
    String rule = HEAD + "detection:\n  a: {f: 1}\n  b: {f: 2}\n  condition: " + condition + "\n";
    assertRefused(rule, "8:14", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "[]    ¦ an empty list matches nothing",
        "{}    ¦ an empty map matches everything",
        "[[a]] ¦ a list within a list; write maps or keywords"
      })
  void refusesEmptyAndNestedSearches(String search, String message) {
    RuleException refusal =
        catchThrowableOfType(
            RuleException.class,
            () ->
                SigmaLoader.load(
                    "test.yml", HEAD + "detection: {a: " + search + ", condition: a}\n"));
    assertThat(refusal).hasMessageContaining(message);
  }

  @Test
  void refusesDeeplyNestedConditions() throws RuleException {
    String rule = HEAD + "detection:\n  a: {f: 1}\n  condition: ";

    assertThat(SigmaLoader.load("test.yml", rule + "(".repeat(99) + "a" + ")".repeat(99)))
        .hasSize(1);
    assertThat(SigmaLoader.load("test.yml", rule + "(not a) and ".repeat(200) + "a")).hasSize(1);
    assertRefused(
        rule + "(".repeat(100) + "a" + ")".repeat(100),
        "7:14",
        "the condition is nested deeper than 100 levels");
    assertRefused(
        rule + "not ".repeat(100_000) + "a",
        "7:14",
        "the condition is nested deeper than 100 levels");
  }

  @Test
  void refusesAggregations() {
    String rule = HEAD + "detection:\n  a: {f: 1}\n  condition: a | count() > 5\n";
    assertRefused(rule, "7:14", "aggregations (what follows '|') need memory");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          logsource: {product: windows, service: cloudtrail} ¦ 2:22 ¦ logsource product 'windows' is not supported, only 'aws'
          logsource: {product: aws, service: guardduty}      ¦ 2:36 ¦ logsource service 'guardduty' is not supported
          logsource: {product: aws}                          ¦ 2:12 ¦ 'logsource' must say 'service: cloudtrail'
          logsource: {product: aws, service: cloudtrail, category: x} ¦ 2:48 ¦ no 'category' is supported
          correlation: {type: event_count}                   ¦ 2:1  ¦ 'correlation' documents are not supported
          filter: {rules: any}                               ¦ 2:1  ¦ 'filter' documents are not supported; put the exception into the rule
          action: global                                     ¦ 2:1  ¦ 'action' documents are not supported; write each rule in full
          """)
  void refusesOtherLogSourcesAndDocumentTypes(String line, String place, String message) {
    assertRefused("title: Test\n" + line + "\n", place, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          level: severe                           ¦ 8:8  ¦ no level 'severe'; known are informational
          level: hihg                             ¦ 8:8  ¦ no level 'hihg'; did you mean 'high'?
          levl: high                              ¦ 8:1  ¦ no key 'levl'; did you mean 'level'?
          Level: high                             ¦ 8:1  ¦ no key 'Level'; did you mean 'level'?
          resources: requestParameters.name       ¦ 8:1  ¦ no key 'resources'; did you mean 'resource'?
          taxonomy: ecs                           ¦ 8:11 ¦ taxonomy 'ecs' is not supported; write CloudTrail's own
          status: tets                            ¦ 8:9  ¦ no status 'tets'; did you mean 'test'?
          tags: [attack.impact, attack.t15300]    ¦ 8:7  ¦ 'attack.t15300' is no ATT&CK technique; write attack.t1530
          tags: [attack.T1562.08]                 ¦ 8:7  ¦ 'attack.T1562.08' is no ATT&CK technique
          tags: [attack.t-1530]                   ¦ 8:7  ¦ 'attack.t-1530' is no ATT&CK technique
          id: RULE-7                              ¦ 8:5  ¦ 'RULE-7' is no UUID; without an id, leave the key out
          id: 5f0c1c9c4d634f0a9f430f2f3a5e7b10    ¦ 8:5  ¦ '5f0c1c9c4d634f0a9f430f2f3a5e7b10' is no UUID
          id: 5f0c1c9c-4d63-4f0a-9f43-0f2f3a5e7b1g ¦ 8:5  ¦ '5f0c1c9c-4d63-4f0a-9f43-0f2f3a5e7b1g' is no UUID
          finding: Exports                        ¦ 8:10 ¦ 'Exports' is not a finding id
          fields: [requestParameters.key.id]      ¦ 8:9  ¦ may hold item or key values
          resource: requestParameters.statement   ¦ 8:11 ¦ may hold item or key values
          fields: [exposure.grants.foriegn]       ¦ 8:9  ¦ no derived field 'exposure.grants.foriegn'; did you mean
          details: {of: requestParameters.keys.a} ¦ 8:15 ¦ may hold item or key values
          details: {of: [a, b.items]}             ¦ 8:15 ¦ may hold item or key values
          details: {of: exposure.grants.foriegn}  ¦ 8:15 ¦ no derived field 'exposure.grants.foriegn'; did you mean
          details: {' ': requestParameters.name}  ¦ 8:11 ¦ a detail needs words before its value
          details: [requestParameters.name]       ¦ 8:10 ¦ 'details' must be a map
          tags: attack.t1530                      ¦ 8:7  ¦ 'tags' must be a list
          falsepositives: none                    ¦ 8:17 ¦ 'falsepositives' must be a list
          falsepositives: {a: b}                  ¦ 8:17 ¦ 'falsepositives' must be a list
          references: https://example.com         ¦ 8:13 ¦ 'references' must be a list
          fields: requestParameters.tableName     ¦ 8:9  ¦ 'fields' must be a list
          date: 2026-13-01                        ¦ 8:7  ¦ '2026-13-01' is no date; write it as 2027-03-31
          date: 2026-02-30                        ¦ 8:7  ¦ '2026-02-30' is no date
          date: 2026-02/28                        ¦ 8:7  ¦ '2026-02/28' is no date
          modified: yesterday                     ¦ 8:11 ¦ 'yesterday' is no date
          related: {id: x, type: y}               ¦ 8:10 ¦ 'related' must be a list
          related: [x]                            ¦ 8:11 ¦ each of 'related' must be a map
          related: [{id: x, type: derived}]       ¦ 8:16 ¦ 'x' is no UUID
          related: [{type: derived}]              ¦ 8:11 ¦ each of 'related' needs 'id'
          related: [{id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9}] ¦ 8:11 ¦ each of 'related' needs 'type'
          related: [{id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9, type: derivd}] ¦ 8:60 ¦ no type 'derivd' of relation; did you mean 'derived'?
          title: again                            ¦ 8:1  ¦ key 'title' is given twice
          """)
  void refusesInvalidMetadata(String line, String place, String message) {
    String rule = HEAD + "detection:\n  a: {f: 1}\n  condition: a\n" + line + "\n";
    assertRefused(rule, place, message);
  }

  @Test
  void takesTheOtherKeysOfSigmaAndKeysOfAUser() throws RuleException {
    String keys =
        """
        id: 5f0c1c9c-4d63-4f0a-9f43-0f2f3a5e7b10
        related: [{id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9, type: derived}]
        taxonomy: sigma
        license: MIT
        author: a
        references: [b]
        date: 2026-01-01
        modified: 2026/01/02
        scope: [server]
        tags: [attack.exfiltration, attack.g0016, attack.ds0015, cve.2021-44228, detection.threat-hunting]
        guide: c
        reference: d
        team: e
        note: f
        """;
    assertThat(SigmaLoader.load("test.yml", Rules.field("f: 1") + keys)).hasSize(1);
  }

  @Test
  void namesMissingSections() {
    assertRefused(
        "logsource: {product: aws, service: cloudtrail}\n", "1:1", "a rule needs 'title'");
    assertRefused("title: Test\n", "1:1", "a rule needs 'logsource'");
    assertRefused(HEAD, "1:1", "a rule needs 'detection'");
    assertRefused(HEAD + "detection:\n  a: {f: 1}\n", "6:3", "'detection' has no 'condition'");
    assertRefused(HEAD + "detection:\n  condition: a\n", "6:3", "no search besides its condition");
  }

  @Test
  void refusesTimeframes() {
    String rule = HEAD + "detection:\n  a: {f: 1}\n  timeframe: 5m\n  condition: a\n";
    assertRefused(rule, "7:3", "'timeframe' needs memory");
  }

  @Test
  void countsLinesAcrossAllDocumentsOfAFile() {
    String good = HEAD + "detection:\n  a: {f: 1}\n  condition: a\n";
    assertRefused(good + "---\n" + good.replace("f: 1", "f|x: 1"), "14:7", "modifier 'x'");
  }

  @Test
  void explainsInvalidYaml() {
    assertRefused("title: [\n", "2:1", "can't be read as YAML");
    assertRefused("title: a\n\tlevel: low\n", "2:1", "YAML is indented with spaces, not tabs");
    assertRefused(
        "title: *a\n", "1:8", "that starts with * must be in quotes; did you mean \"*a\"?");
    assertRefused("title: 'a:*' b\n", "1:14", "can't be read as YAML");
    assertRefused("title: a\nid: \u0007\n", "2:5", "YAML does not allow the character U+0007");
    assertRefused(" \n", "1:1", "the file is empty");
    assertRefused("# title: a\n", "1:1", "the file has no rule, only comments");
    assertRefused("---\n", "1:1", "the file has no rule, only comments");
    assertRefused("a: &a [*a]\n", "1:4", "nested deeper than 32 levels");
    assertRefused(
        "[".repeat(1_500), "1:101", "can't be read as YAML: nested deeper than 100 levels");
    assertRefused("- a\n", "1:1", "a rule must be a map");
  }

  @Test
  void refusesDuplicateNames() throws RuleException {
    String rule = Rules.field("f: 1").replace("title: Test", "title: Test\nname: export.test");
    List<SigmaRule> rules = SigmaLoader.load("a.yml", rule + "---\n" + rule);
    assertThatThrownBy(() -> RuleSet.compile(rules, Policy.defaults()))
        .isInstanceOf(RuleException.class)
        .hasMessage("a.yml:11:1: name 'export.test' is taken by a.yml:1");
  }

  @Test
  void takesUuidInUpperCase() throws RuleException {
    String id = "5F0C1C9C-4D63-4F0A-9F43-0F2F3A5E7B10";

    assertThat(SigmaLoader.load("a.yml", Rules.field("f: 1") + "id: " + id + "\n"))
        .extracting(SigmaRule::id)
        .containsExactly(id);
  }

  @Test
  void refusesDuplicateIds() throws RuleException {
    String rule = Rules.field("f: 1") + "id: 5f0c1c9c-4d63-4f0a-9f43-0f2f3a5e7b10\n";
    List<SigmaRule> rules =
        SigmaLoader.load("a.yml", rule + "---\n" + rule.replace("title: Test", "title: Other"));
    assertThatThrownBy(() -> RuleSet.compile(rules, Policy.defaults()))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("id '5f0c1c9c-4d63-4f0a-9f43-0f2f3a5e7b10' is taken by a.yml:1");
  }

  private static void assertRefused(String yaml, String place, String message) {
    RuleException refusal =
        catchThrowableOfType(RuleException.class, () -> SigmaLoader.load("test.yml", yaml));
    assertThat(refusal).as("refusal of\n%s", yaml).isNotNull();
    assertThat(refusal).hasMessageStartingWith("test.yml:" + place + ": ");
    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.file()).isEqualTo("test.yml");
    assertThat(refusal.line() + ":" + refusal.column()).isEqualTo(place);
  }
}
