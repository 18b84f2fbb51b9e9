package io.exposuremonitor.detectors.bulkread;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
  private static final long MIB = 1 << 20;

  /** As many items of the average size as fill a page of 1 MB. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "items of 4 KiB, 4096000, 1000, 256",
    "items larger than a page, 2097152000, 1000, 1",
    "items of 100 bytes, 100000, 1000, 1000",
    "unknown size, 0, 1000, 300",
    "unknown number of items, 100000, 0, 300"
  })
  void countsItemsPerPageByTheirAverageSize(String table, long bytes, long items, int perPage) {
    assertThat(new Coverage(bytes, items).itemsPerPage()).as(table).isEqualTo(perPage);
  }

  @Test
  void statesTheShareOfAKnownTable() {
    Coverage table = new Coverage(200 * MIB, 1_000);

    assertThat(table.percentOfPages(50)).isEqualTo(25);
    assertThat(table.percentOfPages(500)).isEqualTo(100);
    assertThat(table.percentOfKeys(250)).isEqualTo(25);
    assertThat(table.percentOfKeys(5_000)).isEqualTo(100);
    assertThat(new Coverage(0, 0).percentOfPages(50)).isZero();
    assertThat(new Coverage(0, 0).percentOfKeys(50)).isZero();
  }

  /** By default, half of a table, but at least twenty pages; smaller tables are often cached. */
  @Test
  void hasNoFloorOfPagesForSmallTables() {
    BulkReadThresholds thresholds = BulkReadThresholds.DEFAULTS;

    assertThat(floor(19 * MIB, thresholds)).isEqualTo(Long.MAX_VALUE);
    assertThat(floor(19 * MIB + 1, thresholds)).isEqualTo(20);
    assertThat(floor(100 * MIB, thresholds)).isEqualTo(50);
    assertThat(floor(100 * MIB + 1, thresholds)).isEqualTo(51);
  }

  private static long floor(long sizeBytes, BulkReadThresholds thresholds) {
    return new Coverage(sizeBytes, 0).pagesFloor(thresholds);
  }

  /** A day's share is what the policy says; a week's, nearly all. At 100 %, neither counts. */
  @ParameterizedTest
  @CsvSource({
    "50, 10000, 5000, 9000",
    "95, 10000, 9500, 9500",
    "50, 1500, 1000, 1350",
    "50, 900, 1000, 1000",
    "100, 10000, 9223372036854775807, 9223372036854775807",
    "50, 0, 9223372036854775807, 9223372036854775807"
  })
  void hasFloorsOfKeysForTablesOfKnownCount(int percent, long items, long day, long week) {
    BulkReadThresholds thresholds = Watch.reportingShareOf(percent);
    Coverage table = new Coverage(0, items);

    assertThat(table.keysFloor(thresholds)).isEqualTo(day);
    assertThat(table.slowKeysFloor(thresholds)).isEqualTo(week);
  }

  /** By default, a table of fewer than twenty pages is small; one of unknown size never is. */
  @Test
  void knowsSmallTables() {
    assertThat(isSmall(19 * MIB)).isTrue();
    assertThat(isSmall(19 * MIB + 1)).isFalse();
    assertThat(isSmall(0)).isFalse();
    assertThat(new Coverage(1, 1).isSmall(Watch.ignoringTablesBelow(1))).isFalse();
  }

  private static boolean isSmall(long sizeBytes) {
    return new Coverage(sizeBytes, 0).isSmall(BulkReadThresholds.DEFAULTS);
  }

  /** A size in the policy may be out of date, and one that was observed is hours old. */
  @ParameterizedTest
  @CsvSource({"4, 4, true", "4, 5, false", "5, 4, false", "0, 4, true", "4, 0, true"})
  void isSmallOnlyIfEverySizeKnownIs(long stated, long observed, boolean small) {
    Policy policy =
        Watch.policy(
                Watch.ignoringTablesBelow(5),
                new Policy.Table("customers", List.of(), stated * MIB, 0, null))
            .withMeasured(
                List.of(new Policy.Table(Read.CUSTOMERS, List.of(), observed * MIB, 0, null)));

    assertThat(Coverage.of(policy, Read.CUSTOMERS).isSmall(Watch.ignoringTablesBelow(5)))
        .isEqualTo(small);
  }
}
