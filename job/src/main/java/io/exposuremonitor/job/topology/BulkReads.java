package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.DistributedReadDetector;
import io.exposuremonitor.detectors.bulkread.ManyTablesDetector;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeDetector;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Wires the detectors of bulk reads: by one actor on one table, by many actors on one table, and by
 * one actor on many tables.
 */
final class BulkReads {
  private static final OutputTag<ReadTally> TALLIES = new OutputTag<>("tallies", StreamTypes.TALLY);

  /**
   * The output streams.
   *
   * @param tallies what each actor newly read of a table
   */
  record Outputs(DataStream<Signal> signals, DataStream<ReadTally> tallies) {}

  private BulkReads() {}

  static Outputs of(DataStream<ActivityBundle> bundles, Policies policies) {
    SingleOutputStreamOperator<Signal> volume = readVolume(bundles, policies);
    DataStream<ReadTally> tallies = volume.getSideOutput(TALLIES);
    return new Outputs(
        volume.union(distributed(tallies, policies), manyTables(tallies, policies)), tallies);
  }

  private static SingleOutputStreamOperator<Signal> readVolume(
      DataStream<ActivityBundle> bundles, Policies policies) {
    return policies.detect(
        bundles.keyBy(ActivityBundle::key),
        "read-volume",
        "read volume",
        shell -> new ReadVolumeDetector(tally -> shell.emit(TALLIES, tally)),
        StreamTypes.READ_VOLUME_STATE);
  }

  private static DataStream<Signal> distributed(DataStream<ReadTally> tallies, Policies policies) {
    return policies.detect(
        tallies.keyBy(ReadTally::table),
        "distributed-read",
        "distributed read",
        shell -> new DistributedReadDetector(),
        StreamTypes.DISTRIBUTED_READ_STATE);
  }

  private static DataStream<Signal> manyTables(DataStream<ReadTally> tallies, Policies policies) {
    return policies.detect(
        tallies
            .filter(ManyTablesDetector::mayCount)
            .uid("page-reads-only")
            .name("page reads only")
            .keyBy(tally -> tally.actor().id()),
        "many-tables",
        "many tables",
        shell -> new ManyTablesDetector(),
        StreamTypes.MANY_TABLES_STATE);
  }
}
