package io.exposuremonitor.detectors.bulkread;

import static io.exposuremonitor.detectors.bulkread.Read.DAY;
import static io.exposuremonitor.detectors.bulkread.Read.HOUR;
import static io.exposuremonitor.detectors.bulkread.Read.MINUTE;
import static io.exposuremonitor.detectors.bulkread.Read.MONDAY;
import static io.exposuremonitor.detectors.bulkread.Read.SECOND;
import static io.exposuremonitor.detectors.bulkread.Watch.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManyTablesDetectorTest {
  private static final long NOON = MONDAY + 12 * HOUR;

  /** Reports reads of five tables. */
  private static final Policy POLICY = Watch.policy(SMALL);

  @Test
  void reportsReadsOfManyTables() {
    Watch watch = new Watch(POLICY);
    watch.feed(tables(4, NOON, MINUTE));
    assertThat(watch.signals).as("below the floor").isEmpty();
    watch.feed(List.of(Read.scan(99, NOON + 5 * MINUTE).on(Read.table("t4"))));
    Signal signal = watch.last("many-tables");
    assertThat(signal.actor()).isEqualTo(Read.role("x"));
    assertThat(signal.resource()).isEqualTo("arn:aws:dynamodb:eu-west-1:111122223333:table/*");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.magnitude()).isEqualTo(5);
    assertThat(signal.evidence().facts()).containsEntry("tables", "t0, t1, t2, t3, t4");
    assertThat(signal.message())
        .isEqualTo("5 tables read within an hour by role/x: t0, t1, t2, t3, t4");
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, false"})
  void countsOnlyTablesReadWithinAnHour(long offset, boolean found) {
    List<Read> reads = new ArrayList<>(tables(4, NOON, 1));
    reads.add(Read.scan(99, NOON + HOUR + offset).on(Read.table("t4")));
    assertThat(Watch.over(POLICY, reads).ids().contains("many-tables")).isEqualTo(found);
  }

  /** Spread so that no hour has more than two. */
  @Test
  void reportsTablesReadOneByOneAllDay() {
    Watch watch = new Watch(POLICY);
    watch.feed(tables(29, NOON, 30 * MINUTE));
    assertThat(watch.ids()).as("below the floor").isEmpty();
    watch.feed(List.of(Read.scan(99, NOON + 15 * HOUR).on(Read.table("t99"))));
    Signal signal = watch.last("many-tables");
    assertThat(signal.magnitude()).isEqualTo(30);
    assertThat(signal.evidence().counts()).containsEntry("window_seconds", 86_400L);
    assertThat(signal.message())
        .isEqualTo(
            "30 tables read within 24 hours by role/x, 10 of them:"
                + " t0, t1, t10, t11, t12, t13, t14, t15, t16, t17");
  }

  @Test
  void countsOnlyTablesReadWithinADay() {
    assertThat(Watch.over(POLICY, tables(60, NOON, HOUR)).ids()).isEmpty();
  }

  /** A day's number is compared with those of earlier days, and with those of their hours. */
  @Test
  void comparesDayWithHistoryOfActor() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      reads.addAll(tables(12, NOON + day * DAY, 40 * MINUTE));
    }
    reads.addAll(tables(36, NOON + 4 * DAY, 20 * MINUTE));
    assertThat(Watch.over(POLICY, reads).ids()).isEmpty();
    reads.add(Read.scan(99, NOON + 4 * DAY + 30 * MINUTE).on(Read.table("new")));
    assertThat(Watch.over(POLICY, reads).last("many-tables").evidence().counts())
        .containsEntry("tables", 37L)
        .containsEntry("usual_tables", 12L);
  }

  /** The hour is long over when the other table's read arrives, the day is not. */
  @Test
  void countsLateReadTowardsTheDay() {
    Watch watch = new Watch(POLICY);
    watch.feed(tables(29, NOON, 30 * MINUTE));
    watch.feed(List.of(Read.scan(99, NOON + HOUR).on(Read.table("t99"))));
    assertThat(watch.last("many-tables").magnitude()).isEqualTo(30);
  }

  @Test
  void countsEachTableOnce() {
    List<Read> reads = new ArrayList<>(tables(4, NOON, MINUTE));
    reads.addAll(tables(4, NOON + 20 * MINUTE, MINUTE));
    assertThat(Watch.over(POLICY, reads).ids()).isEmpty();
  }

  @Test
  void ignoresSingleItemsFailuresAndServices() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String table = Read.table("t" + i);
      reads.add(Read.key(i, NOON + i, i).on(table));
      reads.add(Read.scan(10 + i, NOON + i).on(table).failed());
      reads.add(
          Read.scan(20 + i, NOON + i)
              .on(table)
              .by(new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "")));
    }
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.signals).isEmpty();
    assertThat(watch.actors).isEmpty();
  }

  @Test
  void countsRegionsSeparately() {
    List<Read> reads = new ArrayList<>(tables(3, NOON, MINUTE));
    tables(3, NOON, MINUTE)
        .forEach(read -> reads.add(read.on(read.table().replace("eu-west-1", "us-east-1"))));
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
  }

  @Test
  void readsInManyForeignPlacesDoNotHideTablesOfOurs() {
    List<Read> reads = new ArrayList<>();
    for (int place = 0; place < 45; place++) {
      String table = "arn:aws:dynamodb:region-" + place + ":999988887777:table/bait";
      reads.add(Read.scan(1_000 + place, NOON - HOUR + place * SECOND).on(table));
    }
    reads.addAll(tables(5, NOON, MINUTE));
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.ids()).containsExactly("many-tables");
    assertThat(watch.actors.get(Read.role("x")).places).hasSize(40);
  }

  @Test
  void boundsNumberOfPlaces() {
    List<Read> reads = new ArrayList<>();
    for (int place = 0; place < 45; place++) {
      String table = Read.table("t").replace("eu-west-1", "region-" + place);
      reads.add(Read.scan(1_000 + place, NOON + place * SECOND).on(table));
    }
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.actors.get(Read.role("x")).places).hasSize(40);
  }

  @Test
  void comparesWithHistoryOfActor() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      reads.addAll(tables(4, NOON + day * DAY, MINUTE));
    }
    reads.addAll(tables(12, NOON + 4 * DAY, MINUTE));
    assertThat(Watch.over(POLICY, reads).ids()).doesNotContain("many-tables");
    reads.add(Read.scan(99, NOON + 4 * DAY + 30 * MINUTE).on(Read.table("new")));
    assertThat(Watch.over(POLICY, reads).last("many-tables").evidence().counts())
        .containsEntry("tables", 13L)
        .containsEntry("usual_tables", 4L);
  }

  /** Otherwise a theft that goes on would soon be usual. */
  @Test
  void doesNotTakeReportedDaysForUsual() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      reads.addAll(tables(12, NOON + day * DAY, MINUTE));
    }
    assertThat(Watch.over(POLICY, reads).last("many-tables").end()).isGreaterThan(NOON + 5 * DAY);
  }

  @Test
  void citesOnlyScansOfTheHour() {
    List<Read> reads = tables(12, NOON, MINUTE);
    List<Read> others = new ArrayList<>(tables(2, NOON - 3 * HOUR, MINUTE));
    for (int i = 0; i < 50; i++) {
      others.add(Read.key(i, NOON + i * SECOND, i).on(Read.table("t0")));
    }
    List<Read> all = new ArrayList<>(others);
    all.addAll(reads);
    assertThat(Watch.over(POLICY, all).last("many-tables").evidence().eventIds())
        .hasSize(3)
        .isSubsetOf(reads.stream().map(Read::eventId).toList());
  }

  /** The wake-ups were requested under the shorter bound. */
  @Test
  void forgetsActorWhenLatenessHasGrown() {
    Watch watch = new Watch(POLICY);
    watch.feed(tables(4, NOON, MINUTE));
    watch.use(POLICY.withLateness(Duration.ofHours(2)));
    watch.end();

    assertThat(watch.actors).isEmpty();
  }

  @Test
  void boundsNumberOfTableNames() {
    Watch watch = new Watch(POLICY);
    watch.feed(tables(200, NOON, 1_000));
    assertThat(watch.actors.get(Read.role("x")).places.get(0).tables()).hasSize(10);
    assertThat(watch.last("many-tables").magnitude()).isBetween(180L, 220L);
    watch.end();
    assertThat(watch.actors).isEmpty();
  }

  @Test
  void statesHowManyTablesAreListed() {
    assertThat(Watch.over(POLICY, tables(12, NOON, MINUTE)).last("many-tables").message())
        .isEqualTo(
            "12 tables read within an hour by role/x, 10 of them:"
                + " t0, t1, t10, t11, t2, t3, t4, t5, t6, t7");
  }

  @Test
  void expiresTableNamesWhileActorKeepsReading() {
    Watch watch = new Watch(POLICY);
    for (int tenMinutes = 0; tenMinutes < 2 * 144; tenMinutes++) {
      long time = MONDAY + 10 * MINUTE * tenMinutes;
      watch.feed(tables(3, time, SECOND));
      watch.wakeUntil(time - 15 * MINUTE);
    }
    ManyTablesState.Place place = watch.actors.get(Read.role("x")).places.get(0);
    assertThat(place.tables()).hasSizeLessThan(50);
    assertThat(place.pages()).hasSizeLessThan(50);
  }

  private static List<Read> tables(int tables, long from, long spacing) {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      reads.add(Read.scan(from + i, from + i * spacing).on(Read.table("t" + i)));
    }
    return reads;
  }
}
