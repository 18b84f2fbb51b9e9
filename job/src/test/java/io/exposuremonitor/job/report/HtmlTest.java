package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  /** Neither in an element nor in an attribute with quotes of either kind. */
  @Test
  void escapesWhateverCouldEndText() {
    assertThat(new Html().text("<a b=\"c\" d='e'>&amp;").toString())
        .isEqualTo("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
  }

  /** A private-use character, an unassigned one, and a space that does not break. */
  @ParameterizedTest
  @ValueSource(ints = {0xE000, 0x0378, 0x00A0})
  void spellsOutWhatHasNoGlyph(int character) {
    assertThat(new Html().text("a" + Character.toString(character) + "b").toString())
        .isEqualTo("a\\u%04Xb".formatted(character));
  }
}
