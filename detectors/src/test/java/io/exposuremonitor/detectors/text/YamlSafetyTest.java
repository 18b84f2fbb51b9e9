package io.exposuremonitor.detectors.text;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class YamlSafetyTest {
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  @Test
  void acceptsDocumentsOfMaximumDepth() {
    String deepest = nested(YamlSafety.MAX_DEPTH - 1) + "\n";

    assertThatCode(() -> YamlSafety.check(SETTINGS, ("- " + deepest).repeat(3)))
        .doesNotThrowAnyException();
  }

  @Test
  void rejectsDeeperNesting() {
    for (int depth : new int[] {YamlSafety.MAX_DEPTH + 1, 5_000}) {
      assertThatThrownBy(() -> YamlSafety.check(SETTINGS, nested(depth)))
          .isInstanceOf(YamlEngineException.class)
          .hasMessageContaining("nested deeper than 100 levels");
    }
  }

  @Test
  void rejectsInvalidEscapes() {
    for (String escape : new String[] {"UFFFFFFFF", "U00110000", "xZZ"}) {
      assertThatThrownBy(() -> YamlSafety.check(SETTINGS, "a: b\nc: \"\\" + escape + '"'))
          .isInstanceOf(YamlEngineException.class);
    }
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
