package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.leases.StreamLeases;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.consumer.ConsumerIds;
import io.exposuremonitor.detectors.consumer.LeaseSighting;
import io.exposuremonitor.detectors.consumer.StreamUse;
import java.util.List;

/** Converts the content of a lease table into the core's types. */
final class ReadLeases {
  private ReadLeases() {}

  /** The application's use of each stream for which it holds leases. */
  static List<StreamUse> uses(LeaseReading reading) {
    return reading.streams().stream()
        .map(StreamLeases::stream)
        .filter(stream -> !stream.isEmpty())
        .map(stream -> use(reading, stream))
        .toList();
  }

  private static StreamUse use(LeaseReading reading, String stream) {
    return StreamUse.known(
        StreamUse.Kind.APPLICATION,
        stream,
        ConsumerIds.ofLeaseTable(reading.table()),
        reading.application(),
        reading.table(),
        reading.time());
  }

  /** The observation that the table holds leases. */
  static LeaseSighting sighting(LeaseReading reading) {
    return new LeaseSighting(
        reading.table(),
        true,
        reading.named(),
        Actor.ofAccount(Arns.account(reading.table())),
        Arns.account(reading.table()),
        Arns.region(reading.table()),
        reading.time(),
        reading.time(),
        List.of());
  }
}
