package io.exposuremonitor.job.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavedCountersTest {
  private static final long NOW = 1_700_000_000_000L;

  @Test
  void showsCheckpointedCountersAndCurrentGauges() {
    SavedCounters counters = new SavedCounters(true, all(5, 1), NOW);
    assertThat(values(counters, all(7, 2), NOW)).containsExactly(5.0, 2.0);

    counters.savedIn(1, all(8, 3));
    assertThat(values(counters, all(9, 4), NOW)).containsExactly(5.0, 4.0);

    counters.complete(1, NOW);
    assertThat(values(counters, all(10, 5), NOW)).containsExactly(8.0, 5.0);
  }

  @Test
  void nextCheckpointCoversFailedOne() {
    SavedCounters counters = new SavedCounters(true, all(0, 0), NOW);
    counters.savedIn(1, all(1, 0));
    counters.savedIn(2, all(2, 0));
    counters.savedIn(3, all(3, 0));

    counters.complete(2, NOW);
    assertThat(values(counters, all(9, 0), NOW)).containsExactly(2.0, 0.0);
    counters.complete(1, NOW);
    assertThat(values(counters, all(9, 0), NOW))
        .as("completed out of order")
        .containsExactly(2.0, 0.0);
    counters.complete(3, NOW);
    assertThat(values(counters, all(9, 0), NOW)).containsExactly(3.0, 0.0);
  }

  @Test
  void discardsAbortedCheckpoints() {
    SavedCounters counters = new SavedCounters(true, all(0, 0), NOW);
    for (int id = 1; id <= 100; id++) {
      counters.savedIn(id, all(id, 0));
      counters.aborted(id);
    }
    counters.savedIn(101, all(101, 0));
    assertThat(counters.pendingCheckpoints()).isOne();

    counters.complete(101, NOW);
    assertThat(values(counters, all(200, 0), NOW)).containsExactly(101.0, 0.0);
    assertThat(counters.pendingCheckpoints()).isZero();
  }

  @Test
  void showsCurrentCountersAfterHoldLimit() {
    SavedCounters counters = new SavedCounters(true, all(5, 0), NOW);
    long late = NOW + SavedCounters.HOLD_LIMIT.toMillis();

    assertThat(values(counters, all(7, 0), late)).containsExactly(5.0, 0.0);
    assertThat(values(counters, all(7, 0), late + 1)).containsExactly(7.0, 0.0);
  }

  @Test
  void neverDecreasesCountersAfterSlowCheckpoint() {
    SavedCounters counters = new SavedCounters(true, all(5, 0), NOW);
    long late = NOW + SavedCounters.HOLD_LIMIT.toMillis() + 1;
    counters.savedIn(1, all(7, 0));
    assertThat(values(counters, all(9, 0), late)).containsExactly(9.0, 0.0);

    counters.complete(1, late);
    assertThat(values(counters, all(11, 0), late + 1)).containsExactly(9.0, 0.0);
    counters.savedIn(2, all(12, 0));
    counters.complete(2, late + 2);
    assertThat(values(counters, all(13, 0), late + 3)).containsExactly(12.0, 0.0);
  }

  @Test
  void showsCurrentCountersWithoutCheckpoints() {
    SavedCounters counters = new SavedCounters(false, all(5, 0), NOW);

    assertThat(values(counters, all(7, 0), NOW)).containsExactly(7.0, 0.0);
  }

  private static List<Double> values(SavedCounters counters, List<Measured> all, long now) {
    return counters.shown(all, now).stream().map(Measured::value).toList();
  }

  private static List<Measured> all(double counter, double gauge) {
    return List.of(
        new Measured(DomainMetric.TABLE_DENIED_CALLS, List.of("orders"), counter, new long[0]),
        new Measured(DomainMetric.INCIDENTS_OPEN, List.of("high"), gauge, new long[0]));
  }
}
