package io.exposuremonitor.job.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong(42);
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(screen, true, UTF_8);

  @Test
  void showsBarPercentageRateAndTimeLeft() {
    assertThat(Progress.render(250, 1_000, 1_200_000, 5 * SECOND, 90).stripTrailing())
        .isEqualTo(
            "[##########------------------------------]   25 %  1,200,000 events  240,000/s  15 s"
                + " left");
  }

  @Test
  void dropsBarFirstOnNarrowTerminalsAndNeverWraps() {
    assertThat(Progress.render(250, 1_000, 1_200, 5 * SECOND, 60))
        .startsWith("[####--------------]   25 %");
    assertThat(Progress.render(250, 1_000, 1_200, 5 * SECOND, 44).stripTrailing())
        .isEqualTo(" 25 %  1,200 events  240/s  15 s left");
    assertThat(Progress.render(250, 1_000, 1_200, 5 * SECOND, 10)).isEqualTo(" 25 %  1,");
  }

  @Test
  void showsNoBarAndNoTimeLeftIfTotalIsUnknown() {
    assertThat(Progress.render(250, 0, 1_200, 2 * SECOND, 80).stripTrailing())
        .isEqualTo("1,200 events  600/s");
  }

  @Test
  void showsNoTimeLeftInFirstSecond() {
    assertThat(Progress.render(1, 1_000, 10, SECOND / 2, 80)).doesNotContain("left");
    assertThat(Progress.render(0, 1_000, 0, 0, 80)).contains("  0 %  0 events");
  }

  @Property(tries = 200)
  void everyLineIsOneColumnNarrowerThanTheTerminal(
      @ForAll @LongRange(min = 0) long done,
      @ForAll @LongRange(min = 0) long total,
      @ForAll @LongRange(min = 0) long records,
      @ForAll @LongRange(min = 0) long elapsed,
      @ForAll @IntRange(min = 1, max = 300) int width) {
    assertThat(Progress.render(done, total, records, elapsed, width)).hasSize(width - 1);
  }

  @Test
  void drawsAtMostTenTimesASecondAndCleansUp() {
    try (Progress progress = new Progress(out, true, 40, clock::get)) {
      progress.update(0, 100, 0);
      clock.addAndGet(SECOND / 20);
      progress.update(5, 100, 5);
      clock.addAndGet(SECOND / 20);
      progress.update(10, 100, 10);
    }

    String drawn = screen.toString(UTF_8);
    assertThat(drawn.chars().filter(c -> c == '\r').count()).isEqualTo(4);
    assertThat(drawn).contains(" 10 %").doesNotContain("  5 %");
    assertThat(drawn).endsWith("\r" + " ".repeat(39) + "\r");
  }

  @Test
  void printsNothingWithoutTerminal() {
    try (Progress progress = new Progress(out, false, 40, clock::get)) {
      progress.update(50, 100, 10);
    }

    assertThat(screen.size()).isZero();
  }
}
