package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.access.DeniedBurstDetector;
import io.exposuremonitor.detectors.access.ReadBackDetector;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.network.NewOriginDetector;
import io.exposuremonitor.detectors.network.OutsideEndpointDetector;
import io.exposuremonitor.detectors.recon.EnumerationDetector;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Wires the detectors of an actor's behaviour: enumeration, refused calls, unusual access paths to
 * items, foreign readers, and new origins. Most of them consume sightings, whose number stays small
 * however many calls there are.
 */
final class Conduct {
  private Conduct() {}

  static DataStream<Signal> of(DataStream<ActivityBundle> bundles, Policies policies) {
    SingleOutputStreamOperator<Sighting> sightings =
        bundles
            .process(new SightingFunction(policies.lateness()), StreamTypes.SIGHTING)
            .uid("sightings")
            .name("sightings");
    return enumeration(bundles, policies)
        .union(
            deniedBursts(
                sightings.union(sightings.getSideOutput(SightingFunction.AGAIN)), policies),
            readBacks(sightings, policies),
            foreignReaders(sightings, policies),
            outsideEndpoints(sightings, policies),
            newOrigins(sightings, policies));
  }

  private static DataStream<Signal> enumeration(
      DataStream<ActivityBundle> bundles, Policies policies) {
    return policies.detect(
        bundles
            .filter(bundle -> bundle.hasCall(EnumerationDetector::concerns))
            .uid("looks-only")
            .name("looks only")
            .keyBy(bundle -> bundle.actor().id()),
        "enumeration",
        "enumeration",
        shell -> new EnumerationDetector(shell.observation()),
        StreamTypes.ENUMERATION_STATE);
  }

  private static DataStream<Signal> deniedBursts(
      DataStream<Sighting> sightings, Policies policies) {
    return policies.detect(
        sightings.keyBy(sighting -> sighting.actor().id()),
        "denied-bursts",
        "denied bursts",
        shell -> new DeniedBurstDetector(shell.observation()),
        StreamTypes.DENIED_BURST_STATE);
  }

  private static DataStream<Signal> readBacks(DataStream<Sighting> sightings, Policies policies) {
    return policies.detect(
        sightings
            .filter(ReadBackDetector::concerns)
            .uid("reads-only")
            .name("reads only")
            .keyBy(Sighting::key),
        "read-backs",
        "read backs",
        shell -> new ReadBackDetector(shell.observation()),
        StreamTypes.READ_BACK_STATE);
  }

  private static DataStream<Signal> foreignReaders(
      DataStream<Sighting> sightings, Policies policies) {
    return policies
        .transform(
            sightings,
            "foreign readers",
            StreamTypes.SIGNAL,
            new ForeignReaderOperator(policies.settings()))
        .uid("foreign-readers")
        .name("foreign readers");
  }

  private static DataStream<Signal> outsideEndpoints(
      DataStream<Sighting> sightings, Policies policies) {
    return policies.detect(
        sightings
            .filter(OutsideEndpointDetector::concerns)
            .uid("placed-calls-only")
            .name("placed calls only")
            .keyBy(Sighting::key),
        "outside-endpoints",
        "outside endpoints",
        shell -> new OutsideEndpointDetector(),
        StreamTypes.ENDPOINT_STATE);
  }

  private static DataStream<Signal> newOrigins(DataStream<Sighting> sightings, Policies policies) {
    return policies.detect(
        sightings
            .filter(NewOriginDetector::concerns)
            .uid("placed-actors-only")
            .name("placed actors only")
            .keyBy(sighting -> sighting.actor().id()),
        "new-origins",
        "new origins",
        shell -> new NewOriginDetector(),
        StreamTypes.ORIGIN_STATE);
  }
}
