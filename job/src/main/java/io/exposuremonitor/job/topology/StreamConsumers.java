package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.consumer.LeaseSighting;
import io.exposuremonitor.detectors.consumer.LeaseTableDetector;
import io.exposuremonitor.detectors.consumer.StreamReaderDetector;
import io.exposuremonitor.detectors.consumer.StreamReaders;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.consumer.StreamUses;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.sample.Samples;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Wires the detectors of stream readers and of their applications. */
final class StreamConsumers {
  private static final OutputTag<StreamReaders> READERS =
      new OutputTag<>("stream-readers", StreamTypes.STREAM_READERS);

  private StreamConsumers() {}

  /**
   * The output streams.
   *
   * @param signals of unexpected readers and of their applications
   * @param samples the number of readers, how far behind they are, and those forgotten
   */
  record Outputs(DataStream<Signal> signals, DataStream<Sample> samples) {}

  /**
   * Adds both detectors.
   *
   * @param leases the content of lease tables
   * @param carriers Kinesis streams that carry changes of tables
   * @param secret from which the mark of this deployment's own calls is derived
   */
  static Outputs of(
      DataStream<ActivityBundle> bundles,
      DataStream<LeaseReading> leases,
      DataStream<StreamUse> carriers,
      Policies policies,
      HashSecret secret) {
    SingleOutputStreamOperator<Signal> readers =
        readers(uses(bundles, leases, secret.mark()).union(carriers), policies);
    return new Outputs(
        readers.union(leaseTables(bundles, leases, policies)),
        samples(readers.getSideOutput(READERS), leases)
            .union(readers.getSideOutput(Samples.COUNTED)));
  }

  private static DataStream<Sample> samples(
      DataStream<StreamReaders> readers, DataStream<LeaseReading> leases) {
    FlatMapFunction<StreamReaders, Sample> ofReaders =
        (counts, out) -> ConsumerSamples.of(counts).forEach(out::collect);
    FlatMapFunction<LeaseReading, Sample> ofLeases =
        (reading, out) -> ConsumerSamples.of(reading).forEach(out::collect);
    return readers
        .flatMap(ofReaders, Samples.TYPE)
        .uid("stream-readers-measured")
        .name("stream readers measured")
        .union(
            leases.flatMap(ofLeases, Samples.TYPE).uid("leases-measured").name("leases measured"));
  }

  private static DataStream<StreamUse> uses(
      DataStream<ActivityBundle> bundles, DataStream<LeaseReading> leases, String mark) {
    FlatMapFunction<ActivityBundle, StreamUse> used =
        (bundle, out) -> {
          if (bundle.hasCall(StreamUses::concerns)) {
            new StreamUses(mark).of(bundle).forEach(out::collect);
          }
        };
    FlatMapFunction<LeaseReading, StreamUse> applications =
        (reading, out) -> ReadLeases.uses(reading).forEach(out::collect);
    return bundles
        .flatMap(used, StreamTypes.STREAM_USE)
        .uid("stream-uses")
        .name("uses of streams")
        .union(
            leases
                .flatMap(applications, StreamTypes.STREAM_USE)
                .uid("stream-applications")
                .name("applications"));
  }

  private static SingleOutputStreamOperator<Signal> readers(
      DataStream<StreamUse> uses, Policies policies) {
    return policies.detect(
        uses.keyBy(StreamUse::source),
        "stream-readers",
        "stream readers",
        shell ->
            new StreamReaderDetector(
                shell.observation(),
                counts -> shell.emit(READERS, counts),
                () -> shell.emit(Samples.COUNTED, Samples.forgotten("unknown-reader"))),
        StreamTypes.STREAM_READER_STATE);
  }

  private static DataStream<Signal> leaseTables(
      DataStream<ActivityBundle> bundles, DataStream<LeaseReading> leases, Policies policies) {
    FlatMapFunction<ActivityBundle, LeaseSighting> written =
        (bundle, out) -> {
          if (bundle.hasCall(operation -> operation == Operation.WRITE_LEASE)) {
            LeaseSighting.of(bundle).forEach(out::collect);
          }
        };
    return policies.detect(
        bundles
            .flatMap(written, StreamTypes.LEASE_SIGHTING)
            .uid("lease-writes")
            .name("writes of leases")
            .union(
                leases
                    .map(
                        (LeaseReading reading) -> ReadLeases.sighting(reading),
                        StreamTypes.LEASE_SIGHTING)
                    .uid("lease-sightings")
                    .name("lease tables read"))
            .keyBy(LeaseSighting::table),
        "lease-tables",
        "lease tables",
        shell -> new LeaseTableDetector(shell.observation()),
        StreamTypes.LEASE_TABLE_STATE);
  }
}
