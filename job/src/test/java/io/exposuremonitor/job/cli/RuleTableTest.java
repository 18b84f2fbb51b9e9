package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.SigmaRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTableTest {
  private static final List<SigmaRule> RULES = Catalogue.load();

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 160, Integer.MAX_VALUE})
  void showsEveryCallWithinWidth(int width) {
    List<String> lines = RuleTable.lines(RULES, true, width);

    assertThat(lines).allMatch(line -> line.length() <= width);
    String all = String.join("\n", lines);
    for (SigmaRule rule : RULES) {
      assertThat(all).contains("\n" + rule.name() + " ");
      rule.calls()
          .forEach(
              call -> assertThat(all).contains(call.toString().replace(".amazonaws.com/", "/")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 160, Integer.MAX_VALUE})
  void showsEveryTitleWithinWidth(int width) {
    List<String> lines = RuleTable.lines(RULES, false, width);

    assertThat(lines).allMatch(line -> line.length() <= width);
    String words = (String.join(" ", lines) + ' ').replaceAll("\\s+", " ");
    for (SigmaRule rule : RULES) {
      assertThat(words)
          .contains(rule.name() + ' ' + rule.level().word() + ' ' + rule.title() + ' ');
    }
  }

  @Test
  void printsOneLinePerRuleWithoutTerminal() {
    assertThat(RuleTable.lines(RULES, true, Integer.MAX_VALUE)).hasSize(RULES.size() + 1);
  }
}
