package io.exposuremonitor.detectors.bulkread;

import static io.exposuremonitor.detectors.bulkread.Read.CUSTOMERS;
import static io.exposuremonitor.detectors.bulkread.Read.DAY;
import static io.exposuremonitor.detectors.bulkread.Read.HOUR;
import static io.exposuremonitor.detectors.bulkread.Read.MINUTE;
import static io.exposuremonitor.detectors.bulkread.Read.MONDAY;
import static io.exposuremonitor.detectors.bulkread.Read.SECOND;
import static io.exposuremonitor.detectors.bulkread.Read.scans;
import static io.exposuremonitor.detectors.bulkread.Watch.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadVolumeDetectorTest {
  private static final long NOON = MONDAY + 12 * HOUR;
  private static final Policy POLICY = Watch.policy(SMALL);

  @Test
  void findsAScanAsSoonAsItReachesTheFloor() {
    Watch watch = new Watch(POLICY);
    watch.feedOneByOne(scans(9, NOON, SECOND));
    assertThat(watch.signals).as("below the floor").isEmpty();
    watch.feed(List.of(Read.scan(1, NOON + MINUTE)));
    assertThat(watch.ids()).containsExactly("table-scan");
    Signal signal = watch.signals.get(0);
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(Read.role("x"));
    assertThat(signal.resource()).isEqualTo(CUSTOMERS);
    assertThat(signal.magnitude()).isEqualTo(10);
    assertThat(signal.evidence().counts())
        .containsEntry("pages", 10L)
        .containsEntry("pages_5m", 10L)
        .containsEntry("window_seconds", 300L);
    assertThat(signal.message())
        .isEqualTo("10 pages (up to 10 MB) of `customers` read in 60 seconds by role/x with Scan");
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, false", "1, false"})
  void countsOnlyReadsWithinFiveMinutes(long offset, boolean found) {
    List<Read> reads = new ArrayList<>(scans(9, NOON, 1));
    reads.add(Read.scan(1, NOON + 5 * MINUTE + offset));
    assertThat(Watch.over(POLICY, reads).ids().contains("table-scan")).isEqualTo(found);
  }

  @Test
  void countsADuplicateOnce() {
    List<Read> reads = new ArrayList<>(scans(9, NOON, SECOND));
    reads.addAll(scans(9, NOON, SECOND));
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
    Watch watch = new Watch(POLICY);
    watch.feed(scans(9, NOON, SECOND));
    watch.feed(scans(9, NOON, SECOND));
    assertThat(watch.signals).isEmpty();
  }

  @Test
  void countsLateEventInEveryWindowThatContainsIt() {
    Watch watch = new Watch(POLICY);
    watch.feed(scans(9, NOON + MINUTE, SECOND));
    watch.feed(List.of(Read.scan(7, NOON + 20 * MINUTE)));
    assertThat(watch.signals).isEmpty();
    watch.feed(List.of(Read.scan(8, NOON + 59 * SECOND)));
    assertThat(watch.ids()).containsExactly("table-scan");
  }

  @Test
  void countsTooLateEventInLongerWindowsOnly() {
    Watch watch = new Watch(POLICY);
    watch.feed(scans(19, NOON, 2 * MINUTE + 30 * SECOND));
    watch.feed(List.of(Read.scan(7, NOON + 1)));
    assertThat(watch.last("table-scan").evidence().counts())
        .containsEntry("pages_1h", 20L)
        .doesNotContainKey("pages_5m");
  }

  @Test
  void reportsScanSpreadOverADayOnce() {
    Watch watch =
        Watch.over(Policy.defaults(), scans(1_440, MONDAY + 7 * HOUR + 13 * MINUTE, MINUTE));
    assertThat(watch.findings()).hasSize(1);
    assertThat(watch.ids()).containsExactly("table-scan");
    assertThat(watch.last("table-scan").evidence().counts())
        .doesNotContainKeys("pages_5m", "pages_1h");
  }

  @Test
  void doesNotReportBusyService() {
    Watch watch = new Watch(Policy.defaults());
    long keys = 200_000;
    for (int quarter = 0; quarter < 8; quarter++) {
      long slot = NOON + quarter * 15L * MINUTE;
      List<Read> reads = new ArrayList<>();
      for (int i = 0; i < 15 * 60 * 50; i++) {
        long id = quarter * 1_000_000L + i;
        reads.add(Read.key(id, slot + i * 20L, Math.floorMod(id * 0x9E3779B97F4A7C15L, keys)));
      }
      watch.feed(reads);
    }
    watch.end();
    assertThat(watch.signals).isEmpty();
  }

  @Test
  void reportsKeySweepAcrossReadOperations() {
    List<Operation> operations =
        List.of(
            Operation.GET_ITEM,
            Operation.BATCH_GET_ITEM,
            Operation.TRANSACT_GET_ITEMS,
            Operation.QUERY);
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      reads.add(Read.of(i, NOON + i, operations.get(i % 4), 100L + i));
    }
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).containsExactly("key-sweep");
    assertThat(watch.last("key-sweep").evidence().counts()).containsEntry("distinct_keys", 12L);
    assertThat(Watch.over(POLICY, reads.subList(0, 11)).ids()).isEmpty();
  }

  @Test
  void countsKeysOfItemsThatWritesReturn() {
    List<Operation> operations =
        List.of(
            Operation.PUT_ITEM_READ_BACK,
            Operation.UPDATE_ITEM_READ_BACK,
            Operation.DELETE_ITEM_READ_BACK,
            Operation.TRANSACT_WRITE_ITEMS_READ_BACK);
    List<Read> reads = new ArrayList<>();
    List<Read> writes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Read read = Read.of(i, NOON + i, operations.get(i % 4), 100L + i);
      reads.add(i % 3 == 0 ? read.failed() : read);
      writes.add(Read.of(i, NOON + i, Operation.UPDATE_ITEM, 100L + i));
    }
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).containsExactly("key-sweep");
    assertThat(watch.last("key-sweep").evidence().counts()).containsEntry("distinct_keys", 12L);
    assertThat(Watch.over(POLICY, writes).signals).as("writes that return nothing").isEmpty();
  }

  @Test
  void countsRepeatedKeyOnce() {
    List<Read> reads =
        LongStream.range(0, 500).mapToObj(i -> Read.key(i, NOON + i, i % 11)).toList();
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
  }

  @Test
  void reportsManyVectorSearchesAsKeySweep() {
    List<Read> reads =
        LongStream.range(0, 15)
            .mapToObj(i -> Read.of(i, NOON + i, Operation.SEARCH_VECTORS))
            .toList();
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).containsExactly("key-sweep");
    assertThat(watch.last("key-sweep").evidence().counts()).containsEntry("query_pages", 15L);
  }

  @Test
  void reportsManyQueryPagesAsKeySweep() {
    List<Read> reads =
        LongStream.range(0, 15).mapToObj(i -> Read.of(i, NOON + i, Operation.QUERY, 1L)).toList();
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).containsExactly("key-sweep");
    assertThat(watch.last("key-sweep").message()).startsWith("15 pages of Query of `customers`");
  }

  @Test
  void reportsFullQueryPagesAsTableScan() {
    List<Read> reads = new ArrayList<>(List.of(Read.of(0, NOON, Operation.QUERY, 1L)));
    for (int i = 1; i < 10; i++) {
      reads.add(Read.of(i, NOON + i * SECOND, Operation.QUERY, 1L).continued(i % 2 * 1_000));
    }
    assertThat(Watch.over(POLICY, reads).signals).as("nine full pages").isEmpty();

    reads.add(Read.of(10, NOON + 10 * SECOND, Operation.QUERY, 2L).continued(0));
    Watch watch = Watch.over(POLICY, reads);

    assertThat(watch.ids()).containsExactly("table-scan");
    Signal signal = watch.last("table-scan");
    assertThat(signal.message())
        .isEqualTo("10 pages (up to 10 MB) of `customers` read in 10 seconds by role/x with Query");
    assertThat(signal.evidence().counts())
        .containsEntry("pages", 10L)
        .containsEntry("full_query_pages", 10L)
        .containsEntry("query_pages", 11L)
        .containsEntry("distinct_keys", 2L);
    assertThat(signal.evidence().eventIds()).doesNotContain(reads.get(0).eventId()).isNotEmpty();
  }

  @Test
  void addsScansAndFullQueryPages() {
    List<Read> reads = new ArrayList<>(scans(5, NOON, SECOND));
    for (int i = 0; i < 5; i++) {
      reads.add(Read.of(100 + i, NOON + i * SECOND, Operation.QUERY, 1L).continued(0));
    }

    assertThat(Watch.over(POLICY, reads).last("table-scan").message())
        .endsWith("by role/x with Scan and Query");
  }

  @Test
  void countsRepeatedQueryPagesOnce() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      reads.add(Read.of(i, NOON + i * SECOND, Operation.QUERY, 1L).continued(0, 100 + i % 5));
    }

    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 25, 300})
  void ignoresQueryPagesWithSmallLimit(int limit) {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      reads.add(Read.of(i, NOON + i * SECOND, Operation.QUERY, 1L).continued(limit));
    }

    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
  }

  @Test
  void reportsStatementsContinuedAfterFullPagesAsDump() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      reads.add(Read.select(i, NOON + i * SECOND, Access.KEY_LOOKUP).continued(0));
    }

    assertThat(Watch.over(POLICY, reads.subList(1, 10)).signals).isEmpty();
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("partiql-dump");
  }

  @Test
  void countsEverySelectOfABatch() {
    Access scan = Access.FULL_SCAN;
    List<Read> reads =
        List.of(
            Read.select(1, NOON, scan, scan, scan, scan, scan),
            Read.select(2, NOON, scan, scan, scan, scan),
            Read.select(3, NOON, Access.KEY_LOOKUP));
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
    List<Read> more = new ArrayList<>(reads);
    more.add(Read.select(4, NOON, scan));
    Watch watch = Watch.over(POLICY, more);
    assertThat(watch.ids()).containsExactly("partiql-dump");
    assertThat(watch.last("partiql-dump").evidence().counts())
        .containsEntry("partiql_pages", 10L)
        .containsEntry("query_pages", 1L);
  }

  @ParameterizedTest
  @CsvSource({"8, 2, table-scan", "5, 5, table-scan", "4, 6, partiql-dump", "0, 10, partiql-dump"})
  void reportsPathOfMostPages(int scans, int selects, String id) {
    List<Read> reads = new ArrayList<>(scans(scans, NOON, SECOND));
    for (int i = 0; i < selects; i++) {
      reads.add(Read.select(100 + i, NOON + i, Access.FULL_SCAN));
    }
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(reads, new java.util.Random(seed));
      Watch watch = new Watch(POLICY);
      watch.feedOneByOne(reads);
      assertThat(watch.ids()).containsExactly(id);
    }
  }

  @Test
  void recordsFailedCallsAndCountsAsEvidenceOnly() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      reads.add(Read.scan(200 + i, NOON + i).failed());
      reads.add(Read.scan(300 + i, NOON + i).countOnly());
    }
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
    reads.addAll(0, scans(10, NOON, 1));
    assertThat(Watch.over(POLICY, reads).last("table-scan").evidence().counts())
        .containsEntry("pages", 10L)
        .containsEntry("failed_calls", 7L)
        .containsEntry("count_pages", 7L);
  }

  @Test
  void doesNotReportBrowsingInConsole() {
    List<Read> reads =
        LongStream.range(0, 90).mapToObj(i -> Read.scan(i, NOON + i * SECOND).console(50)).toList();
    assertThat(Watch.over(Watch.policy(SMALL), reads).signals).isEmpty();
  }

  @Test
  void reportsScriptThatPosesAsBrowser() {
    List<Read> reads =
        LongStream.range(0, 2_000)
            .mapToObj(i -> Read.scan(i, NOON + i * 100).console(300))
            .toList();
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).containsExactly("table-scan");
    assertThat(watch.last("table-scan").evidence().counts().get("console_pages"))
        .isBetween(1_800L, 2_200L);
  }

  @Test
  void countsLargePageFromBrowserInFull() {
    List<Read> reads =
        LongStream.range(0, 10).mapToObj(i -> Read.scan(i, NOON + i).console(301)).toList();
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("table-scan");
  }

  @Test
  void doesNotReportProbesOfOneItem() {
    Watch watch = Watch.over(Policy.defaults(), limitedScans(17_280, 1, 5 * SECOND));
    assertThat(watch.signals).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, 20, 0", "10, 40, 1", "100, 2, 0", "100, 4, 1", "300, 1, 1", "1000, 1, 1"})
  void weighsSmallPagesByTheirItems(int limit, int callsPerPage, int findings) {
    List<Read> reads = limitedScans(SMALL.scanPages().fiveMinutes() * callsPerPage, limit, 100);
    assertThat(Watch.over(POLICY, reads).ids()).hasSize(findings);
  }

  @Test
  void addsPagesWithAndWithoutSmallLimit() {
    List<Read> reads = new ArrayList<>(scans(9, NOON, SECOND));
    reads.addAll(limitedScans(2, 100, SECOND));
    assertThat(Watch.over(POLICY, reads).signals).as("9 pages and 200 items").isEmpty();
    reads.addAll(limitedScans(40, 5, SECOND));
    Watch watch = new Watch(POLICY);
    watch.restart = States::copy;
    watch.feedOneByOne(reads);
    assertThat(watch.ids()).as("9 pages and 400 items").containsExactly("table-scan");
  }

  @Test
  void countsSmallLimitAsFullPageIfItemsAreLarge() {
    Policy.Table documents =
        new Policy.Table("customers", List.of(), 10_000L * 100 * 1024, 10_000, null);
    List<Read> reads = limitedScans(10, 11, SECOND);
    assertThat(Watch.over(Watch.policy(SMALL, documents), reads).ids())
        .containsExactly("table-scan");
    assertThat(Watch.over(POLICY, reads).signals).isEmpty();
  }

  @Test
  void talliesScansWithSmallLimitAsPages() {
    List<Read> reads = limitedScans(60, 50, 10 * SECOND);
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.tallies.stream().mapToLong(ReadTally::scanPages).sum()).isEqualTo(10);
  }

  @Test
  void talliesAwsServicesWithoutReportingThem() {
    Actor backup = new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "");
    List<Read> reads = scans(100, NOON, 6 * SECOND).stream().map(read -> read.by(backup)).toList();
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.signals).isEmpty();
    assertThat(watch.tallies.stream().mapToLong(ReadTally::scanPages).sum()).isEqualTo(100);
  }

  @Test
  void halvesHourlyFloorForCompleteParallelScan() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      reads.add(Read.scan(i, NOON + i * 5L * MINUTE).segment(i % 4, 4));
    }
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).containsExactly("table-scan");
    assertThat(watch.last("table-scan").confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(watch.last("table-scan").evidence().counts())
        .containsEntry("segments_seen", 4L)
        .containsEntry("total_segments", 4L);
    List<Read> incomplete = reads.stream().filter(read -> read.facet().segment() < 3).toList();
    assertThat(Watch.over(POLICY, incomplete).signals).isEmpty();
  }

  @Test
  void distinguishesParallelScansInAnyOrder() {
    List<Read> reads = new ArrayList<>();
    for (int total = 2; total < 22; total++) {
      int segments = total == 11 ? 11 : 1;
      for (int segment = 0; segment < segments; segment++) {
        reads.add(Read.scan(reads.size(), NOON + reads.size() * SECOND).segment(segment, total));
      }
    }
    List<Read> reversed = new ArrayList<>(reads);
    Collections.reverse(reversed);
    Watch watch = new Watch(POLICY);
    watch.feedOneByOne(reads);
    Watch other = new Watch(POLICY);
    other.feedOneByOne(reversed);

    assertThat(watch.ids()).contains("table-scan");
    assertThat(other.findings()).isEqualTo(watch.findings());
  }

  @Test
  void countsAllSegmentsOfScanWithThousandSegments() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      reads.add(Read.scan(i, NOON + i * SECOND).segment(i, 1_000));
    }
    assertThat(Watch.over(Policy.defaults(), reads).last("table-scan").evidence().counts())
        .containsEntry("segments_seen", 1_000L);
  }

  @Test
  void reportsCopyOfSmallTableBelowEveryFloor() {
    Policy.Table known = new Policy.Table("customers", List.of(), 10 << 20, 0, null);
    List<Read> reads = scans(9, NOON, 3 * MINUTE);
    Watch watch = Watch.over(Watch.policy(SMALL, known), reads);
    assertThat(watch.ids()).containsExactly("table-scan");
    assertThat(watch.last("table-scan").confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(watch.last("table-scan").message())
        .isEqualTo(
            "About 90 % of `customers`, 9 pages (up to 9 MB), read in 24 minutes"
                + " by role/x with Scan");
    assertThat(Watch.over(Watch.policy(SMALL, known), reads.subList(0, 4)).signals)
        .as("40 %% and fewer than the minimum of pages")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, false", "5, true"})
  void reportsCoverageOnlyForTablesOfMinimumSize(int mebibytes, boolean found) {
    Policy.Table known = new Policy.Table("customers", List.of(), mebibytes << 20, 0, null);
    Watch watch = Watch.over(Watch.policy(SMALL, known), scans(9, NOON, 3 * MINUTE));
    assertThat(watch.ids().contains("table-scan")).isEqualTo(found);
  }

  /** A fleet refreshes its settings all week, by Scan and by PartiQL. */
  @Test
  void ignoresPagesOfSmallTable() {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 7 * 24 * 60; i++) {
      long time = MONDAY + i * MINUTE;
      reads.add(i % 2 == 0 ? Read.scan(i, time) : Read.select(i, time, Access.FULL_SCAN));
    }

    assertThat(Watch.over(smallTables(4), reads).signals).isEmpty();
    assertThat(Watch.over(smallTables(5), reads).ids()).contains("table-scan");
  }

  @Test
  void reportsKeysOfSmallTable() {
    List<Read> reads =
        LongStream.range(0, 13).mapToObj(i -> Read.key(i, NOON + i * SECOND, i)).toList();

    assertThat(Watch.over(smallTables(4), reads).ids()).containsExactly("key-sweep");
  }

  @Test
  void judgesPagesOnceTableHasGrown() {
    Watch watch = new Watch(smallTables(4));
    watch.feed(scans(50, NOON, SECOND));
    assertThat(watch.signals).isEmpty();

    watch.use(smallTables(100));
    watch.feed(scans(10, NOON + HOUR, SECOND));

    assertThat(watch.ids()).containsExactly("table-scan");
  }

  /** Tables of fewer than five pages are small. */
  private static Policy smallTables(int mebibytes) {
    return Watch.policy(
        Watch.ignoringTablesBelow(5),
        new Policy.Table("customers", List.of(), mebibytes << 20, 0, null));
  }

  @Test
  void reportsReadOfHalfTheKeysAsSweep() {
    Policy.Table known = new Policy.Table("customers", List.of(), 0, 3_000, null);
    List<Read> reads =
        LongStream.range(0, 2_000).mapToObj(i -> Read.key(i, NOON + i * SECOND, i)).toList();
    Watch watch =
        Watch.over(
            Watch.policy(Policy.defaults().thresholds().of(BulkReadThresholds.class), known),
            reads);
    assertThat(watch.ids()).containsExactly("key-sweep");
    assertThat(watch.last("key-sweep").evidence().counts().get("coverage_percent"))
        .isBetween(58L, 76L);
  }

  /** Fewer than half of the keys on each day. */
  @Test
  void reportsSweepOfAllKeysWithinAWeek() {
    Watch watch = sweepOverThreeDays(3_000, BulkReadThresholds.DEFAULTS);

    assertThat(watch.ids()).containsExactly("low-and-slow");
    assertThat(watch.last("low-and-slow").evidence().counts().get("coverage_percent"))
        .isGreaterThanOrEqualTo(90L);
    assertThat(watch.last("low-and-slow").confidence()).isEqualTo(Signal.Confidence.HIGH);
  }

  @Test
  void ignoresSweepOfMostKeysWithinAWeek() {
    assertThat(sweepOverThreeDays(2_400, BulkReadThresholds.DEFAULTS).signals).isEmpty();
  }

  @Test
  void ignoresSweepOfAllKeysWhereTheShareDoesNotCount() {
    assertThat(sweepOverThreeDays(3_000, Watch.reportingShareOf(100)).signals).isEmpty();
  }

  @Test
  void doesNotReportSweepOfADayAsSlowSweepToo() {
    Policy.Table known = new Policy.Table("customers", List.of(), 0, 3_000, null);
    List<Read> reads =
        LongStream.range(0, 3_000).mapToObj(i -> Read.key(i, NOON + i * SECOND, i)).toList();

    assertThat(Watch.over(Watch.policy(BulkReadThresholds.DEFAULTS, known), reads).ids())
        .containsExactly("key-sweep");
  }

  /** The reads of the first of 3,000 keys, a third on each of three days, by all measures slow. */
  private static Watch sweepOverThreeDays(int keys, BulkReadThresholds thresholds) {
    Policy.Table known = new Policy.Table("customers", List.of(), 0, 3_000, null);
    long pause = 3 * DAY / keys;
    List<Read> reads =
        LongStream.range(0, keys).mapToObj(i -> Read.key(i, MONDAY + i * pause, i)).toList();
    return Watch.over(Watch.policy(thresholds, known), reads);
  }

  @ParameterizedTest
  @CsvSource({"PUBLIC, MEDIUM, LOW", "INTERNAL, HIGH, MEDIUM", "RESTRICTED, CRITICAL, HIGH"})
  void adjustsLevelToSensitivityOfTable(Sensitivity sensitivity, Level fast, Level slow) {
    Policy.Table known = new Policy.Table("cust*", List.of(), 0, 0, sensitivity);
    Policy policy = Watch.policy(SMALL, known);
    assertThat(Watch.over(policy, scans(10, NOON, 1)).last("table-scan").level()).isEqualTo(fast);
    assertThat(Watch.over(policy, slowly(6)).last("low-and-slow").level()).isEqualTo(slow);
  }

  @Test
  void reportsMoreThanThreeTimesTheUsualVolume() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      reads.addAll(scans(8, NOON + day * DAY, SECOND));
    }
    reads.addAll(scans(24, NOON + 4 * DAY, 10 * SECOND));
    assertThat(Watch.over(POLICY, reads).ids()).doesNotContain("table-scan");
    reads.add(Read.scan(9, NOON + 4 * DAY + SECOND));
    Watch watch = Watch.over(POLICY, reads);
    assertThat(watch.ids()).contains("table-scan");
    assertThat(watch.last("table-scan").evidence().counts()).containsEntry("usual_pages", 8L);
    assertThat(watch.last("table-scan").confidence()).isEqualTo(Signal.Confidence.HIGH);
  }

  @Test
  void reportsVolumeThatGrowsStepByStepAsSlowScan() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      reads.addAll(scans(8, NOON + day * DAY, SECOND));
    }
    reads.addAll(scans(24, NOON + 4 * DAY, SECOND));
    assertThat(Watch.over(POLICY, reads).ids()).as("less than three times the usual").isEmpty();
    reads.addAll(scans(60, NOON + 6 * DAY, SECOND));
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("low-and-slow");
  }

  @Test
  void reportsKeysThatGrowStepByStepAsSlowSweep() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      reads.addAll(newKeys(day * 100L, 11, NOON + day * DAY));
    }
    reads.addAll(newKeys(400, 33, NOON + 4 * DAY));
    assertThat(Watch.over(POLICY, reads).ids()).as("less than three times the usual").isEmpty();
    reads.addAll(newKeys(600, 60, NOON + 6 * DAY));
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("low-and-slow");
  }

  @Test
  void ignoresHistoryOfTwoDays() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 2; day++) {
      reads.addAll(scans(8, NOON + day * DAY, SECOND));
    }
    reads.addAll(scans(10, NOON + 2 * DAY, SECOND));
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("table-scan");
  }

  @Test
  void excludesSignalledDaysFromHistory() {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      reads.addAll(scans(10 + day, NOON + day * DAY, SECOND));
    }
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.last("table-scan").end()).isGreaterThan(NOON + 5 * DAY);
    assertThat(watch.last("table-scan").evidence().counts()).doesNotContainKey("usual_pages");
  }

  @Test
  void reportsSlowScanAcrossDays() {
    Watch watch = new Watch(POLICY);
    watch.feed(slowly(6));
    assertThat(watch.signals).as("the last day is not over").isEmpty();
    watch.end();
    assertThat(watch.ids()).containsExactly("low-and-slow");
    assertThat(watch.last("low-and-slow").level()).isEqualTo(Level.MEDIUM);
    assertThat(watch.last("low-and-slow").evidence().counts())
        .containsEntry("pages_7d", 60L)
        .containsEntry("window_seconds", 7 * 86_400L);
    assertThat(Watch.over(POLICY, slowly(5)).signals).as("below the floor").isEmpty();
  }

  @Test
  void evaluatesSlowScanOnNextEventWithoutWakeUp() {
    List<Read> reads = new ArrayList<>(slowly(6));
    reads.add(Read.scan(1, MONDAY + 6 * DAY + HOUR));
    Watch watch = new Watch(POLICY);
    watch.feed(reads);
    assertThat(watch.last("low-and-slow").evidence().counts()).containsEntry("pages_7d", 60L);
  }

  @Test
  void doesNotReportFastScanAsSlowScanToo() {
    List<Read> reads = new ArrayList<>(slowly(5));
    reads.addAll(scans(12, MONDAY + 5 * DAY + HOUR, SECOND));
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("table-scan");
  }

  @ParameterizedTest
  @CsvSource({"10, usual", "13, told of"})
  void readsByKeyDoNotHideSlowScan(int keysAtFirst) {
    List<Read> byKey = new ArrayList<>();
    for (int day = 0; day < 12; day++) {
      byKey.addAll(keys(day < 5 ? keysAtFirst : 13, MONDAY + day * DAY + 20 * HOUR, SECOND));
    }
    List<Read> slowly = slowly(6).stream().map(read -> shifted(read, 6 * DAY)).toList();
    assertThat(Watch.over(POLICY, byTime(byKey)).ids()).doesNotContain("low-and-slow");
    assertThat(Watch.over(POLICY, byTime(byKey, slowly)).ids()).contains("low-and-slow");
  }

  @Test
  void scansDoNotHideSlowSweep() {
    List<Read> slowly = keys(72, MONDAY, 2 * HOUR);
    List<Read> scans = scans(12, MONDAY + 2 * DAY + HOUR, SECOND);
    List<Read> sweep = keys(12, MONDAY + 3 * DAY + HOUR, SECOND);
    assertThat(Watch.over(POLICY, slowly).ids()).containsExactly("low-and-slow");
    assertThat(Watch.over(POLICY, byTime(slowly, scans)).ids())
        .containsExactly("low-and-slow", "table-scan");
    assertThat(Watch.over(POLICY, byTime(slowly, scans, sweep)).ids())
        .as("one fast read of each measure")
        .containsExactly("key-sweep", "table-scan");
  }

  @Test
  void dropsSlowReadsAfterAWeek() {
    List<Read> reads = new ArrayList<>(slowly(5));
    slowly(5).forEach(read -> reads.add(shifted(read, 5 * DAY)));
    assertThat(Watch.over(POLICY, reads).ids()).containsExactly("low-and-slow");
    List<Read> apart = new ArrayList<>(slowly(5));
    slowly(5).forEach(read -> apart.add(shifted(read, 12 * DAY)));
    assertThat(Watch.over(POLICY, apart).signals).isEmpty();
  }

  @Test
  void expiresSlotsAfterAWeekAndStateAfterHistory() {
    Watch watch = new Watch(POLICY);
    watch.feed(scans(5, NOON, SECOND));
    watch.wakeUntil(MONDAY + 8 * DAY);
    ReadVolumeState state = watch.reads.values().iterator().next();
    assertThat(state.minutes).isEmpty();
    assertThat(state.weeks).isEmpty();
    assertThat(state.history).hasSize(1);
    watch.wakeUntil(MONDAY + 16 * DAY);
    assertThat(watch.reads).isEmpty();
    assertThat(watch.tables).isEmpty();
    assertThat(watch.actors).isEmpty();
  }

  @Test
  void expiresSlotsWithoutWakeUp() {
    Watch watch = new Watch(POLICY);
    watch.feed(scans(5, NOON, SECOND));
    watch.feed(List.of(Read.scan(1, NOON + 40 * DAY)));
    ReadVolumeState state = watch.reads.values().iterator().next();
    assertThat(state.minutes).hasSize(1);
    assertThat(state.weeks).hasSize(1);
    assertThat(state.history).hasSize(1);
  }

  @Test
  void keepsNoStateForCallsThatReadNothing() {
    Watch watch =
        Watch.over(POLICY, List.of(Read.of(1, NOON, Operation.PUT_ITEM, 1L), Read.select(2, NOON)));
    assertThat(watch.reads).isEmpty();
    assertThat(watch.tallies).isEmpty();
  }

  @Test
  void restartDoesNotChangeFindings() {
    List<Read> reads = scans(30, NOON, 10 * SECOND);
    Watch watch = new Watch(POLICY);
    watch.restart = States::copy;
    watch.feedOneByOne(reads);
    Watch steady = new Watch(POLICY);
    steady.feedOneByOne(reads);
    assertThat(watch.findings()).isNotEmpty().isEqualTo(steady.findings());
  }

  @Test
  void keepsStateOfQuietActorSmall() {
    Watch quiet = new Watch(Policy.defaults());
    quiet.feed(LongStream.range(0, 10).mapToObj(i -> Read.key(i, NOON + i * SECOND, i)).toList());
    assertThat(States.bytes(quiet.reads.values().iterator().next())).isLessThan(700);
    Watch spread = new Watch(Policy.defaults());
    spread.feed(
        LongStream.range(0, 10).mapToObj(i -> Read.key(i, MONDAY + i * 2L * HOUR, i)).toList());
    assertThat(States.bytes(spread.reads.values().iterator().next())).isLessThan(1_250);
  }

  @Test
  void boundsStateOfBusyActor() {
    Watch hot = new Watch(Policy.defaults());
    List<Operation> operations = List.of(Operation.GET_ITEM, Operation.QUERY, Operation.SCAN);
    for (int quarter = 0; quarter < 8 * 96; quarter += quarter < 7 * 96 ? 16 : 1) {
      long slot = MONDAY + quarter * 15L * MINUTE;
      int base = quarter * 10_000;
      hot.feed(
          IntStream.range(0, quarter < 7 * 96 ? 600 : 3_000)
              .mapToObj(
                  i -> Read.of(base + i, slot + i * 299L, operations.get(i % 3), (long) base + i))
              .toList());
    }
    int bytes = States.bytes(hot.reads.values().iterator().next());
    assertThat(bytes).isBetween(10_000, 40 * 1024);
  }

  /** Ten pages a day, too few for any shorter window. */
  private static List<Read> slowly(int days) {
    List<Read> reads = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      reads.addAll(scans(10, MONDAY + day * DAY + HOUR, 2 * HOUR));
    }
    return reads;
  }

  private static List<Read> limitedScans(long calls, int limit, long spacing) {
    return LongStream.range(0, calls)
        .mapToObj(i -> Read.scan(limit * 1_000_000L + i, NOON + i * spacing).limited(limit))
        .toList();
  }

  /** That many reads of as many keys. */
  private static List<Read> newKeys(long first, int count, long from) {
    return LongStream.range(0, count)
        .mapToObj(i -> Read.key(first + i, from + i * SECOND, first + i))
        .toList();
  }

  private static List<Read> keys(int keys, long from, long spacing) {
    return LongStream.range(0, keys)
        .mapToObj(key -> Read.key(from + key * 7, from + key * spacing, key))
        .toList();
  }

  @SafeVarargs
  private static List<Read> byTime(List<Read>... reads) {
    List<Read> all = new ArrayList<>();
    for (List<Read> some : reads) {
      all.addAll(some);
    }
    all.sort(Comparator.comparingLong(Read::time));
    return all;
  }

  private static Read shifted(Read read, long by) {
    return new Read(
        read.id() + by, read.time() + by, read.actor(), read.table(), read.facet(), read.keys());
  }
}
