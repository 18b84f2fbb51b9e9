package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "coverage_percent, 62, coverage, 62 %",
    "window_seconds, 3600, window, 1 h",
    "delay_millis, 1500, delay, 1 s",
    "pages_24h, 1440, pages in 24 h, '1,440'",
    "estimated_bytes, 2048, estimated, 2.0 KiB",
    "distinct_keys, 31000, distinct keys, '31,000'"
  })
  void takesUnitFromLastWordOfName(String name, long value, String label, String text) {
    assertThat(Quantity.of(name, value)).isEqualTo(new Quantity(label, text));
  }

  @Test
  void headlineIsMostImportantNonZeroCount() {
    assertThat(Quantity.headline(counts(Map.of("pages", 4_318L, "coverage_percent", 62L))))
        .isEqualTo("4,318 pages, 62 %");
    assertThat(Quantity.headline(counts(Map.of("pages", 0L, "distinct_keys", 31_000L))))
        .isEqualTo("31,000 distinct keys");
    assertThat(Quantity.headline(counts(Map.of("tables", 1L)))).isEqualTo("1 table");
    assertThat(Quantity.headline(counts(Map.of("coverage_percent", 9L)))).isEqualTo("9 %");
    assertThat(Quantity.headline(counts(Map.of("events", 3L)))).isEmpty();
  }

  @Test
  void pagesFallBackFromScansToQueries() {
    assertThat(Quantity.pages(counts(Map.of("pages", 7L, "query_pages", 9L)))).isEqualTo(7);
    assertThat(Quantity.pages(counts(Map.of("pages", 0L, "query_pages", 9L)))).isEqualTo(9);
  }

  @Test
  void headlineOfKeySweepIsDistinctKeysEvenWithPages() {
    Map<String, Long> counts = Map.of("pages", 7L, "distinct_keys", 31_000L, "query_pages", 9L);
    Finding scan = counts(counts);
    Analytic analytic = scan.analytic();
    Finding sweep =
        scan.toBuilder()
            .analytic(
                new Analytic(
                    "bulk-read.key-sweep",
                    analytic.title(),
                    analytic.type(),
                    analytic.techniques(),
                    analytic.guide()))
            .build();

    assertThat(Quantity.headline(sweep)).isEqualTo("31,000 distinct keys");
    assertThat(Quantity.pages(sweep)).isEqualTo(9);
    assertThat(Quantity.headline(scan)).isEqualTo("7 pages");
  }

  @Test
  void omitsZeros() {
    assertThat(Quantity.all(counts(Map.of("pages", 7L, "failed_calls", 0L))))
        .containsExactly(new Quantity("pages", "7"));
  }

  private static Finding counts(Map<String, Long> counts) {
    return ExampleFindings.tableScan().toBuilder()
        .evidence(new Evidence(counts, Map.of(), List.of()))
        .build();
  }
}
