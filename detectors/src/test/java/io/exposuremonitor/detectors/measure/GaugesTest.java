package io.exposuremonitor.detectors.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Gauges of tasks and of what they observe. */
class GaugesTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long DAY = 86_400_000;

  private final Measurements measurements = new Measurements();

  @Test
  void increasesAgeUntilNextReport() {
    on(behind(NOW, NOW - 5_000));

    assertThat(valuesAt(NOW)).containsEntry("BEHIND_LATEST[trail]", 5.0);
    assertThat(valuesAt(NOW + 60_000)).containsEntry("BEHIND_LATEST[trail]", 65.0);

    on(behind(NOW + 60_000, NOW + 59_000));
    assertThat(valuesAt(NOW + 60_000)).containsEntry("BEHIND_LATEST[trail]", 1.0);
  }

  @Test
  void reportsZeroAgeWhenNothingIsPending() {
    on(behind(NOW, 0));
    assertThat(valuesAt(NOW + DAY)).containsEntry("BEHIND_LATEST[trail]", 0.0);
  }

  @Test
  void neverReportsNegativeAge() {
    on(behind(NOW, NOW + 9_000));
    assertThat(valuesAt(NOW)).containsEntry("BEHIND_LATEST[trail]", 0.0);
  }

  @Test
  void reportsAgeOfOldestPart() {
    on(behind(NOW, NOW - 1_000).by("0"));
    on(behind(NOW, NOW - 30_000).by("1"));
    on(behind(NOW, 0).by("2"));
    assertThat(valuesAt(NOW)).containsEntry("BEHIND_LATEST[trail]", 30.0);
  }

  @Test
  void sumsGaugeOverParts() {
    on(Sample.of(DomainMetric.CONSUMER_LEASES, NOW, 3, "indexer", "owned").by("here"));
    on(Sample.of(DomainMetric.CONSUMER_LEASES, NOW, 2, "indexer", "owned").by("there"));
    on(Sample.of(DomainMetric.CONSUMER_LEASES, NOW + 1, 1, "indexer", "owned").by("here"));
    assertThat(valuesAt(NOW)).containsEntry("CONSUMER_LEASES[indexer, owned]", 3.0);
  }

  @Test
  void forgetsOnlyPartsThatStopReporting() {
    on(behind(NOW, NOW - 30_000).by("7"));
    long later = NOW + 130_000;
    measurements.on(behind(later, later - 1_000).by("0"), later);

    measurements.forget(later);

    assertThat(valuesAt(later)).containsEntry("BEHIND_LATEST[trail]", 1.0);
  }

  @Test
  void reportsOnlyPolicyVersionInForce() {
    on(Sample.of(DomainMetric.POLICY_INFO, NOW, 1, "old"));
    on(Sample.of(DomainMetric.POLICY_INFO, NOW + 1, 1, "new"));
    assertThat(valuesAt(NOW))
        .containsEntry("POLICY_INFO[new]", 1.0)
        .doesNotContainKey("POLICY_INFO[old]");
  }

  @Test
  void keepsLatestInfoOfEachTable() {
    on(info(NOW, "orders", "aws-owned"));
    on(info(NOW, "carts", "aws-owned"));
    on(info(NOW + 1, "orders", "customer"));
    on(info(NOW - 1, "orders", "kms"));

    assertThat(valuesAt(NOW))
        .containsKey("TABLE_INFO[orders, 1, eu-west-1, customer, provisioned]")
        .containsKey("TABLE_INFO[carts, 1, eu-west-1, aws-owned, provisioned]")
        .doesNotContainKey("TABLE_INFO[orders, 1, eu-west-1, aws-owned, provisioned]");
  }

  @Test
  void removesStreamsMissingFromLatestReport() {
    on(lag(NOW, "indexer", "orders").by("here"));
    on(lag(NOW, "indexer", "carts").by("here"));
    on(lag(NOW, "indexer", "users").by("there"));
    on(lag(NOW, "billing", "carts").by("here"));
    on(lag(NOW + 1, "indexer", "orders").by("here"));

    assertThat(valuesAt(NOW).keySet().stream().filter(key -> key.startsWith("CONSUMER_LAG")))
        .containsExactly(
            "CONSUMER_LAG[billing, carts]",
            "CONSUMER_LAG[indexer, orders]",
            "CONSUMER_LAG[indexer, users]");
  }

  @Test
  void omitsGaugesOfTablesBeyondLimitAndCountsThem() {
    for (int i = 0; i < TableLabels.MAX + 3; i++) {
      on(Sample.of(DomainMetric.TABLE_ITEMS, NOW, i, "table-" + i));
      on(Sample.of(DomainMetric.TABLE_RECOVERY, NOW, 1, "table-" + i));
    }
    on(Sample.of(DomainMetric.TABLE_CALLS, NOW, 1, "busy", "scan"));

    Map<String, Double> values = valuesAt(NOW);
    assertThat(values)
        .containsEntry("TABLE_ITEMS[table-7]", 7.0)
        .containsEntry("TABLES_NOT_SHOWN[]", 3.0)
        .as("active tables still have room")
        .containsKey("TABLE_CALLS[busy, scan]");
    assertThat(values.keySet()).noneMatch(key -> key.startsWith("TABLE_ITEMS[(other"));
  }

  @Test
  void reservesRoomForExistingTables() {
    for (int i = 0; i < 300; i++) {
      on(Sample.of(DomainMetric.TABLE_DENIED_CALLS, NOW, 1, "made-up-" + i));
    }
    on(Sample.of(DomainMetric.TABLE_CALLS, NOW, 1, "orders", "scan"));
    on(Sample.of(DomainMetric.TABLE_LAST_EVENT, NOW, NOW / 1e3, "orders"));
    on(Sample.of(DomainMetric.TABLE_ITEMS, NOW, 7, "orders"));

    Map<String, Double> values = valuesAt(NOW);
    assertThat(values)
        .containsKeys("TABLE_LAST_EVENT[orders]", "TABLE_ITEMS[orders]")
        .containsEntry("TABLES_NOT_SHOWN[]", 0.0);
    assertThat(values.keySet().stream().filter(key -> key.startsWith("TABLE_DENIED"))).hasSize(101);
  }

  @Test
  void forgetsTableAfterOneDayButKeepsItsLastEvent() {
    on(Sample.of(DomainMetric.TABLE_ITEMS, NOW, 7, "orders"));
    on(Sample.of(DomainMetric.TABLE_LAST_EVENT, NOW, 1_699_999_999, "orders"));

    measurements.forget(NOW + DAY);
    assertThat(valuesAt(NOW)).containsKey("TABLE_ITEMS[orders]");
    measurements.forget(NOW + DAY + 1);

    assertThat(valuesAt(NOW))
        .doesNotContainKey("TABLE_ITEMS[orders]")
        .containsEntry("TABLE_LAST_EVENT[orders]", 1_699_999_999.0);
  }

  @Test
  void restoresAgesAndParts() {
    on(behind(NOW, NOW - 30_000).by("1"));
    on(behind(NOW, NOW - 1_000).by("0"));
    Measurements again = new Measurements();
    measurements.series().forEach(again::restore);

    again.on(behind(NOW + 1, NOW).by("1"), NOW + 1);

    assertThat(values(again, NOW + 1)).containsEntry("BEHIND_LATEST[trail]", 1.001);
  }

  @Test
  void reportsUnlabelledCounterBeforeFirstIncrement() {
    assertThat(valuesAt(NOW)).containsEntry("SUPPRESSED_SIGNALS[]", 0.0);
    on(Sample.of(DomainMetric.SUPPRESSED_SIGNALS, NOW, 2));
    assertThat(valuesAt(NOW)).containsEntry("SUPPRESSED_SIGNALS[]", 2.0);
  }

  private static Sample behind(long time, long since) {
    return Sample.of(DomainMetric.BEHIND_LATEST, time, (double) since, "trail");
  }

  private static Sample info(long time, String table, String encryption) {
    return Sample.of(
        DomainMetric.TABLE_INFO, time, 1, table, "1", "eu-west-1", encryption, "provisioned");
  }

  private static Sample lag(long time, String application, String stream) {
    return Sample.of(DomainMetric.CONSUMER_LAG, time, (double) NOW, application, stream);
  }

  private void on(Sample sample) {
    measurements.on(sample, NOW);
  }

  private Map<String, Double> valuesAt(long now) {
    return values(measurements, now);
  }

  private static Map<String, Double> values(Measurements measurements, long now) {
    Map<String, Double> values = new TreeMap<>();
    measurements
        .collect(now)
        .forEach(one -> values.put(one.metric() + "" + one.labels(), one.value()));
    return values;
  }
}
