package io.exposuremonitor.job.intake;

import static io.exposuremonitor.job.intake.ItemChangeCountsTest.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.sample.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeMeterTest {
  private static final long NOW = 1_764_158_400_000L;

  private final List<Sample> samples = new ArrayList<>();
  private final Counted counted = new Counted(samples::add, () -> NOW);
  private final IntakeMeter meter = new IntakeMeter("changes", 2, true);

  @Test
  void startsAllCountersAtZero() {
    meter.begin(counted);

    assertThat(sums()).hasSize(13).allSatisfy((series, value) -> assertThat(value).isZero());
  }

  @Test
  void countsOnlyGapsOfAnInputWithoutRecords() {
    IntakeMeter leases = new IntakeMeter("readers", 0, false);
    leases.begin(counted);
    leases.addGap(Gap.Cause.DENIED);
    leases.drain(counted);

    assertThat(sums())
        .containsOnlyKeys(
            "COVERAGE_GAPS[readers]", "MISSING_OBJECTS[readers]", "UNREADABLE_OBJECTS[readers]")
        .containsEntry("COVERAGE_GAPS[readers]", 1.0);
  }

  @Test
  void countsItemChangesByTableAndKind() {
    meter.add(batch(DecodedBatch.NOT_REPORTED, change("orders", ChangeKind.REMOVE, true)));
    meter.drain(counted);
    meter.add(
        batch(
            DecodedBatch.NOT_REPORTED,
            IntStream.range(0, 300)
                .mapToObj(i -> change("table-" + i, ChangeKind.INSERT, false))
                .toArray(ItemChange[]::new)));
    meter.drain(counted);
    meter.drain(counted);

    assertThat(sums())
        .containsEntry("ITEM_CHANGES[changes, orders, remove]", 1.0)
        .containsEntry("ITEM_CHANGES[changes, table-7, insert]", 1.0)
        .containsEntry(
            "ITEM_CHANGES[changes, " + ItemChangeCounts.OTHERS + ", insert]",
            300.0 - ItemChangeCounts.MAX_TABLES)
        .containsEntry("EXPIRED_ITEMS[changes]", 1.0)
        .containsEntry("UNREADABLE_ITEM_VALUES[changes]", 903.0)
        .containsEntry("RECORDS[changes]", 4.0)
        .containsEntry("INPUT_BYTES[changes]", 20.0);
  }

  @Test
  void countsGapsAndSuspectTimesWithoutBatches() {
    for (Gap.Cause cause : Gap.Cause.values()) {
      meter.addGap(cause);
      meter.drain(counted);
    }
    meter.addTimes(3, 2);
    meter.drain(counted);

    assertThat(sums())
        .containsEntry("COVERAGE_GAPS[changes]", 6.0)
        .containsEntry("MISSING_OBJECTS[changes]", 1.0)
        .containsEntry("UNREADABLE_OBJECTS[changes]", 1.0)
        .containsEntry("EARLY_EVENTS[changes]", 3.0)
        .containsEntry("LATE_EVENTS[changes]", 2.0);
  }

  @Test
  void emitsNothingWithoutInput() {
    meter.drain(counted);

    assertThat(samples).isEmpty();
  }

  @Test
  void reportsReadPositionOnlyOnceKnown() {
    meter.add(batch(DecodedBatch.NOT_REPORTED));
    meter.drain(counted);
    assertThat(samples).noneMatch(sample -> sample.metric() == DomainMetric.BEHIND_LATEST);

    meter.add(batch(NOW - 5));
    meter.add(batch(DecodedBatch.NOT_REPORTED));
    meter.drain(counted);

    assertThat(samples)
        .filteredOn(sample -> sample.metric() == DomainMetric.BEHIND_LATEST)
        .containsExactly(Sample.of(DomainMetric.BEHIND_LATEST, NOW, NOW - 5.0, "changes").by("2"));
  }

  private Map<String, Double> sums() {
    return samples.stream()
        .collect(
            Collectors.groupingBy(
                sample -> sample.metric() + "" + sample.labels(),
                Collectors.summingDouble(Sample::value)));
  }

  private static DecodedBatch batch(long upTo, ItemChange... changes) {
    return new DecodedBatch(
        List.of(),
        List.of(),
        List.of(changes),
        List.of(),
        List.of(),
        List.of(),
        "",
        upTo,
        2,
        DecodedBatch.Span.NONE,
        10);
  }
}
