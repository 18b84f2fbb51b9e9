package io.exposuremonitor.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class YamlKeysTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          `a: {b: [{c: 1}, d]}`                     ¦ a,b,c
          `{"a": {"b": "c"}}`                       ¦ a,b
          `{"\\x61": 1, "\\u0062": 2, 'c': 3}`      ¦ a,b,c
          `? a\\n: b\\n? !!str c\\n: d`             ¦ a,c
          `{&x a: 1, b: {*x : 2}}`                  ¦ a,b
          `[&x a, {*x : 1}]`                        ¦ a
          `{a: &x {b: 1}, c: *x}`                   ¦ a,b,c
          `{[a, b]: c, {d: e}: f, g: h}`            ¦ d,g
          `a: 1\\n---\\nb: 2`                       ¦ a,b
          `{*nobody : 1}`                           ¦ ``
          `just text: `                             ¦ just text
          `# a: 1`                                  ¦ none
          `[a, b]`                                  ¦ none
          """)
  void readsKeys(String yaml, String keys) {
    assertThat(YamlKeys.of(yaml.replace("\\n", "\n")))
        .isEqualTo(keys.equals("none") ? Set.of() : Set.of(keys.split(",", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: {", "a: [1", "\"a\\UFFFFFFFF\": 1", "a:\n\tb: 1", "%YAML 1.99999999999"})
  void rejectsInvalidYaml(String text) {
    assertThatThrownBy(() -> YamlKeys.of(text)).isInstanceOf(YamlEngineException.class);
  }

  @Test
  void rejectsDeepNesting() {
    assertThatThrownBy(() -> YamlKeys.of("{a: ".repeat(5_000) + "}".repeat(5_000)))
        .isInstanceOf(YamlEngineException.class);
  }

  @Test
  void doesNotExpandAliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {x: [1, 2]}\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + " ,").repeat(20)));
    }

    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> assertThat(YamlKeys.of(bomb.toString())).contains("a59", "x").hasSize(61));
  }

  @Test
  void terminatesAndThrowsOnlyYamlExceptionsForAnyText() {
    Random random = new Random(7);
    String letters = "a:- \n{}[],&*!|>'\"%@`?#\\x0u\t\u0085~<";

    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
              text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertIsReadOrRejected(text.toString());
          }
          letters
              .chars()
              .forEach(c -> assertIsReadOrRejected(Character.toString(c).repeat(100_000)));
        });
  }

  private static void assertIsReadOrRejected(String text) {
    try {
      assertThat(YamlKeys.of(text)).isNotNull();
    } catch (YamlEngineException e) {
      assertThat(e).isNotNull();
    }
  }
}
