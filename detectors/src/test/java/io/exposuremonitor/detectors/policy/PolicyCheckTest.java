package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

  @Test
  void showsPositionMessageAndSourceLine() {
    String yaml =
        """
        version: 1
        own: {accounts: [012345678901]}
        thresholds:
          bulkRead:
            scanPages:
              hours: 300
        partiqlUsers: everybody
        """;
    assertThat(render(yaml))
        .isEqualTo(
            """
            policy.yml:2:18: warning: own.accounts[0]: is a number with a leading zero, which \
            other YAML readers change: quote it; did you mean "012345678901"?
                2 | own: {accounts: [012345678901]}
                  |                  ^
            policy.yml:6:7: thresholds.bulkRead.scanPages.hours: unknown key; did you mean "hour"?
                6 |       hours: 300
                  |       ^
            policy.yml:7:15: partiqlUsers: must be a list, not a single value; did you mean \
            ["everybody"]?
                7 | partiqlUsers: everybody
                  |               ^
            """);
  }

  @Test
  void alignsCaretAfterTabsAndWideCharacters() {
    assertThat(render("version: 1\nown: {accounts: [\"\uD83D\uDE00\",\tno]}\n"))
        .contains("      | " + " ".repeat(21) + "\t^\n");
  }

  @Test
  void omitsSourceLineThatDoesNotExist() {
    assertThat(render(""))
        .isEqualTo("policy.yml:1:1: warning: the file is empty: all defaults apply\n");
  }

  @Test
  void warnsOfUnknownFindings() {
    String yaml =
        """
        version: 1
        suppressions:
          - {finding: "bulk-raed.*", actor: "1*", owner: a, reason: b, expires: 1970-07-01}
          - {finding: "bulk-*", actor: "1*", owner: a, reason: b, expires: 1970-07-01}
          - {finding: our-rule, owner: a, reason: b, expires: 1970-07-01}
        findings:
          stages:
            - {finding: bulk-read.table-scn, stage: dry-run}
            - {finding: our-rule, stage: dry-run}
            - {finding: their-rule, stage: disabled}
            - {finding: thier-rule, stage: dry-run}
        """;
    KnownFindings known =
        new KnownFindings(
            Set.of("bulk-read.table-scan", "export.own"), Set.of("our-rule", "their-rule"));

    List<Problem> problems = PolicyLoader.read("policy.yml", yaml, 0, known).problems();

    assertThat(problems)
        .extracting(Problem::path, Problem::isError, Problem::suggestion)
        .containsExactly(
            tuple("suppressions[0].finding", false, "bulk-read.*"),
            tuple("findings.stages[0].finding", false, "bulk-read.table-scan"),
            tuple("findings.stages[3].finding", false, "their-rule"));
    assertThat(PolicyLoader.read("policy.yml", yaml, 0).problems()).isEmpty();
  }

  @Test
  void explainsExcessiveNesting() {
    assertThat(render("own: " + "[".repeat(1_500)))
        .contains("can't be read as YAML: nested deeper than 100 levels");
  }

  private static String render(String yaml) {
    return PolicyCheck.render(
        "policy.yml", yaml, PolicyLoader.read("policy.yml", yaml, 0).problems());
  }
}
