package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({"orders, 6", "表, 2", "한, 2", "😀, 2", "e\u0301, 1", "–…→, 3", "שלום, 4"})
  void countsTwoColumnsForEastAsianTextAndNoneForCombiningMarks(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"orders, 6, orders", "orders, 5, ord..", "表表表, 5, 表..", "orders, 1, ."})
  void cutsTextToWidth(String text, int width, String cut) {
    assertThat(Columns.cut(text, width, "..")).isEqualTo(cut);
  }

  @Property(tries = 200)
  void cutTextNeverExceedsWidth(@ForAll String text, @ForAll @IntRange(max = 40) int width) {
    assertThat(Columns.of(Columns.cut(text, width, "…"))).isLessThanOrEqualTo(width);
  }

  @Test
  void wrapsAtSpacesAndCutsExcessText() {
    assertThat(Columns.wrap("one two three", 7, 3, "..")).containsExactly("one two", "three");
    assertThat(Columns.wrap("one two three four", 5, 2, "..")).containsExactly("one", "two..");
    assertThat(Columns.wrap("arn:aws:iam::1", 5, 3, ".."))
        .containsExactly("arn:a", "ws:ia", "m::1");
    assertThat(Columns.wrap("", 5, 3, "..")).containsExactly("");
  }

  @Property(tries = 200)
  void wrappedTextFitsAndIsCompleteWithoutLineLimit(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 40) int width) {
    List<String> limited = Columns.wrap(text, width, 3, "…");
    List<String> unlimited = Columns.wrap(text, width, Integer.MAX_VALUE, "…");

    assertThat(limited).hasSizeLessThanOrEqualTo(3).allMatch(line -> Columns.of(line) <= width);
    assertThat(withoutSpace(String.join("", unlimited))).isEqualTo(withoutSpace(text));
  }

  private static String withoutSpace(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
