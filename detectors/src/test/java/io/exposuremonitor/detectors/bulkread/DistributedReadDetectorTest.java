package io.exposuremonitor.detectors.bulkread;

import static io.exposuremonitor.detectors.bulkread.Read.CUSTOMERS;
import static io.exposuremonitor.detectors.bulkread.Read.DAY;
import static io.exposuremonitor.detectors.bulkread.Read.HOUR;
import static io.exposuremonitor.detectors.bulkread.Read.MINUTE;
import static io.exposuremonitor.detectors.bulkread.Read.MONDAY;
import static io.exposuremonitor.detectors.bulkread.Read.SECOND;
import static io.exposuremonitor.detectors.bulkread.Watch.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.RecordedContext;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedReadDetectorTest {
  private static final long NOON = MONDAY + 12 * HOUR;

  /** Floors of an hour: 20 pages and 24 keys for one actor, twice that for a table. */
  private static final Policy POLICY = Watch.policy(SMALL);

  private static final Actor ACCOUNT =
      new Actor(Actor.Kind.ACCOUNT, "123456789012", "123456789012");

  @ParameterizedTest
  @CsvSource({
    "14, 13, 13, 0, true, three share it",
    "13, 13, 13, 0, false, one page too few",
    "20, 14, 13, 0, false, the first explains itself and the rest is too little",
    "19, 19, 2, 0, true, two large and one small part",
    "19, 19, 1, 1, false, two alone",
    "30, 14, 14, 14, true, three beside one that explains itself",
  })
  void requiresThreeActorsThatReachFloorTogether(
      int a, int b, int c, int d, boolean found, String why) {
    List<Read> reads = new ArrayList<>();
    reads.addAll(scans("a", a, NOON, 20 * SECOND));
    reads.addAll(scans("b", b, NOON, 20 * SECOND));
    reads.addAll(scans("c", c, NOON, 20 * SECOND));
    reads.addAll(scans("d", d, NOON, 20 * SECOND));
    assertThat(Watch.over(POLICY, reads).ids().contains("distributed")).as(why).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"4, false", "5, true"})
  void ignoresPagesOfSmallTable(int mebibytes, boolean found) {
    List<Read> reads = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      reads.addAll(scans(role, 14, NOON, 20 * SECOND));
    }
    Policy policy =
        Watch.policy(
            Watch.ignoringTablesBelow(5),
            new Policy.Table("customers", List.of(), mebibytes << 20, 0, null));

    assertThat(Watch.over(policy, reads).ids().contains("distributed")).isEqualTo(found);
  }

  @Test
  void ignoresPagesOfSmallTableButNotItsKeys() {
    List<Read> reads = new ArrayList<>();
    for (int key = 0; key < 48; key++) {
      reads.add(Read.key(key, NOON + key * MINUTE, key).by(Read.role("r" + key % 3)));
    }
    Policy policy =
        Watch.policy(
            Watch.ignoringTablesBelow(5),
            new Policy.Table("customers", List.of(), 4 << 20, 0, null));

    assertThat(Watch.over(policy, reads).ids()).contains("distributed");
  }

  @Test
  void reportsShareOfEachActor() {
    List<Read> reads = new ArrayList<>(scans("a", 18, NOON));
    reads.addAll(scans("b", 13, NOON));
    reads.addAll(scans("c", 13, NOON));
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.findings().keySet())
        .containsExactly("bulk-read.distributed 111122223333 " + CUSTOMERS);
    Signal signal = watch.last("distributed");
    assertThat(signal.actor().kind()).isEqualTo(Actor.Kind.ACCOUNT);
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.evidence().counts()).containsEntry("pages", 44L).containsEntry("actors", 3L);
    assertThat(signal.evidence().facts())
        .containsEntry("actors", "role/a 41 %, role/b 30 %, role/c 30 %");
    assertThat(signal.evidence().eventIds()).hasSize(3).isSubsetOf(ids(reads));
    assertThat(signal.message())
        .startsWith("44 pages (up to 44 MB) of `customers` read within ")
        .endsWith(" by 3 actors together; no one of them read enough by itself to be reported");
    assertThat(signal.message())
        .contains(
            " ("
                + Instant.ofEpochMilli(signal.start())
                + " to "
                + Instant.ofEpochMilli(signal.end() + 1)
                + ")");
  }

  @Test
  void omitsActorsWithNegligibleShare() {
    List<Read> reads = new ArrayList<>(scans("a", 18, NOON));
    reads.addAll(scans("b", 15, NOON));
    reads.addAll(scans("c", 15, NOON));
    reads.addAll(scans("d", 1, NOON));
    Signal signal = Watch.over(POLICY, reads).last("distributed");
    assertThat(signal.evidence().counts()).containsEntry("actors", 3L);
    assertThat(signal.evidence().facts().get("actors"))
        .startsWith("role/a ")
        .contains("role/c ")
        .doesNotContain("role/d");
  }

  @Test
  void citesOnlyEventsOfParticipatingActors() {
    List<Read> reads = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      reads.addAll(scans(role, 14, NOON, 20 * SECOND));
    }
    List<Read> shared = List.copyOf(reads);
    reads.addAll(scans("alone", 500, NOON, SECOND));
    assertThat(Watch.over(POLICY, reads).last("distributed").evidence().eventIds())
        .hasSize(3)
        .isSubsetOf(ids(shared));
  }

  @Test
  void mergesTalliesWhenOneSourceIsHoursAhead() {
    List<Read> reads = new ArrayList<>();
    List<Read> ahead = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      List<Read> pages = scans(role, 14, NOON, 20 * SECOND);
      (role.equals("b") ? reads : ahead).addAll(pages);
    }
    ahead.addAll(scans("d", 1, NOON + 9 * HOUR));
    ahead.addAll(reads);
    Watch watch = new Watch(POLICY);
    watch.feed(ahead);
    watch.wakeUntil(NOON + 2 * HOUR);
    assertThat(watch.last("distributed").evidence().counts())
        .containsEntry("pages", 42L)
        .containsEntry("actors", 3L);
  }

  private static List<String> ids(List<Read> reads) {
    return reads.stream().map(Read::eventId).toList();
  }

  @Test
  void countsKeyReadBySeveralActorsOnce() {
    List<Read> apart = new ArrayList<>();
    List<Read> same = new ArrayList<>();
    for (int actor = 0; actor < 3; actor++) {
      for (int key = 0; key < 18; key++) {
        Read read = Read.key(actor * 100 + key, NOON + key * 3L * MINUTE, key);
        same.add(read.by(Read.role("r" + actor)));
        apart.add(Read.key(read.id(), read.time(), actor * 100L + key).by(Read.role("r" + actor)));
      }
    }
    assertThat(Watch.over(POLICY, apart).ids()).containsExactly("distributed");
    assertThat(Watch.over(POLICY, same).signals).isEmpty();
  }

  @Test
  void deduplicatesReadsLoggedInBothAccounts() {
    List<Read> reads = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      for (Read read : scans(role, 9, NOON)) {
        reads.add(read.shared());
        reads.add(read.shared().by(ACCOUNT));
      }
    }
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).doesNotContain("distributed");
    for (String role : List.of("a", "b", "c")) {
      scans(role, 6, NOON + 40 * MINUTE).forEach(read -> reads.add(read.shared()));
    }
    assertThat(Watch.over(POLICY, reads).last("distributed").evidence().counts())
        .containsEntry("pages", 45L)
        .containsEntry("actors", 3L);
  }

  @Test
  void countsAccountAsActorIfCallerIsUnknown() {
    List<Read> reads = new ArrayList<>();
    scans("a", 14, NOON).forEach(read -> reads.add(read.shared().by(ACCOUNT)));
    reads.addAll(scans("b", 14, NOON));
    reads.addAll(scans("c", 14, NOON));
    assertThat(Watch.over(POLICY, reads).last("distributed").evidence().facts().get("actors"))
        .contains("account 123456789012 33 %");
  }

  @Test
  void excludesAwsServicesAndReportsTheirPages() {
    Actor backup = new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "");
    List<Read> reads = new ArrayList<>();
    scans("a", 18, NOON).forEach(read -> reads.add(read.by(backup)));
    reads.addAll(scans("b", 18, NOON));
    reads.addAll(scans("c", 18, NOON));
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
    reads.addAll(scans("d", 18, NOON));
    assertThat(Watch.over(POLICY, reads).last("distributed").evidence().counts())
        .containsEntry("pages", 54L)
        .containsEntry("excluded_pages", 18L);
  }

  @Test
  void countsManyActorsWithEqualShares() {
    List<Read> reads = new ArrayList<>();
    for (int actor = 0; actor < 40; actor++) {
      reads.addAll(scans("r" + actor, 1, NOON));
    }
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.last("distributed").evidence().counts()).containsEntry("actors", 40L);
  }

  @Test
  void comparesWithHistoryOfTable() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      for (String role : List.of("a", "b", "c", "d")) {
        reads.addAll(scans(role, day < 4 ? 9 : 15, NOON + day * DAY));
      }
    }
    assertThat(Watch.over(POLICY, reads).ids()).doesNotContain("distributed");
    assertThat(Watch.over(POLICY, reads.subList(36 * 2, reads.size())).ids())
        .contains("distributed");
  }

  /** Otherwise a theft that goes on would soon be usual. */
  @Test
  void doesNotTakeReportedDaysForUsual() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      for (String role : List.of("a", "b", "c", "d")) {
        reads.addAll(scans(role, 15, NOON + day * DAY));
      }
    }
    assertThat(Watch.over(POLICY, reads).last("distributed").end()).isGreaterThan(NOON + 5 * DAY);
  }

  @Test
  void signalsOnceWindowIsCompleteThenDropsState() {
    List<Read> reads = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      reads.addAll(scans(role, 14, NOON));
    }
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.signals).isEmpty();
    watch.wakeUntil(NOON + 2 * HOUR);
    assertThat(watch.ids()).containsExactly("distributed");
    watch.wakeUntil(NOON + 3 * DAY);
    assertThat(watch.tables.get(CUSTOMERS).actors).isEmpty();
    watch.end();
    assertThat(watch.tables).isEmpty();
  }

  @Test
  void judgesEachWindowOnce() {
    List<Read> reads = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      reads.addAll(scans(role, 28, NOON, 600 * SECOND));
    }
    assertThat(Watch.over(POLICY, reads).signals)
        .isNotEmpty()
        .extracting(Signal::start, Signal::end)
        .doesNotHaveDuplicates();
  }

  @Test
  void boundsNumberOfActors() {
    List<Read> reads = new ArrayList<>();
    for (int actor = 0; actor < 300; actor++) {
      reads.addAll(scans("r" + actor, 1, NOON));
    }
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.tables.get(CUSTOMERS).actors).hasSize(DistributedReadDetector.MAX_ACTORS + 1);
  }

  @ParameterizedTest
  @CsvSource({"64, 0, false", "64, 30, true", "79, 0, false", "300, 0, true"})
  void detectsSharedReadAmongMoreActorsThanAreTracked(int crowd, int thieves, boolean found) {
    List<Read> reads = new ArrayList<>();
    for (int actor = 0; actor < crowd; actor++) {
      reads.addAll(scans("app" + actor, 1, MONDAY + actor * 2L * MINUTE));
    }
    for (int actor = 0; actor < thieves; actor++) {
      reads.addAll(scans("thief" + actor, 3, NOON + HOUR + actor * SECOND, 20 * SECOND));
    }
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids().contains("distributed")).isEqualTo(found);
    if (thieves > 0) {
      assertThat(watch.last("distributed").evidence().facts().get("actors"))
          .startsWith("role/thief")
          .doesNotContain("app", "others");
    }
  }

  @Test
  void excludesActorAboveItsOwnFloorAmongMany() {
    List<Read> reads = new ArrayList<>();
    for (int actor = 0; actor < DistributedReadDetector.MAX_ACTORS; actor++) {
      reads.addAll(scans("app" + actor, 1, NOON + actor * SECOND));
    }
    reads.addAll(scans("job", 19, NOON + 10 * MINUTE, SECOND));
    for (int actor = 0; actor < DistributedReadDetector.MAX_ACTORS; actor++) {
      reads.addAll(scans("app" + actor, 1, NOON + HOUR + actor * SECOND));
    }
    reads.addAll(scans("job", 50, NOON + HOUR + 10 * MINUTE, SECOND));
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.last("distributed").evidence().counts())
        .containsEntry("pages", 64L + 64L)
        .containsEntry("excluded_pages", 69L);
  }

  @Test
  void jobWithHigherFloorDoesNotHideOthers() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            thresholds:
              bulkRead: {scanPages: {fiveMinutes: 10, hour: 20, day: 40}}
              overrides:
                - actor: arn:aws:iam::*:role/job
                  bulkRead: {scanPages: {fiveMinutes: 1_000, hour: 1_000, day: 1_000}}
            """);
    List<Read> reads = new ArrayList<>(scans("job", 200, NOON, 10 * SECOND));
    for (String role : List.of("a", "b", "c")) {
      reads.addAll(scans(role, 14, NOON));
    }
    Watch watch = Watch.over(policy, reads);
    assertThat(watch.ids()).containsExactly("distributed");
    long excluded = watch.last("distributed").evidence().counts().get("excluded_pages");
    assertThat(watch.last("distributed").evidence().counts()).containsEntry("pages", 42L);
    assertThat(excluded).isBetween(190L, 210L);
    assertThat(Watch.over(policy, reads.subList(0, 200 + 2 * 14)).signals)
        .as("two others beside the job")
        .isEmpty();
  }

  @Test
  void attributesSignalToAccountOfTable() {
    List<Read> reads = new ArrayList<>();
    for (String role : List.of("a", "b", "c")) {
      reads.addAll(scans(role, 14, NOON, 20 * SECOND));
    }
    Watch first = Watch.over(POLICY, reads);
    DistributedReadState state = null;
    List<Signal> signals = new ArrayList<>();
    NavigableSet<Long> wakeUps = new TreeSet<>();
    DetectorContext context = new RecordedContext(POLICY, signals, wakeUps);
    for (ReadTally tally : first.tallies) {
      state = new DistributedReadDetector().on(state, reportedBy("444455556666", tally), context);
    }
    new DistributedReadDetector().onTime(state, wakeUps.last(), context);
    assertThat(signals)
        .extracting(signal -> signal.actor().id(), Signal::account)
        .containsOnly(tuple("111122223333", "111122223333"));
  }

  private static ReadTally reportedBy(String account, ReadTally tally) {
    return new ReadTally(
        tally.actor(),
        tally.table(),
        account,
        tally.region(),
        tally.slot(),
        tally.scanPages(),
        tally.queryPages(),
        tally.keys(),
        tally.keySketch(),
        tally.sharedReads(),
        tally.events());
  }

  /** Too slow for a window of five minutes. */
  private static List<Read> scans(String role, int pages, long from) {
    return scans(role, pages, from, 150 * SECOND);
  }

  private static List<Read> scans(String role, int pages, long from, long spacing) {
    return Read.scans(pages, from, spacing).stream()
        .map(
            read ->
                new Read(
                    read.id() + role.hashCode() * 1_000_003L,
                    read.time(),
                    Read.role(role),
                    CUSTOMERS,
                    read.facet(),
                    read.keys()))
        .toList();
  }
}
