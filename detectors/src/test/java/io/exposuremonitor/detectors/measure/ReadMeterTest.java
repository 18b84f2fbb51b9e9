package io.exposuremonitor.detectors.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadMeterTest {
  private static final long HOUR = 3_600_000;
  private static final long START = 500_000 * HOUR;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  private final Measurements measurements = new Measurements();
  private final ReadMeter meter = new ReadMeter();

  @Test
  void countsPagesKeysAndReadersOfAnHour() {
    add("alice", START, 4, 1, 2, 3);
    add("bob", START + 600_000, 2, 3, 4);
    add("alice", START + 1_200_000, 1, 1);
    drain();

    assertThat(value(DomainMetric.TABLE_READ_PAGES)).isEqualTo(7);
    assertThat(value(DomainMetric.TABLE_DISTINCT_KEYS)).isEqualTo(4);
    assertThat(value(DomainMetric.TABLE_READERS)).isEqualTo(2);
  }

  @Test
  void countsKeysOfGrowingTallyOnce() {
    add("alice", START, 0, 1, 2);
    drain();
    add("alice", START, 0, 1, 2, 3);
    drain();

    assertThat(value(DomainMetric.TABLE_DISTINCT_KEYS)).isEqualTo(3);
  }

  @Test
  void restartsDistinctCountsHourlyIgnoringLateTallies() {
    add("alice", START, 1, 1, 2, 3);
    add("bob", START + HOUR, 1, 9);
    drain();
    add("carol", START + HOUR - 1, 1, 10, 11);
    drain();

    assertThat(value(DomainMetric.TABLE_DISTINCT_KEYS)).isEqualTo(1);
    assertThat(value(DomainMetric.TABLE_READERS)).isEqualTo(1);
    assertThat(value(DomainMetric.TABLE_READ_PAGES)).as("late pages still count").isEqualTo(3);
  }

  @Test
  void reportsNoReadersAfterHourWithoutReads() {
    add("alice", START, 1, 1);
    drain();

    assertThat(valueAt(DomainMetric.TABLE_READERS, START + HOUR)).isEqualTo(1);
    assertThat(valueAt(DomainMetric.TABLE_READERS, START + HOUR + 1)).isZero();
  }

  private void add(String actor, long slot, long pages, long... keys) {
    DistinctCount sketch = new DistinctCount(DistinctCount.LG_K);
    LongStream.of(keys).map(key -> key * 0x9E3779B97F4A7C15L).forEach(sketch::add);
    meter.add(
        new ReadTally(
            new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/" + actor, "111122223333"),
            TABLE,
            "111122223333",
            "eu-west-1",
            slot,
            pages,
            0,
            keys.length,
            sketch.toBytes(),
            new byte[0],
            List.of()),
        START);
  }

  private void drain() {
    meter.drain(sample -> measurements.on(sample, START));
  }

  private double value(DomainMetric metric) {
    return valueAt(metric, START);
  }

  private double valueAt(DomainMetric metric, long now) {
    List<Measured> found =
        measurements.collect(now).stream().filter(one -> one.metric() == metric).toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).labels()).containsExactly(TABLE);
    return found.get(0).value();
  }
}
