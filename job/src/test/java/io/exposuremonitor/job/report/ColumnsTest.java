package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({"orders, 6", "表, 2", "한, 2", "😀, 2", "e\u0301, 1", "–…→, 3", "שלום, 4"})
  void eastAsianTextTakesTwoColumnsAndMarksNone(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"orders, 6, orders", "orders, 5, ord..", "表表表, 5, 表..", "orders, 1, ."})
  void cutsToTheRoomThereIs(String text, int width, String cut) {
    assertThat(Columns.cut(text, width, "..")).isEqualTo(cut);
  }

  @Property(tries = 200)
  void neverTakesMoreRoomThanThereIs(@ForAll String text, @ForAll @IntRange(max = 40) int width) {
    assertThat(Columns.of(Columns.cut(text, width, "…"))).isLessThanOrEqualTo(width);
  }
}
