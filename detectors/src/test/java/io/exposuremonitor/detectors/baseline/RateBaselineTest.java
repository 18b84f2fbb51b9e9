package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateBaselineTest {
  private static final long HOUR = RateBaseline.HOUR_MILLIS;

  /** Monday, 2026-11-02, 00:00 UTC, in hours. */
  private static final long MONDAY = 1_793_577_600_000L / HOUR;

  private static final long WEEK = 168;

  private record Count(long hour, long count) {}

  /** Computes the expected baseline from all counts at once. */
  private static final class Oracle {
    private final List<List<Long>> countsBySlot = new ArrayList<>();

    Oracle(List<Count> counts, long settled) {
      for (long slot = 0; slot < WEEK; slot++) {
        countsBySlot.add(new ArrayList<>());
      }
      TreeMap<Long, Long> hours = new TreeMap<>();
      counts.stream()
          .filter(count -> count.hour < settled)
          .forEach(count -> hours.merge(count.hour, count.count, Long::sum));
      Long before = null;
      for (Map.Entry<Long, Long> hour : hours.entrySet()) {
        if (before != null && hour.getKey() - before - 1 <= WEEK) {
          for (long silent = before + 1; silent < hour.getKey(); silent++) {
            countsBySlot.get(slot(silent)).add(0L);
          }
        }
        countsBySlot.get(slot(hour.getKey())).add(hour.getValue());
        before = hour.getKey();
      }
    }

    private static int slot(long hour) {
      return (int) ((hour - MONDAY + 1_000_000L * WEEK) % WEEK);
    }

    private static int level(List<Long> weeks) {
      int level = RateBaseline.levelOf(weeks.get(0));
      for (int week = 1; week < weeks.size(); week++) {
        int seen = RateBaseline.levelOf(weeks.get(week));
        if (week < 3) {
          level = Math.min(level, seen);
        } else if (seen > level) {
          level = Math.min(seen, level + 4);
        } else {
          level = Math.max(seen, level - 8);
        }
      }
      return level;
    }

    long usual(long hour) {
      int slot = slot(hour);
      if (countsBySlot.get(slot).size() >= 2) {
        return RateBaseline.valueOf(level(countsBySlot.get(slot)));
      }
      boolean weekend = slot >= 5 * 24;
      List<Integer> sameHour = new ArrayList<>();
      for (int day = 0; day < 7; day++) {
        List<Long> weeks = countsBySlot.get(day * 24 + slot % 24);
        if (day >= 5 == weekend && !weeks.isEmpty()) {
          sameHour.add(level(weeks));
        }
      }
      Collections.sort(sameHour);
      return sameHour.size() < 2
          ? -1
          : RateBaseline.valueOf(sameHour.get((sameHour.size() - 1) / 2));
    }
  }

  /** Four weeks of some hours; each part of an hour arrives up to three hours late. */
  @Property(tries = 100)
  void agreesWithOracleInAnyOrderWithinLateness(@ForAll long seed) {
    Random random = new Random(seed);
    List<Count> counts = new ArrayList<>();
    int busy = 1 + random.nextInt(100);
    for (long hour = MONDAY; hour < MONDAY + 4 * WEEK; hour++) {
      for (int part = 0; part < 2 && random.nextInt(100) < busy; part++) {
        counts.add(new Count(hour, random.nextInt(5_000)));
      }
    }
    List<Count> arriving = new ArrayList<>(counts);
    for (int i = 0; i + 6 < arriving.size(); i += 6) {
      Collections.shuffle(arriving.subList(i, i + 6), random);
    }
    RateBaselineState state = new RateBaselineState();
    RateBaseline baseline = new RateBaseline(state);
    long newest = Long.MIN_VALUE;
    List<Count> taken = new ArrayList<>();
    for (Count count : arriving) {
      newest = Math.max(newest, count.hour);
      long late = newest - 8;
      if (baseline.add(count.hour * HOUR + 5, count.count)) {
        taken.add(count);
      }
      baseline.settle(late * HOUR);
    }
    long settled = MONDAY + 4 * WEEK;
    baseline.settle(settled * HOUR);
    Oracle oracle = new Oracle(taken, settled);

    for (long hour = settled; hour < settled + WEEK; hour++) {
      assertThat(baseline.usual(hour)).isEqualTo(oracle.usual(hour));
    }
    assertThat(stateBytes(state)).isLessThanOrEqualTo(RateBaseline.MAX_BYTES);
  }

  /** The same counts, shuffled within the lateness, yield the same state. */
  @Property(tries = 100)
  void stateDoesNotDependOnOrder(@ForAll long seed) {
    Random random = new Random(seed);
    RateBaselineState ordered = new RateBaselineState();
    RateBaselineState shuffled = new RateBaselineState();
    for (long day = 0; day < 21; day++) {
      List<Count> counts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        counts.add(new Count(MONDAY + day * 24 + random.nextInt(24), random.nextInt(100)));
      }
      counts.forEach(count -> assertThat(add(ordered, count)).isTrue());
      Collections.shuffle(counts, random);
      counts.forEach(count -> assertThat(add(shuffled, count)).isTrue());
      new RateBaseline(ordered).settle((MONDAY + (day + 1) * 24) * HOUR);
      new RateBaseline(shuffled).settle((MONDAY + (day + 1) * 24) * HOUR);
    }

    assertThat(shuffled).usingRecursiveComparison().isEqualTo(ordered);
  }

  /** No hour, however high its count, moves the baseline by more than half an octave a week. */
  @Property(tries = 200)
  void limitsInfluenceOfOneHour(@ForAll @LongRange(min = 0) long flood) {
    RateBaselineState state = new RateBaselineState();
    for (int week = 0; week < 4; week++) {
      learn(state, MONDAY + week * WEEK, 1_000);
    }
    RateBaseline baseline = new RateBaseline(state);
    long before = baseline.usual(MONDAY);
    learn(state, MONDAY + 4 * WEEK, flood);

    assertThat(baseline.usual(MONDAY)).isBetween(before / 2, before * 3 / 2);
  }

  @Property(tries = 50)
  void limitsInfluenceOfFloodInEveryHourOfAWeek(@ForAll @IntRange(min = 3) int flood) {
    RateBaselineState state = new RateBaselineState();
    for (long hour = MONDAY; hour < MONDAY + 4 * WEEK; hour++) {
      learn(state, hour, 64);
    }
    for (long hour = MONDAY + 4 * WEEK; hour < MONDAY + 5 * WEEK; hour++) {
      learn(state, hour, flood);
    }

    RateBaseline baseline = new RateBaseline(state);
    for (long hour = MONDAY; hour < MONDAY + WEEK; hour++) {
      assertThat(baseline.usual(hour)).isBetween(32L, 96L);
    }
  }

  @Property
  void levelsAreAccurateToAnEighth(@ForAll @LongRange(min = 0, max = 1L << 31) long count) {
    long value = RateBaseline.valueOf(RateBaseline.levelOf(count));

    assertThat(value).isBetween(count - count / 8, count);
  }

  @Test
  void learnsQuietSundays() {
    RateBaselineState state = new RateBaselineState();
    for (long hour = MONDAY; hour < MONDAY + 3 * WEEK; hour++) {
      long slot = (hour - MONDAY) % WEEK;
      if (slot < 6 * 24) {
        learn(state, hour, 600);
      }
    }
    RateBaseline baseline = new RateBaseline(state);

    assertThat(baseline.usual(MONDAY + 3 * WEEK + 10)).isBetween(500L, 600L);
    assertThat(baseline.usual(MONDAY + 3 * WEEK - 10)).isZero();
  }

  @Test
  void usesSameHourOfSimilarDaysUntilHourIsSeenTwice() {
    RateBaselineState state = new RateBaselineState();
    for (long day = 0; day < 3; day++) {
      learn(state, MONDAY + day * 24 + 9, 100 * (day + 1));
    }
    RateBaseline baseline = new RateBaseline(state);

    assertThat(baseline.usual(MONDAY + 4 * 24 + 9)).isBetween(180L, 200L);
    assertThat(baseline.usual(MONDAY + 5 * 24 + 9)).isEqualTo(RateBaseline.UNKNOWN);
  }

  @Test
  void learnsSilenceOnlyOnceItEnds() {
    RateBaselineState state = new RateBaselineState();
    for (long hour = MONDAY; hour < MONDAY + 2 * WEEK; hour++) {
      learn(state, hour, 100);
    }
    RateBaseline baseline = new RateBaseline(state);
    baseline.settle((MONDAY + 3 * WEEK) * HOUR);

    assertThat(baseline.usual(MONDAY)).isPositive();
    learn(state, MONDAY + 2 * WEEK + 5, 100);
    assertThat(baseline.usual(MONDAY)).isZero();
  }

  @Test
  void doesNotLearnFromSilenceOfMoreThanAWeek() {
    RateBaselineState state = new RateBaselineState();
    for (long hour = MONDAY; hour < MONDAY + 2 * WEEK; hour++) {
      learn(state, hour, 100);
    }
    learn(state, MONDAY + 3 * WEEK + 1, 100);

    assertThat(new RateBaseline(state).usual(MONDAY)).isPositive();
  }

  @Test
  void doesNotLearnFromUnwatchedHours() {
    RateBaselineState state = new RateBaselineState();
    for (long hour = MONDAY; hour < MONDAY + 2 * WEEK; hour++) {
      learn(state, hour, 100);
    }
    RateBaseline baseline = new RateBaseline(state);
    baseline.unobserved((MONDAY + 2 * WEEK + 1) * HOUR, (MONDAY + 2 * WEEK + 9) * HOUR + 1);
    learn(state, MONDAY + 2 * WEEK + 10, 100);

    assertThat(baseline.usual(MONDAY + 5)).isPositive();
    assertThat(baseline.usual(MONDAY + 9)).isPositive();
  }

  @Test
  void doesNotLearnFromTheHoursInWhichABreakBeginsAndEnds() {
    RateBaselineState state = new RateBaselineState();
    long hour = MONDAY + 3 * WEEK;
    for (long known = MONDAY; known < hour; known++) {
      learn(state, known, 100);
    }
    RateBaseline baseline = new RateBaseline(state);
    long usual = baseline.usual(hour);
    baseline.add(hour * HOUR, 5);
    baseline.add((hour + 1) * HOUR, 5);

    baseline.unobserved(hour * HOUR + HOUR / 6, (hour + 2) * HOUR - 1);

    assertThat(baseline.usual(hour)).isEqualTo(usual);
    assertThat(baseline.usual(hour + 1)).isEqualTo(usual);
    assertThat(baseline.add((hour + 1) * HOUR, 100)).isFalse();
    assertThat(baseline.add((hour + 2) * HOUR, 100)).isTrue();
  }

  @Test
  void learnsFromTheHoursBeforeABreak() {
    RateBaselineState state = new RateBaselineState();
    learn(state, MONDAY, 100);
    RateBaseline baseline = new RateBaseline(state);
    baseline.add((MONDAY + 1) * HOUR, 100);

    baseline.unobserved((MONDAY + 2) * HOUR, (MONDAY + 40) * HOUR);
    learn(state, MONDAY + 49, 100);

    assertThat(baseline.usual(MONDAY + 73)).isPositive();
  }

  @Test
  void rejectsCountsOfSettledAndFarFutureHours() {
    RateBaselineState state = new RateBaselineState();
    learn(state, MONDAY, 5);
    RateBaseline baseline = new RateBaseline(state);

    assertThat(baseline.add(MONDAY * HOUR, 1)).isFalse();
    assertThat(baseline.add((MONDAY + 1) * HOUR - 1, 1)).isFalse();
    assertThat(baseline.add((MONDAY + 1) * HOUR, 1)).isTrue();
    assertThat(baseline.add((MONDAY + 26) * HOUR, 1)).isFalse();
  }

  @Test
  void dropsFarFutureCountWhenSettled() {
    RateBaselineState state = new RateBaselineState();
    RateBaseline baseline = new RateBaseline(state);
    assertThat(baseline.add((MONDAY + 1_000) * HOUR, 1)).isTrue();
    baseline.settle(MONDAY * HOUR);

    assertThat(state.openHours).isEmpty();
    assertThat(baseline.add(MONDAY * HOUR, 1)).isTrue();
  }

  @Test
  void expectsProportionalSharesOfPartialHours() {
    RateBaselineState state = new RateBaselineState();
    for (long hour = MONDAY; hour < MONDAY + 2 * WEEK; hour++) {
      learn(state, hour, (hour - MONDAY) % 24 < 8 ? 0 : 64);
    }
    RateBaseline baseline = new RateBaseline(state);
    long midnight = (MONDAY + 2 * WEEK) * HOUR;

    assertThat(baseline.expected(midnight, midnight + 9 * HOUR)).isEqualTo(64);
    assertThat(baseline.expected(midnight, midnight + 8 * HOUR + HOUR / 2)).isEqualTo(32);
  }

  @Test
  void boundsNumberOfOpenHours() {
    RateBaselineState state = new RateBaselineState();
    RateBaseline baseline = new RateBaseline(state);
    for (long hour = MONDAY; hour < MONDAY + 1_000; hour++) {
      baseline.add(hour * HOUR, 1);
    }

    assertThat(state.openHours).hasSize(RateBaseline.MAX_OPEN_HOURS);
    baseline.settle((MONDAY + 1_000) * HOUR);
    assertThat(stateBytes(state)).isLessThanOrEqualTo(RateBaseline.MAX_BYTES);
  }

  private static void learn(RateBaselineState state, long hour, long count) {
    new RateBaseline(state).settle(hour * HOUR);
    assertThat(add(state, new Count(hour, count))).isTrue();
    new RateBaseline(state).settle((hour + 1) * HOUR);
  }

  private static boolean add(RateBaselineState state, Count count) {
    return new RateBaseline(state).add(count.hour * HOUR, count.count);
  }

  private static int stateBytes(RateBaselineState state) {
    return state.levels.length
        + state.weeks.length
        + 2 * Long.BYTES
        + Long.BYTES * (state.openHours.length + state.openCounts.length);
  }

  @Test
  void usesEveryLevel() {
    int[] levels = new int[100];
    Arrays.setAll(levels, i -> RateBaseline.levelOf(RateBaseline.valueOf(8 * 3 + 1 + i)));

    assertThat(levels).doesNotHaveDuplicates();
    assertThat(RateBaseline.levelOf(Long.MAX_VALUE)).isEqualTo(255);
  }
}
