package io.exposuremonitor.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VisibleTest {
  @Test
  void escapesCharactersWithoutGlyph() {
    assertThat(Visible.of("admin\u202Etxt.exe")).isEqualTo("admin\\u202Etxt.exe");
    assertThat(Visible.of("a\u001B[2Jb\r\nc")).isEqualTo("a\\u001B[2Jb\\u000D\\u000Ac");
    assertThat(Visible.of("zero\u200Bwidth\u2028line")).isEqualTo("zero\\u200Bwidth\\u2028line");
    assertThat(Visible.of("half \uD83D")).isEqualTo("half \\uD83D");
  }

  @Test
  void leavesOrdinaryTextOfAnyScriptUnchanged() {
    assertThat(Visible.of("Größe 表 שלום 😀 a-b_c")).isEqualTo("Größe 表 שלום 😀 a-b_c");
  }

  @Test
  void cutsWithEllipsisBetweenCharacters() {
    assertThat(Visible.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Visible.of("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Visible.of("abcd😀fg", 6)).isEqualTo("abcd…");
  }

  @Property(tries = 200)
  void resultIsVisibleAndWithinMaximumLength(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 50) int max) {
    String visible = Visible.of(text, max);

    assertThat(visible.length()).isLessThanOrEqualTo(max);
    assertThat(visible.chars())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(Visible.of(Visible.of(text))).isEqualTo(Visible.of(text));
  }
}
