package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.objects.ObjectStore.Listed;
import io.exposuremonitor.connectors.objects.ObjectStore.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions by object key: {@link KeyFilter}, {@link CloudTrailKey}, {@link Backfill}. */
class KeysTest {
  private static final String BASE = "AWSLogs/123456789012/CloudTrail/eu-west-1/";

  private static String key(String day, String minute) {
    return BASE
        + day
        + "/123456789012_CloudTrail_eu-west-1_"
        + day.replace("/", "")
        + "T"
        + minute
        + "ZHdkvFTXOA3Vnhbc.json.gz";
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static Page page(boolean last, String... keys) {
    return new Page(
        List.of(keys).stream()
            .map(key -> new Listed(ObjectRef.of("trail", key), at("2026-06-01T00:00:00Z")))
            .toList(),
        last);
  }

  @ParameterizedTest
  @CsvSource({
    "AWSLogs/1/CloudTrail/eu-west-1/2026/01/31/x.json.gz, true",
    "AWSLogs/o-1/1/CloudTrail-NetworkActivity/eu-west-1/2026/01/31/x.json.gz, true",
    "copy.json, true",
    "AWSLogs/1/CloudTrail-Digest/eu-west-1/2026/01/31/x.json.gz, false",
    "AWSLogs/1/CloudTrail-Insight/eu-west-1/2026/01/31/x.json.gz, false",
    "AWSLogs/1/CloudTrail-Aggregated/eu-west-1/2026/01/31/x.json.gz, false",
    "AWSLogs/1/CloudTrail/, false",
    "x.csv.gz, false"
  })
  void acceptsOnlyLogFiles(String key, boolean accepted) {
    assertThat(KeyFilter.CLOUD_TRAIL.takes(key)).isEqualTo(accepted);
  }

  @Test
  void acceptsOnlyKeysWithThePrefix() {
    KeyFilter filter = new KeyFilter("logs/", List.of(""), List.of());

    assertThat(filter.takes("logs/x.csv")).isTrue();
    assertThat(filter.takes("other/x.csv")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/1_CloudTrail_us-west-1_20140620T1255ZHdkvFTXOA3Vnhbc.json.gz, 2014-06-20T12:55:00Z",
    "a/1_CloudTrail_us-west-1_20140620T1445Z_9nYN7gp2eWAJHIfT.json.gz, 2014-06-20T14:45:00Z",
    "a/1_CloudTrail_us-west-1_20149920T1445Z_9nYN7gp2eWAJHIfT.json.gz, ",
    "a_20140620T1255Z/x.json.gz, ",
    "x.json, "
  })
  void parsesDeliveryTimeFromKey(String key, Instant delivered) {
    if (delivered == null) {
      assertThat(CloudTrailKey.delivered(key)).isEmpty();
    } else {
      assertThat(CloudTrailKey.delivered(key)).hasValue(delivered.toEpochMilli());
    }
  }

  @Test
  void listsObjectsDeliveredInTheRange() {
    Backfill day =
        new Backfill("trail", "", at("2026-01-31T00:00:00Z"), at("2026-02-01T00:00:00Z"));
    Page page =
        page(
            true,
            key("2026/01/30", "2359"),
            key("2026/01/31", "0000"),
            key("2026/01/31", "2359"),
            key("2026/02/01", "0000"),
            "written-outside.json");

    assertThat(day.inRange(page))
        .extracting(ObjectRef::key)
        .containsExactly(key("2026/01/31", "0000"), key("2026/01/31", "2359"));
  }

  @Test
  void listsAllObjectsWithoutARange() {
    assertThat(Backfill.all("trail", "").inRange(page(true, "x.json", key("2026/01/31", "0000"))))
        .hasSize(2);
  }

  @Test
  void skipsDaysOutsideTheRange() {
    Backfill day =
        new Backfill("trail", "", at("2026-01-31T00:00:00Z"), at("2026-02-01T00:00:00Z"));

    assertThat(day.start().after(page(false, key("2020/05/05", "0000"))).listedTo())
        .isEqualTo(BASE + "2026/01/30");
    assertThat(day.start().after(page(false, key("2026/02/03", "0000"))).listedTo())
        .isGreaterThan(key("2999/12/31", "2359"))
        .isLessThan("AWSLogs/123456789012/CloudTrail/eu-west-2/");
  }

  @Test
  void continuesAfterTheLastKeyOfThePage() {
    Backfill day =
        new Backfill("trail", "", at("2026-01-31T00:00:00Z"), at("2026-02-01T00:00:00Z"));
    String key = key("2026/01/31", "0500");

    assertThat(day.start().after(page(false, key)))
        .isEqualTo(new Backfill.Progress(day, key, false));
    assertThat(day.start().after(page(false, "x.json")).listedTo()).isEqualTo("x.json");
    assertThat(day.start().after(page(true, key)).done()).isTrue();
  }
}
