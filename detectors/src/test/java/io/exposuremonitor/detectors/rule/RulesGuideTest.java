package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The statements and examples of docs/rules.md hold. */
class RulesGuideTest {
  private static final String GUIDE = guide();

  @Test
  void itsExamplePassesItsFixtures() throws RuleException {
    List<String> snippets =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(GUIDE)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(snippets).hasSize(2);
    List<SigmaRule> rules = SigmaLoader.load("example.yml", snippets.get(0));
    assertThat(
            new FixtureRunner(DerivedFields.WITHOUT_STATEMENTS)
                .run(rules, "example.fixtures.yml", snippets.get(1)))
        .hasSize(3)
        .allMatch(FixtureRunner.Outcome::passed);
  }

  @Test
  void namesEveryDerivedFieldModifierAndPlaceholder() {
    assertThat(DerivedFields.NAMES).allMatch(RulesGuideTest::isNamed);
    assertThat(Modifier.values()).extracting(Modifier::word).allMatch(RulesGuideTest::isNamed);
    assertThat(Placeholders.of(Policy.defaults()).names()).allMatch(RulesGuideTest::isNamed);
  }

  private static boolean isNamed(String word) {
    return GUIDE.contains('`' + word + '`');
  }

  private static String guide() {
    try {
      return Files.readString(Path.of("..", "docs", "rules.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
