package io.exposuremonitor.detectors.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.SingleKey;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
  /** Monday, 2026-11-02, 00:00 UTC. */
  private static final long MONDAY = 1_793_577_600_000L;

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;

  private final SingleKey<SourceWatchState, SourcePulse> watch = new SingleKey<>(new SourceWatch());

  /**
   * A pulse every two minutes with the number of records that the function returns for its time.
   */
  private void run(long from, long to, LongUnaryOperator records) {
    for (long time = from; time < to; time += 2 * MINUTE) {
      watch.take(new SourcePulse("trail", time, records.applyAsLong(time), 0, 0));
    }
  }

  private static long always(long time) {
    return 10;
  }

  /** Busy Monday to Saturday from 06:00 to 22:00; silent on Sundays. */
  private static long shop(long time) {
    long hour = (time - MONDAY) % WEEK / HOUR;
    return hour < 6 * 24 && hour % 24 >= 6 && hour % 24 < 22 ? 10 : 0;
  }

  @Test
  void reportsConstantSourceAfterHalfAnHourOfSilence() {
    run(MONDAY, MONDAY + 3 * DAY, SourceWatchTest::always);
    run(MONDAY + 3 * DAY, MONDAY + 3 * DAY + 26 * MINUTE, time -> 0);
    assertThat(watch.signals()).isEmpty();
    run(MONDAY + 3 * DAY + 26 * MINUTE, MONDAY + 3 * DAY + 40 * MINUTE, time -> 0);

    Signal signal = watch.signals().get(0);
    assertThat(watch.signals()).hasSize(1);
    assertThat(signal.analytic().id()).isEqualTo("blindspot.source-silent");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.resource()).isEqualTo("trail");
    assertThat(signal.start()).isEqualTo(MONDAY + 3 * DAY - 2 * MINUTE);
    assertThat(signal.message())
        .startsWith(
            "Input trail has delivered nothing for 30 minutes, since 2026-11-04T23:58:00Z;");
  }

  @Test
  void ignoresUsualSilentSundayButReportsSilentMonday() {
    run(MONDAY, MONDAY + 3 * WEEK, SourceWatchTest::shop);
    assertThat(watch.signals()).isEmpty();
    run(MONDAY + 3 * WEEK, MONDAY + 3 * WEEK + 7 * HOUR, time -> 0);

    assertThat(watch.signals()).isNotEmpty();
    assertThat(watch.signals().get(0).end())
        .isBetween(MONDAY + 3 * WEEK + 6 * HOUR, MONDAY + 3 * WEEK + 6 * HOUR + 10 * MINUTE);
  }

  /** Active from 08:00 to 17:50 every day. */
  private static long office(long time) {
    long minute = (time - MONDAY) % DAY / MINUTE;
    return minute >= 8 * 60 && minute < 17 * 60 + 50 ? 10 : 0;
  }

  @Test
  void ignoresUsualSilenceStartingMidHour() {
    run(MONDAY, MONDAY + 4 * DAY, SourceWatchTest::office);
    assertThat(watch.signals()).isEmpty();
  }

  @Test
  void reportsSilenceWithinTheHourItStarts() {
    long silent = MONDAY + 3 * DAY + 12 * HOUR + 10 * MINUTE;
    run(MONDAY, silent, SourceWatchTest::office);
    run(silent, silent + 40 * MINUTE, time -> 0);

    assertThat(watch.signals().get(0).end()).isEqualTo(silent + 28 * MINUTE);
  }

  @Test
  void usesSilenceThresholdsOfPolicy() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            "version: 1\nthresholds: {blindspot: {silence: 10m, missedRecords: 30, firstWord: 2h}}");
    SingleKey<SourceWatchState, SourcePulse> stopped = new SingleKey<>(new SourceWatch(), policy);
    long silent = MONDAY + 3 * DAY;
    for (long time = MONDAY; time <= silent + 12 * MINUTE; time += 2 * MINUTE) {
      stopped.take(new SourcePulse("trail", time, time < silent ? 10 : 0, 0, 0));
    }
    SingleKey<SourceWatchState, SourcePulse> mute = new SingleKey<>(new SourceWatch(), policy);
    for (long time = MONDAY; time <= MONDAY + 2 * HOUR; time += 2 * MINUTE) {
      mute.take(new SourcePulse("mute", time, 0, 0, 0));
    }

    assertThat(stopped.signals().get(0).end()).isEqualTo(silent + 8 * MINUTE);
    assertThat(mute.signals()).hasSize(1);
  }

  @Test
  void appliesSilenceOverrideOfSource() throws PolicyException {
    SingleKey<SourceWatchState, SourcePulse> slow = afterTwoSilentHours("slow-queue");
    SingleKey<SourceWatchState, SourcePulse> trail = afterTwoSilentHours("trail");

    assertThat(slow.signals()).isEmpty();
    assertThat(trail.signals()).isNotEmpty();
  }

  /** A source after two silent hours, under a policy that allows {@code slow-queue} three. */
  private static SingleKey<SourceWatchState, SourcePulse> afterTwoSilentHours(String source)
      throws PolicyException {
    SingleKey<SourceWatchState, SourcePulse> watch =
        new SingleKey<>(
            new SourceWatch(),
            PolicyLoader.load(
                "policy.yml",
                """
                version: 1
                thresholds:
                  blindspot: {missedRecords: 30}
                  overrides:
                    - {table: slow-*, blindspot: {silence: 3h}}
                """));
    for (long time = MONDAY; time < MONDAY + 3 * DAY + 2 * HOUR; time += 2 * MINUTE) {
      watch.take(new SourcePulse(source, time, time < MONDAY + 3 * DAY ? 10 : 0, 0, 0));
    }
    return watch;
  }

  @Test
  void repeatsSignalEveryQuarterHourOfSilence() {
    run(MONDAY, MONDAY + 3 * DAY, SourceWatchTest::always);
    run(MONDAY + 3 * DAY, MONDAY + 3 * DAY + 90 * MINUTE, time -> 0);

    assertThat(watch.signals()).hasSizeBetween(4, 5);
    assertThat(watch.signals()).extracting(Signal::magnitude).isSorted();
  }

  @Test
  void ignoresTimeWhenMonitorWasDown() {
    run(MONDAY, MONDAY + 3 * DAY, SourceWatchTest::always);
    run(MONDAY + 4 * DAY, MONDAY + 4 * DAY + 20 * MINUTE, time -> 0);
    run(MONDAY + 4 * DAY + 20 * MINUTE, MONDAY + 5 * DAY, SourceWatchTest::always);

    assertThat(watch.signals()).isEmpty();
  }

  @Test
  void measuresSilenceFromRestart() {
    run(MONDAY, MONDAY + 3 * DAY, SourceWatchTest::always);
    run(MONDAY + 4 * DAY, MONDAY + 4 * DAY + 40 * MINUTE, time -> 0);

    assertThat(watch.signals()).hasSize(1);
    assertThat(watch.signals().get(0).start()).isEqualTo(MONDAY + 4 * DAY);
  }

  /** Otherwise the few records before the break would count as usual for the whole hour. */
  @Test
  void ignoresHourInWhichMonitorStopped() {
    long wednesday = MONDAY + 2 * DAY + 9 * HOUR;
    run(MONDAY, wednesday + 4 * MINUTE, SourceWatchTest::always);
    run(wednesday + HOUR + 10 * MINUTE, wednesday + 2 * WEEK, SourceWatchTest::always);
    run(wednesday + 2 * WEEK, wednesday + 2 * WEEK + 50 * MINUTE, time -> 0);

    assertThat(watch.signals()).isNotEmpty();
  }

  @Test
  void reportsSilenceAfterClockWasSetBack() {
    long corrected = MONDAY + 3 * DAY + 10 * MINUTE;
    long silent = MONDAY + 4 * DAY;
    run(MONDAY, MONDAY + 3 * DAY, SourceWatchTest::always);
    run(corrected + 52 * WEEK, corrected + 52 * WEEK + HOUR, SourceWatchTest::always);
    run(corrected, silent, SourceWatchTest::always);
    assertThat(watch.signals()).isEmpty();
    run(silent, silent + 40 * MINUTE, time -> 0);

    assertThat(watch.signals()).hasSize(1);
    assertThat(watch.signals().get(0).start()).isEqualTo(silent - 2 * MINUTE);
  }

  @Test
  void acceptsPulsesOfPartsInAnyOrder() {
    run(MONDAY, MONDAY + 3 * DAY, SourceWatchTest::always);
    long time = MONDAY + 3 * DAY;
    for (int i = 0; i < 60; i++) {
      watch.take(new SourcePulse("trail", time + i * MINUTE + 2_000, 0, 0, 0));
      watch.take(new SourcePulse("trail", time + i * MINUTE, 5, 0, 0));
      watch.take(new SourcePulse("trail", time + i * MINUTE + 1_000, 0, 0, 0));
    }

    assertThat(watch.signals()).isEmpty();
  }

  @Test
  void expectsNothingOnFirstDay() {
    run(MONDAY, MONDAY + DAY / 2, SourceWatchTest::always);
    run(MONDAY + DAY / 2, MONDAY + DAY, time -> 0);

    assertThat(watch.signals()).isEmpty();
  }

  @Test
  void reportsSourceThatNeverDeliveredAfterOneDay() {
    run(MONDAY, MONDAY + DAY + 4 * MINUTE, time -> 0);

    assertThat(watch.signals()).hasSize(1);
    assertThat(watch.signals().get(0).level()).isEqualTo(Level.MEDIUM);
    assertThat(watch.signals().get(0).message()).contains("since it was first read, 24 hours ago");
  }

  @Test
  void toleratesLongSilenceOfRareSource() {
    run(MONDAY, MONDAY + 2 * WEEK, time -> time % HOUR == 0 ? 1 : 0);
    run(MONDAY + 2 * WEEK, MONDAY + 2 * WEEK + 18 * HOUR, time -> 0);
    assertThat(watch.signals()).isEmpty();
    run(MONDAY + 2 * WEEK + 18 * HOUR, MONDAY + 2 * WEEK + 22 * HOUR, time -> 0);

    assertThat(watch.signals()).isNotEmpty();
  }

  @Test
  void reportsEventsWithFutureTimestamps() {
    watch.take(new SourcePulse("trail", MONDAY, 10, 3, 2 * HOUR));

    Signal signal = watch.signals().get(0);
    assertThat(signal.analytic().id()).isEqualTo("blindspot.clock-skew");
    assertThat(signal.level()).isEqualTo(Level.LOW);
    assertThat(signal.evidence().counts()).containsEntry("events", 3L);
    assertThat(signal.evidence().counts()).containsEntry("ahead_seconds", 7_200L);
  }
}
