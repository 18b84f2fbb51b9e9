package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.leases.StreamLeases;
import io.exposuremonitor.detectors.consumer.StreamReaders;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import java.util.ArrayList;
import java.util.List;

/** Creates measurements of stream readers. */
final class ConsumerSamples {
  private static final String UNKNOWN_STREAM = "unknown";

  private ConsumerSamples() {}

  /** The number of readers of a stream. */
  static List<Sample> of(StreamReaders readers) {
    return List.of(
        Sample.atArrival(DomainMetric.STREAM_READERS, readers.known(), readers.source(), "true"),
        Sample.atArrival(
            DomainMetric.STREAM_READERS, readers.unknown(), readers.source(), "false"));
  }

  /**
   * The leases of an application. Its lag keeps growing while its lease table can't be read, so
   * that missing data does not look healthy. Lease tables with the same name in several accounts or
   * regions count as one application.
   */
  static List<Sample> of(LeaseReading reading) {
    List<Sample> samples = new ArrayList<>();
    int owned = 0;
    int orphaned = 0;
    for (StreamLeases leases : reading.streams()) {
      owned += leases.owned();
      orphaned += leases.orphaned();
      boolean open = leases.owned() + leases.orphaned() > 0;
      double renewed = open ? reading.time() - leases.lagMillis() : 0;
      String stream = leases.stream().isEmpty() ? UNKNOWN_STREAM : leases.stream();
      samples.add(sample(DomainMetric.CONSUMER_LAG, renewed, reading, stream));
    }
    samples.add(sample(DomainMetric.CONSUMER_LEASES, owned, reading, "owned"));
    samples.add(sample(DomainMetric.CONSUMER_LEASES, orphaned, reading, "orphaned"));
    return samples;
  }

  private static Sample sample(
      DomainMetric metric, double value, LeaseReading reading, String label) {
    return Sample.of(metric, reading.time(), value, reading.application(), label)
        .by(reading.table());
  }
}
