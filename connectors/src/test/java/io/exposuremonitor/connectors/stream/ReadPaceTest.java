package io.exposuremonitor.connectors.stream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadPaceTest {
  private final ReadPace pace = new ReadPace(ReadPace.Settings.DEFAULT, new Random(1), 0);

  @Test
  void spreadsTheFirstReads() {
    assertThat(pace.next()).isBetween(0L, MILLISECONDS.toNanos(1_000));
  }

  @Test
  void readsAtMostFourTimesASecondWhileThereAreRecords() {
    pace.succeeded(1_000, false, 0);
    assertThat(pace.next()).isEqualTo(1_000 + MILLISECONDS.toNanos(250));
  }

  @Test
  void slowsDownToASecondWhileReadsAreEmpty() {
    long[] pauses = new long[4];
    for (int i = 0; i < pauses.length; i++) {
      pace.succeeded(0, true, 0);
      pauses[i] = MILLISECONDS.convert(pace.next(), java.util.concurrent.TimeUnit.NANOSECONDS);
    }
    assertThat(pauses).containsExactly(250, 500, 1_000, 1_000);
  }

  @Test
  void doesNotSlowDownWhileItIsFarBehind() {
    for (int i = 0; i < 4; i++) {
      pace.succeeded(0, true, 120_000);
    }
    assertThat(pace.next()).isEqualTo(MILLISECONDS.toNanos(250));
  }

  @Test
  void resetsBackoffAfterASuccess() {
    for (int i = 0; i < 8; i++) {
      pace.failed(0, true);
    }
    pace.succeeded(0, false, 0);
    pace.failed(0, false);
    assertThat(pace.next()).isBetween(MILLISECONDS.toNanos(250), MILLISECONDS.toNanos(500));
  }

  @Property(tries = 200)
  void keepsBackoffWithinBounds(
      @ForAll @IntRange(min = 1, max = 200) int failures, @ForAll boolean throttled) {
    ReadPace storm = new ReadPace(ReadPace.Settings.DEFAULT, new Random(failures), 0);
    for (int i = 0; i < failures; i++) {
      storm.failed(0, throttled);
      assertThat(storm.next()).isBetween(MILLISECONDS.toNanos(250), MILLISECONDS.toNanos(30_000));
    }
  }
}
