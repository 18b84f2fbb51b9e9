package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.DistributedReadDetector;
import io.exposuremonitor.detectors.bulkread.ManyTablesDetector;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeDetector;
import io.exposuremonitor.detectors.signal.Signal;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Wires the detectors of bulk reads: of an actor on a table, of a whole table, of many tables. */
final class BulkReads {
  private static final OutputTag<ReadTally> TALLIES = new OutputTag<>("tallies", StreamTypes.TALLY);

  /**
   * What comes out.
   *
   * @param tallies what each actor newly read of a table
   */
  record Outputs(DataStream<Signal> signals, DataStream<ReadTally> tallies) {}

  private BulkReads() {}

  static Outputs of(DataStream<ActivityBundle> bundles, MonitorSettings settings) {
    SingleOutputStreamOperator<Signal> volume = readVolume(bundles, settings);
    DataStream<ReadTally> tallies = volume.getSideOutput(TALLIES);
    return new Outputs(
        volume.union(distributed(tallies, settings), manyTables(tallies, settings)), tallies);
  }

  private static SingleOutputStreamOperator<Signal> readVolume(
      DataStream<ActivityBundle> bundles, MonitorSettings settings) {
    return bundles
        .keyBy(bundle -> bundle.actor().id() + '\n' + bundle.resource())
        .process(
            new DetectorFunction<>(
                settings,
                out -> new ReadVolumeDetector(tally -> out.emit(TALLIES, tally)),
                StreamTypes.READ_VOLUME_STATE),
            StreamTypes.SIGNAL)
        .uid("read-volume")
        .name("read volume");
  }

  private static DataStream<Signal> distributed(
      DataStream<ReadTally> tallies, MonitorSettings settings) {
    return tallies
        .keyBy(ReadTally::table)
        .process(
            new DetectorFunction<>(
                settings, out -> new DistributedReadDetector(), StreamTypes.DISTRIBUTED_READ_STATE),
            StreamTypes.SIGNAL)
        .uid("distributed-read")
        .name("distributed read");
  }

  private static DataStream<Signal> manyTables(
      DataStream<ReadTally> tallies, MonitorSettings settings) {
    return tallies
        .filter(ManyTablesDetector::mayCount)
        .uid("page-reads-only")
        .name("page reads only")
        .keyBy(tally -> tally.actor().id())
        .process(
            new DetectorFunction<>(
                settings, out -> new ManyTablesDetector(), StreamTypes.MANY_TABLES_STATE),
            StreamTypes.SIGNAL)
        .uid("many-tables")
        .name("many tables");
  }
}
