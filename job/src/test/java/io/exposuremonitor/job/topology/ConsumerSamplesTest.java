package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.leases.StreamLeases;
import io.exposuremonitor.detectors.consumer.StreamReaders;
import io.exposuremonitor.detectors.measure.Measurements;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The samples of measured readings of consumers. */
class ConsumerSamplesTest {
  private static final long NOW = 1_764_158_400_000L;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/indexer";
  private static final String TABLE_IN_OTHER_REGION =
      "arn:aws:dynamodb:us-east-1:111122223333:table/indexer";

  private final Measurements measurements = new Measurements();

  @Test
  void countsReadersOfStream() {
    note(new StreamReaders("orders", 2, 1));
    assertThat(shownAt(NOW))
        .containsEntry("STREAM_READERS[orders, true]", 2.0)
        .containsEntry("STREAM_READERS[orders, false]", 1.0);

    note(new StreamReaders("orders", 0, 0));
    assertThat(shownAt(NOW)).containsEntry("STREAM_READERS[orders, true]", 0.0);
  }

  @Test
  void reportsLeasesAndLagThatGrowsBetweenReadings() {
    note(reading(TABLE, NOW, new StreamLeases("orders", 3, 1, 5, 2, 60_000)));
    assertThat(shownAt(NOW))
        .containsEntry("CONSUMER_LEASES[indexer, owned]", 3.0)
        .containsEntry("CONSUMER_LEASES[indexer, orphaned]", 1.0)
        .containsEntry("CONSUMER_LAG[indexer, orders]", 60.0);
    assertThat(shownAt(NOW + 120_000)).containsEntry("CONSUMER_LAG[indexer, orders]", 180.0);

    note(reading(TABLE, NOW + 120_000, new StreamLeases("orders", 0, 0, 9, 0, 0)));
    assertThat(shownAt(NOW + 240_000)).containsEntry("CONSUMER_LAG[indexer, orders]", 0.0);
  }

  @Test
  void omitsStreamsNoLongerRead() {
    StreamLeases unknown = new StreamLeases("", 1, 0, 0, 1, 10);
    note(reading(TABLE, NOW, unknown, new StreamLeases("orders", 1, 0, 0, 1, 10)));
    note(reading(TABLE, NOW + 1, unknown));

    assertThat(shownAt(NOW))
        .containsEntry("CONSUMER_LEASES[indexer, owned]", 1.0)
        .containsKey("CONSUMER_LAG[indexer, unknown]")
        .doesNotContainKey("CONSUMER_LAG[indexer, orders]");
  }

  @Test
  void combinesSameNamedApplicationsAcrossRegions() {
    note(reading(TABLE, NOW, new StreamLeases("orders", 2, 0, 0, 1, 10_000)));
    note(reading(TABLE_IN_OTHER_REGION, NOW + 1, new StreamLeases("orders", 1, 0, 0, 1, 40_001)));

    assertThat(shownAt(NOW))
        .containsEntry("CONSUMER_LEASES[indexer, owned]", 3.0)
        .containsEntry("CONSUMER_LAG[indexer, orders]", 40.0);
  }

  private void note(StreamReaders readers) {
    ConsumerSamples.of(readers).forEach(sample -> measurements.on(sample, NOW));
  }

  private void note(LeaseReading reading) {
    ConsumerSamples.of(reading).forEach(sample -> measurements.on(sample, NOW));
  }

  private static LeaseReading reading(String table, long time, StreamLeases... streams) {
    return new LeaseReading(table, "indexer", true, time, List.of(streams));
  }

  private Map<String, Double> shownAt(long now) {
    Map<String, Double> shown = new TreeMap<>();
    measurements
        .collect(now)
        .forEach(
            measured -> shown.put(measured.metric() + "" + measured.labels(), measured.value()));
    return shown;
  }
}
