package io.exposuremonitor.detectors.bulkread;

import static io.exposuremonitor.detectors.bulkread.Read.CUSTOMERS;
import static io.exposuremonitor.detectors.bulkread.Read.DAY;
import static io.exposuremonitor.detectors.bulkread.Read.HOUR;
import static io.exposuremonitor.detectors.bulkread.Read.MINUTE;
import static io.exposuremonitor.detectors.bulkread.Read.MONDAY;
import static io.exposuremonitor.detectors.bulkread.Read.SECOND;
import static io.exposuremonitor.detectors.bulkread.Read.scans;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTablesTest {
  private static final long NOON = MONDAY + 12 * HOUR;
  private static final Policy POLICY = Watch.policy(Watch.SMALL);
  private static final List<Read> SCANS = scans(12, NOON, SECOND);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ignoresWorkersFromTheirStartOn(int workers) {
    List<Read> reads = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      long from = NOON + worker * SECOND;
      reads.addAll(scans(2 * 24 * 180, from, 20 * SECOND));
      LongStream.range(0, 2 * 24 * 120)
          .mapToObj(i -> lease(from + 5 * SECOND + i * 30 * SECOND))
          .forEach(reads::add);
    }
    reads.sort(Comparator.comparingLong(Read::time));
    assertThat(Watch.over(Policy.defaults(), reads).signals).isEmpty();
  }

  @Test
  void doesNotCountScansOfLeases() {
    Watch watch = Watch.over(POLICY, with(lease(NOON - HOUR), SCANS));
    assertThat(watch.signals).isEmpty();
    assertThat(watch.tallies).isEmpty();
  }

  @Test
  void countsScansOfWhoeverWroteNoLease() {
    assertThat(ids(SCANS)).containsExactly("table-scan");
    assertThat(ids(with(lease(NOON - HOUR).failed(), SCANS))).containsExactly("table-scan");
    assertThat(ids(with(lease(NOON - HOUR).by(Read.role("worker")), SCANS)))
        .containsExactly("table-scan");
    assertThat(ids(with(lease(NOON - HOUR).on(Read.table("leases")), SCANS)))
        .containsExactly("table-scan");
    assertThat(ids(with(Read.of(1, NOON - HOUR, Operation.UPDATE_ITEM), SCANS)))
        .containsExactly("table-scan");
  }

  @Test
  void leavesOnlyTheirMemoryOfLeases() {
    Watch watch = new Watch(POLICY);
    watch.feed(List.of(lease(NOON)));
    assertThat(watch.tallies).isEmpty();
    watch.wakeUntil(MONDAY + 15 * DAY);
    assertThat(watch.reads).hasSize(1);
    watch.wakeUntil(MONDAY + 16 * DAY);
    assertThat(watch.reads).isEmpty();
    assertThat(watch.signals).isEmpty();
  }

  @Test
  void keepsLeasesWhileTheyAreWritten() {
    Watch watch = new Watch(POLICY);
    for (int day = 0; day < 40; day++) {
      watch.feed(List.of(lease(NOON + day * DAY)));
      watch.wakeUntil(NOON + day * DAY - HOUR);
    }
    watch.feed(scans(12, NOON + 40 * DAY, SECOND));
    watch.end();
    assertThat(watch.signals).isEmpty();
    assertThat(watch.reads).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true"})
  void countsOnlyLeasesThatHaveSettled(long offset, boolean found) {
    Read lease = lease(NOON - 30 * MINUTE + offset);
    assertThat(ids(with(lease, SCANS)).contains("table-scan")).isEqualTo(found);
    List<Read> late = new ArrayList<>(SCANS);
    late.add(lease);
    assertThat(ids(late)).as("half an hour late").contains("table-scan");
  }

  @ParameterizedTest
  @CsvSource({"14, -1, false", "14, 0, false", "14, 15, true"})
  void forgetsLeasesAfterTwoWeeks(int days, long minutes, boolean found) {
    List<Read> scans = scans(12, NOON + days * DAY + minutes * MINUTE, SECOND);
    assertThat(ids(with(lease(NOON), scans)).contains("table-scan")).isEqualTo(found);
  }

  @Test
  void remembersLeasesOverRestarts() {
    Watch watch = new Watch(POLICY);
    watch.restart = States::copy;
    watch.feedOneByOne(with(lease(NOON - HOUR), SCANS));
    watch.end();
    assertThat(watch.signals).isEmpty();
  }

  @Test
  void countsOtherReadsOfLeases() {
    List<Read> reads = new ArrayList<>(List.of(lease(NOON - HOUR)));
    for (int i = 0; i < 12; i++) {
      reads.add(Read.select(i, NOON + i * SECOND, Access.FULL_SCAN));
      reads.add(Read.key(100 + i, NOON + i * SECOND, i));
    }
    assertThat(ids(reads)).containsExactly("key-sweep", "partiql-dump");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "100, true"})
  void judgesTablesOfKnownSizeByIt(long mebibytes, boolean found) {
    Policy.Table size = new Policy.Table(CUSTOMERS, List.of(), mebibytes << 20, 0, null);
    List<Read> reads = with(lease(NOON - HOUR), SCANS);
    assertThat(Watch.over(Watch.policy(Watch.SMALL, size), reads).ids().contains("table-scan"))
        .isEqualTo(found);
    Policy observed = POLICY.withMeasured(List.of(size));
    assertThat(Watch.over(observed, reads).ids().contains("table-scan")).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "indexer, false",
    "indexer-WorkerMetricStats, false",
    "indexer-CoordinatorState, false",
    "indexer-copy, true",
    "copy-WorkerMetricStats, true"
  })
  void ignoresTablesOfApprovedApplications(String name, boolean found) throws PolicyException {
    Policy policy =
        PolicyLoader.load("p.yml", "version: 1\napproved: {kclApplications: [indexer]}\n");
    List<Read> reads =
        scans(120, NOON, SECOND).stream().map(scan -> scan.on(Read.table(name))).toList();
    assertThat(Watch.over(policy, reads).ids().contains("table-scan")).isEqualTo(found);
  }

  private static Read lease(long time) {
    return Read.of(time, time, Operation.WRITE_LEASE, 1L);
  }

  private static List<Read> with(Read first, List<Read> others) {
    List<Read> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  private static Set<String> ids(List<Read> reads) {
    return Watch.over(POLICY, reads).ids();
  }
}
