package io.exposuremonitor.detectors.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.signal.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A restart in the middle changes nothing, and the bounds hold for any input. */
class MeasurementsPropertyTest {
  private static final long NOW = 1_700_000_000_000L;

  /** Something that is measured. */
  private interface Event {
    void to(Measurements measurements);
  }

  @Property(tries = 300)
  void reportsSameValuesAfterRestart(
      @ForAll("events") List<Event> events, @ForAll("places") int place) {
    Measurements whole = new Measurements();
    Measurements first = new Measurements();
    int cut = Math.min(place, events.size());
    events.forEach(event -> event.to(whole));
    events.subList(0, cut).forEach(event -> event.to(first));
    Measurements second = restored(first);
    events.subList(cut, events.size()).forEach(event -> event.to(second));

    assertThat(values(second)).isEqualTo(values(whole));
  }

  @Property(tries = 100)
  void boundsTableLabels(@ForAll("events") List<Event> events) {
    Measurements measurements = new Measurements();
    for (int i = 0; i < 300; i++) {
      measurements.on(
          Sample.of(DomainMetric.TABLE_FINDINGS, NOW, 1, "t" + i, "bulk-read", "low"), NOW);
    }
    events.forEach(event -> event.to(measurements));

    assertThat(
            measurements.collect(NOW).stream()
                .filter(one -> one.metric().tableLabel() == 0)
                .map(one -> one.labels().get(0))
                .distinct()
                .count())
        .isLessThanOrEqualTo(TableLabels.MAX + 1);
  }

  private static Measurements restored(Measurements stored) {
    Measurements again = new Measurements();
    stored.series().forEach(again::restore);
    stored.openFindings().forEach(again::restore);
    stored.openIncidents().forEach(again::restore);
    return again;
  }

  private static Map<String, String> values(Measurements measurements) {
    Map<String, String> values = new TreeMap<>();
    measurements
        .collect(NOW)
        .forEach(
            one ->
                values.put(
                    one.metric() + "" + one.labels(),
                    one.value() + " " + Arrays.toString(one.counts())));
    return values;
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 40);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.oneOf(counts(), keys(), delays(), gauges(), findings(), incidents())
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<Event> counts() {
    return Combinators.combine(tables(), Arbitraries.of("scan", "query"), numbers())
        .as(
            (table, kind, number) ->
                m -> m.on(Sample.of(DomainMetric.TABLE_CALLS, NOW, number, table, kind), NOW));
  }

  private static Arbitrary<Event> keys() {
    return Combinators.combine(tables(), numbers(), numbers())
        .as(
            (table, key, hour) -> {
              DistinctCount count = new DistinctCount(DistinctCount.LG_K);
              count.add(key * 0x9E3779B97F4A7C15L);
              long time = NOW + hour * Series.HOUR_MILLIS;
              byte[] sketch = count.toBytes();
              return m ->
                  m.on(Sample.distinct(DomainMetric.TABLE_DISTINCT_KEYS, time, sketch, table), NOW);
            });
  }

  private static Arbitrary<Event> gauges() {
    Arbitrary<DomainMetric> metrics =
        Arbitraries.of(
            DomainMetric.BEHIND_LATEST, DomainMetric.ALERTS_WAITING, DomainMetric.POLICY_INFO);
    return Combinators.combine(metrics, tables(), numbers(), numbers())
        .as(
            (metric, label, part, number) -> {
              Sample sample = Sample.of(metric, NOW + number, number, label).by("part-" + part);
              return m -> m.on(sample, NOW);
            });
  }

  private static Arbitrary<Event> delays() {
    return numbers()
        .map(
            seconds ->
                m -> {
                  Spread spread = new Spread();
                  spread.add(seconds * 1_000L);
                  spread.drain(
                      DomainMetric.DELIVERY_DELAY, "trail", NOW, sample -> m.on(sample, NOW));
                });
  }

  private static Arbitrary<Event> findings() {
    return Combinators.combine(
            numbers(), Arbitraries.of(Phase.class), Arbitraries.of(Level.class), tables())
        .as(
            (id, phase, level, table) -> {
              FindingNote note =
                  new FindingNote(
                      "f" + id,
                      phase,
                      "export.x",
                      "export",
                      level,
                      table,
                      true,
                      id,
                      NOW - id,
                      NOW - 1_000L * id);
              long arrival = id % 2 == 0 ? ActivityBundler.NOT_KNOWN : NOW - id;
              return m -> m.on(note, arrival, NOW);
            });
  }

  private static Arbitrary<Event> incidents() {
    return Combinators.combine(
            numbers(), Arbitraries.of(Change.class), Arbitraries.of(Level.class), tables())
        .as(
            (id, change, level, table) -> {
              IncidentNote note =
                  new IncidentNote("id-" + id, change, level, id, id, NOW, "export", table);
              return m -> m.on(note, NOW);
            });
  }

  private static Arbitrary<String> tables() {
    return Arbitraries.of("orders", "customers", "carts");
  }

  private static Arbitrary<Integer> numbers() {
    return Arbitraries.integers().between(1, 9);
  }
}
