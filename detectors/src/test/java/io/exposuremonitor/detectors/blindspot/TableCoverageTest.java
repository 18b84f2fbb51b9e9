package io.exposuremonitor.detectors.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.RateBaseline;
import io.exposuremonitor.detectors.detection.SingleKey;
import io.exposuremonitor.detectors.policy.BlindspotThresholds;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableCoverageTest {
  private static final String PLACE = "123456789012/eu-west-1";
  private static final String ORDERS = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String USERS = "arn:aws:dynamodb:eu-west-1:123456789012:table/users";

  /** Monday, 2026-11-02, 00:00 UTC, in hours. */
  private static final long MONDAY = 1_793_577_600_000L / RateBaseline.HOUR_MILLIS;

  private static final int LATENESS_HOURS = 1;

  private final SingleKey<TableCoverageState, TableHour> coverage =
      new SingleKey<>(new TableCoverage());

  private static TableSigns signs(String table, long hour, long events, long changes) {
    return new TableSigns(PLACE, table, hour, events, changes, 0, 0);
  }

  private void hours(long from, long to, long events, long changes, int others) {
    for (long hour = from; hour < to; hour++) {
      coverage.take(new TableHour(signs(ORDERS, hour, events, changes), others));
    }
  }

  @Test
  void reportsDarkTableWhileOtherTablesAreActive() {
    hours(MONDAY, MONDAY + 72, 500, 100, 2);
    hours(MONDAY + 72, MONDAY + 74, 0, 100, 2);
    assertThat(coverage.signals()).isEmpty();
    hours(MONDAY + 74, MONDAY + 75, 0, 100, 2);

    Signal signal = coverage.signals().get(0);
    assertThat(signal.analytic().id()).isEqualTo("blindspot.table-not-covered");
    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.resource()).isEqualTo(ORDERS);
    assertThat(signal.actor())
        .isEqualTo(new Actor(Actor.Kind.ACCOUNT, "123456789012", "123456789012"));
    assertThat(signal.evidence().counts())
        .containsEntry("dark_hours", 3L)
        .containsEntry("item_changes", 300L)
        .containsEntry("other_tables", 2L);
    assertThat(signal.message())
        .startsWith(
            "CloudTrail has reported no read or write of `orders` since 2026-11-05T00:00:00Z, though"
                + " its stream showed 300 changes of items;");
  }

  @Test
  void appliesOverridesOfTableAndAccount() throws PolicyException {
    assertThat(darkFor(5, "{table: orders, blindspot: {darkHours: 6}}")).isEmpty();
    assertThat(darkFor(5, "{actor: '123456789012', blindspot: {darkHours: 6}}")).isEmpty();
    assertThat(darkFor(5, "{table: users, blindspot: {darkHours: 6}}")).isNotEmpty();
    assertThat(darkFor(6, "{table: orders, blindspot: {darkHours: 6}}")).isNotEmpty();
  }

  private static List<Signal> darkFor(int hours, String override) throws PolicyException {
    SingleKey<TableCoverageState, TableHour> coverage =
        new SingleKey<>(
            new TableCoverage(),
            PolicyLoader.load(
                "policy.yml", "version: 1\nthresholds: {overrides: [" + override + "]}"));
    for (long hour = MONDAY; hour < MONDAY + 72 + hours; hour++) {
      coverage.take(new TableHour(signs(ORDERS, hour, hour < MONDAY + 72 ? 500 : 0, 100), 2));
    }
    return coverage.signals();
  }

  @Test
  void ignoresHoursInWhichNoTableHasEvents() {
    hours(MONDAY, MONDAY + 72, 500, 100, 2);
    hours(MONDAY + 72, MONDAY + 96, 0, 100, 0);

    assertThat(coverage.signals()).isEmpty();
  }

  @Test
  void ignoresHoursThatAreUsuallySilent() {
    for (long hour = MONDAY; hour < MONDAY + 14 * 24; hour++) {
      boolean night = (hour - MONDAY) % 24 < 5;
      coverage.take(new TableHour(signs(ORDERS, hour, night ? 0 : 500, 100), 1));
    }

    // The first nights are not yet known, and three hours of them are not enough by themselves.
    assertThat(coverage.signals()).isEmpty();
  }

  @Test
  void endsDarkPeriodOnFirstDataEvent() {
    hours(MONDAY, MONDAY + 72, 500, 100, 2);
    hours(MONDAY + 72, MONDAY + 74, 0, 100, 2);
    hours(MONDAY + 74, MONDAY + 75, 1, 100, 2);
    hours(MONDAY + 75, MONDAY + 77, 0, 100, 2);

    assertThat(coverage.signals()).isEmpty();
  }

  @Test
  void clearsDarkHourOnLateEvents() {
    hours(MONDAY, MONDAY + 72, 500, 100, 2);
    hours(MONDAY + 72, MONDAY + 74, 0, 100, 2);
    coverage.take(new TableHour(signs(ORDERS, MONDAY + 73, 7, 0), 0));
    hours(MONDAY + 74, MONDAY + 76, 0, 100, 2);

    assertThat(coverage.signals()).isEmpty();
  }

  @Test
  void reportsTableWithoutAnyEventsAfterOneDay() {
    hours(MONDAY, MONDAY + 23, 0, 5, 3);
    assertThat(coverage.signals()).isEmpty();
    hours(MONDAY + 23, MONDAY + 24, 0, 5, 3);

    assertThat(coverage.signals()).hasSize(1);
    assertThat(coverage.signals().get(0).confidence()).isEqualTo(Signal.Confidence.MEDIUM);
    assertThat(coverage.signals().get(0).message()).contains("has never reported a read or write");
  }

  @Test
  void forgetsTableAfterFortyFiveDays() {
    hours(MONDAY, MONDAY + 10, 1, 0, 0);
    assertThat(coverage.timers()).isEqualTo(1);
    coverage.passTo((MONDAY + 45 * 24 + 5) * RateBaseline.HOUR_MILLIS);
    assertThat(coverage.state).isNotNull();
    coverage.passTo((MONDAY + 46 * 24) * RateBaseline.HOUR_MILLIS);

    assertThat(coverage.state).isNull();
    assertThat(coverage.timers()).isZero();
  }

  @Test
  void boundsDarkHoursInState() {
    hours(MONDAY, MONDAY + 1_000, 0, 5, 3);
    assertThat(coverage.state).isNotNull();
    assertThat(coverage.state.dark).hasSize(BlindspotThresholds.MAX_DARK_HOURS);
  }

  /** The hours of each table, compared with a plain sum of all signs. */
  @Property(tries = 100)
  void emitsEachHourOnceWithNumberOfOtherTables(@ForAll long seed) {
    Random random = new Random(seed);
    List<TableSigns> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String table = random.nextBoolean() ? ORDERS : USERS;
      all.add(signs(table, MONDAY + random.nextInt(3), random.nextInt(3), random.nextInt(2)));
    }
    Map<String, TableHour> emitted = new HashMap<>();
    SingleKey<CoverageHoursState, TableSigns> hours =
        new SingleKey<>(
            new CoverageHours(
                hour ->
                    assertThat(emitted.put(hour.signs().hour() + hour.signs().table(), hour))
                        .isNull()));
    Collections.shuffle(all, random);
    all.forEach(hours::take);
    hours.passTo((MONDAY + 4 + LATENESS_HOURS) * RateBaseline.HOUR_MILLIS);

    Map<String, TableSigns> sums = new HashMap<>();
    all.forEach(sign -> sums.merge(sign.hour() + sign.table(), sign, TableSigns::plus));
    assertThat(emitted).hasSameSizeAs(sums);
    sums.forEach(
        (key, sum) -> {
          long others =
              sums.values().stream()
                  .filter(other -> other.hour() == sum.hour() && other.events() > 0)
                  .filter(other -> !other.table().equals(sum.table()))
                  .count();
          assertThat(emitted.get(key)).isEqualTo(new TableHour(sum, (int) others));
        });
    assertThat(hours.state).isNotNull();
    assertThat(hours.state.open).isEmpty();
  }

  @Test
  void usesDarkHourThresholdsOfPolicy() throws PolicyException {
    SingleKey<TableCoverageState, TableHour> strict =
        new SingleKey<>(
            new TableCoverage(),
            PolicyLoader.load(
                "policy.yml",
                "version: 1\nthresholds: {blindspot: {darkHours: 1, neverHeardHours: 2}}"));
    strict.take(new TableHour(signs(ORDERS, MONDAY, 0, 5), 1));
    assertThat(strict.signals()).isEmpty();
    strict.take(new TableHour(signs(ORDERS, MONDAY + 1, 0, 5), 1));
    assertThat(strict.signals()).hasSize(1);
    for (long hour = MONDAY + 2; hour < MONDAY + 3 * 24; hour++) {
      strict.take(new TableHour(signs(ORDERS, hour, 100, 5), 1));
    }
    strict.take(new TableHour(signs(ORDERS, MONDAY + 3 * 24, 0, 5), 1));

    assertThat(strict.signals()).hasSize(2);
  }

  @Test
  void emitsLateSignsImmediately() {
    List<TableHour> emitted = new ArrayList<>();
    SingleKey<CoverageHoursState, TableSigns> hours =
        new SingleKey<>(new CoverageHours(emitted::add));
    hours.take(signs(ORDERS, MONDAY, 3, 0));
    hours.passTo((MONDAY + 1) * RateBaseline.HOUR_MILLIS + 44 * 60_000);
    assertThat(emitted).isEmpty();
    hours.passTo((MONDAY + 1) * RateBaseline.HOUR_MILLIS + 45 * 60_000);
    assertThat(emitted).containsExactly(new TableHour(signs(ORDERS, MONDAY, 3, 0), 0));
    hours.take(signs(ORDERS, MONDAY, 0, 9));

    assertThat(emitted).hasSize(2);
    assertThat(emitted.get(1)).isEqualTo(new TableHour(signs(ORDERS, MONDAY, 0, 9), 0));
  }
}
