package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
  @Test
  void marksRoundTimesAndNamesTheDayAtMidnight() {
    TimeAxis axis =
        TimeAxis.around(
            Instant.parse("2026-03-02T00:00:12Z").toEpochMilli(),
            Instant.parse("2026-03-03T23:58:40Z").toEpochMilli());

    assertThat(axis.ticks())
        .extracting(TimeAxis.Tick::label)
        .containsExactly("2 Mar", "12:00", "3 Mar", "12:00", "4 Mar");
  }

  @Property(tries = 200)
  void anySpanFitsAndHasFewSortedTicks(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long first,
      @ForAll @LongRange(min = 0, max = 600_000_000_000L) long span) {
    TimeAxis axis = TimeAxis.around(first, first + span);

    assertThat(axis.position(first)).isBetween(0.0, 50.0);
    assertThat(axis.position(first + span)).isBetween(50.0, 100.0);
    List<TimeAxis.Tick> ticks = axis.ticks();
    assertThat(ticks).hasSizeBetween(1, 8);
    assertThat(ticks)
        .extracting(tick -> Double.parseDouble(tick.percent().replace("%", "")))
        .isSorted();
  }
}
