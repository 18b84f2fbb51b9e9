package io.exposuremonitor.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES = List.of("contains", "endswith", "exportBuckets", "re");

  @ParameterizedTest(name = "{0} is meant to be {1}")
  @CsvSource({
    "contains, contains",
    "CONTAINS, contains",
    "contians, contains",
    "contain, contains",
    "export_buckets, exportBuckets",
    "Export-Bukets, exportBuckets",
    "r, re",
    "xq, ''",
    "cnotanis, contains",
    "certain, ''",
    "'', ''"
  })
  void findsNearestName(String written, String expected) {
    assertThat(NearestName.of(written, NAMES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ab, xb", "xy, xb"})
  void prefersFirstOfEquallyNearNames(String written, String expected) {
    assertThat(NearestName.of(written, List.of("xb", "ax"))).isEqualTo(expected);
  }
}
