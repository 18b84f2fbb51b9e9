package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.DistributedReadDetector;
import io.exposuremonitor.detectors.bulkread.ManyTablesDetector;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeDetector;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.partiql.PartiqlDetector;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.intake.SkippedInput;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Wires the core into one topology. Sources and sinks are the caller's, so that the same graph runs
 * over files, on a live stream and in tests.
 *
 * <pre>
 * batches ─ intake ─┬─ rules ──────────────────────────────┐
 *  (chained)        ├─ read volume (actor × table) ────────┤
 *                   │     └ tallies ─┬─ distributed (table)┼─ episodes ─ findings
 *                   │                └─ many tables (actor)┤
 *                   └─ PartiQL (actor) ────────────────────┘
 * </pre>
 */
public final class MonitorTopology {
  /** Ids of the detections that need memory; the others are rules. */
  public static final List<String> STATEFUL_DETECTIONS =
      List.of(
          "bulk-read.table-scan",
          "bulk-read.key-sweep",
          "bulk-read.partiql-dump",
          "bulk-read.distributed",
          "bulk-read.many-tables",
          "bulk-read.low-and-slow",
          "partiql.first-use",
          "partiql.new-statement-shape",
          "partiql.full-scan",
          "partiql.mass-write");

  private static final OutputTag<ReadTally> TALLIES = new OutputTag<>("tallies", StreamTypes.TALLY);

  private MonitorTopology() {}

  /**
   * What comes out.
   *
   * @param findings episodes, as {@link MonitorSettings#reporting} says
   * @param skipped inputs that could not be used
   */
  public record Outputs(DataStream<Finding> findings, DataStream<SkippedInput> skipped) {}

  /**
   * Builds the topology behind a source of decoded batches.
   *
   * @param batches chained to what comes before where that allows it
   * @param settings policy, rules and the rest
   */
  public static Outputs build(DataStream<DecodedBatch> batches, MonitorSettings settings) {
    SingleOutputStreamOperator<ActivityBundle> bundles =
        batches
            .transform("intake", StreamTypes.BUNDLE, new IntakeOperator())
            .uid("intake")
            .name("intake");
    SingleOutputStreamOperator<Signal> rules = rules(bundles, settings);
    SingleOutputStreamOperator<Signal> volume = readVolume(bundles, settings);
    DataStream<ReadTally> tallies = volume.getSideOutput(TALLIES);
    DataStream<Finding> findings =
        rules
            .union(
                volume,
                distributed(tallies, settings),
                manyTables(tallies, settings),
                partiql(bundles, settings))
            .keyBy(Episodes::key)
            .process(new EpisodeFunction(settings), StreamTypes.FINDING)
            .uid("episodes")
            .name("episodes");
    DataStream<SkippedInput> skipped =
        bundles
            .getSideOutput(IntakeOperator.SKIPPED)
            .union(rules.getSideOutput(IntakeOperator.SKIPPED));
    return new Outputs(findings, skipped);
  }

  private static SingleOutputStreamOperator<Signal> rules(
      SingleOutputStreamOperator<ActivityBundle> bundles, MonitorSettings settings) {
    return bundles
        .getSideOutput(IntakeOperator.CANDIDATES)
        .rebalance()
        .transform("rules", StreamTypes.SIGNAL, new RuleOperator(settings))
        .uid("rules")
        .name("rules");
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

  private static DataStream<Signal> partiql(
      DataStream<ActivityBundle> bundles, MonitorSettings settings) {
    return bundles
        .filter(MonitorTopology::holdsPartiql)
        .uid("partiql-only")
        .name("PartiQL only")
        .keyBy(bundle -> bundle.actor().id())
        .process(
            new DetectorFunction<>(
                settings,
                out -> new PartiqlDetector(Observation.of(settings.observed())),
                StreamTypes.PARTIQL_STATE),
            StreamTypes.SIGNAL)
        .uid("partiql")
        .name("PartiQL");
  }

  private static boolean holdsPartiql(ActivityBundle bundle) {
    return bundle.facets().stream().anyMatch(facet -> facet.operation().isPartiql());
  }
}
