package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.leases.StreamLeases;
import io.exposuremonitor.detectors.consumer.StreamReaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ConsumerMeasuresTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/indexer";

  private final Map<String, Gauge<?>> gauges = new TreeMap<>();
  private long now = 1_000_000;

  /** Keeps gauges by their labels. */
  private final class Labelled extends UnregisteredMetricsGroup {
    private final String labels;

    Labelled(String labels) {
      this.labels = labels;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(labels + name, gauge);
      return gauge;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Labelled(labels + key + '=' + value + ' ');
    }
  }

  private long value(String name) {
    return ((Number) gauges.get(name).getValue()).longValue();
  }

  @Test
  void tellsHowManyReadAStream() {
    ReaderMeasures measures = new ReaderMeasures(new Labelled(""));
    measures.note(new StreamReaders("orders", 2, 1));

    assertThat(value("stream=orders known=true streamReaders")).isEqualTo(2);
    assertThat(value("stream=orders known=false streamReaders")).isEqualTo(1);
    measures.note(new StreamReaders("orders", 0, 0));
    assertThat(value("stream=orders known=true streamReaders")).isZero();
  }

  @Test
  void streamsThatAreMeasuredAreBounded() {
    ReaderMeasures measures = new ReaderMeasures(new Labelled(""));
    for (int i = 0; i < 1_000; i++) {
      measures.note(new StreamReaders("s" + i, 1, 0));
    }

    assertThat(gauges).hasSize(2 * ReaderMeasures.MOST_STREAMS);
  }

  private static LeaseReading reading(long time, StreamLeases... streams) {
    return new LeaseReading(TABLE, "indexer", true, time, List.of(streams));
  }

  @Test
  void tellsLeasesAndALagThatGrowsInSilence() {
    LeaseMeasures measures = new LeaseMeasures(new Labelled(""), () -> now);
    measures.note(reading(now, new StreamLeases("orders", 3, 1, 5, 2, 60_000)));

    assertThat(value("application=indexer stream=orders state=owned consumerLeases")).isEqualTo(3);
    assertThat(value("application=indexer stream=orders state=orphaned consumerLeases"))
        .isEqualTo(1);
    assertThat(value("application=indexer stream=orders consumerLagMs")).isEqualTo(60_000);
    now += 120_000;
    assertThat(value("application=indexer stream=orders consumerLagMs")).isEqualTo(180_000);
    measures.note(reading(now, new StreamLeases("orders", 0, 0, 9, 0, 0)));
    now += 120_000;
    assertThat(value("application=indexer stream=orders consumerLagMs")).isZero();
  }

  @Test
  void aStreamThatIsNoLongerReadCountsNone() {
    LeaseMeasures measures = new LeaseMeasures(new Labelled(""), () -> now);
    measures.note(
        reading(
            now, new StreamLeases("", 1, 0, 0, 1, 10), new StreamLeases("orders", 1, 0, 0, 1, 10)));
    measures.note(reading(now, new StreamLeases("", 1, 0, 0, 1, 10)));

    assertThat(value("application=indexer stream=orders state=owned consumerLeases")).isZero();
    assertThat(value("application=indexer stream=orders consumerLagMs")).isZero();
    assertThat(value("application=indexer stream=unknown state=owned consumerLeases")).isEqualTo(1);
  }

  @Test
  void applicationsThatAreMeasuredAreBounded() {
    LeaseMeasures measures = new LeaseMeasures(new Labelled(""), () -> now);
    for (int i = 0; i < 1_000; i++) {
      measures.note(reading(now, new StreamLeases("s" + i, 1, 0, 0, 1, 10)));
    }

    assertThat(gauges).hasSize(3 * LeaseMeasures.MOST_PAIRS);
  }
}
