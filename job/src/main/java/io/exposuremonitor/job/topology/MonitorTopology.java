package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.blindspot.GapSignals;
import io.exposuremonitor.detectors.bulkread.DistributedReadDetector;
import io.exposuremonitor.detectors.bulkread.ManyTablesDetector;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeDetector;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.itemchange.ItemChange;
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
   * @param itemChanges changes of items, with their time
   * @param skipped inputs that could not be used
   */
  public record Outputs(
      DataStream<Finding> findings,
      DataStream<ItemChange> itemChanges,
      DataStream<SkippedInput> skipped) {}

  /**
   * What is read.
   *
   * @param name unique among the inputs; state is kept under it
   * @param batches chained to what comes before where that allows it
   */
  public record Input(String name, DataStream<DecodedBatch> batches) {}

  /**
   * Builds the topology behind sources of decoded batches.
   *
   * @param inputs at least one
   * @param settings policy, rules and the rest
   */
  public static Outputs build(List<Input> inputs, MonitorSettings settings) {
    List<SingleOutputStreamOperator<ActivityBundle>> intakes =
        inputs.stream().map(MonitorTopology::intake).toList();
    DataStream<ActivityBundle> bundles = union(intakes);
    SingleOutputStreamOperator<Signal> rules =
        rules(sideOutputs(intakes, IntakeOperator.CANDIDATES), settings);
    SingleOutputStreamOperator<Signal> volume = readVolume(bundles, settings);
    DataStream<ReadTally> tallies = volume.getSideOutput(TALLIES);
    DataStream<Finding> findings =
        rules
            .union(
                volume,
                distributed(tallies, settings),
                manyTables(tallies, settings),
                partiql(bundles, settings),
                gaps(sideOutputs(intakes, IntakeOperator.GAPS)))
            .keyBy(Episodes::key)
            .process(new EpisodeFunction(settings), StreamTypes.FINDING)
            .uid("episodes")
            .name("episodes");
    DataStream<SkippedInput> skipped =
        sideOutputs(intakes, IntakeOperator.SKIPPED)
            .union(rules.getSideOutput(IntakeOperator.SKIPPED));
    return new Outputs(findings, sideOutputs(intakes, IntakeOperator.ITEM_CHANGES), skipped);
  }

  /**
   * Joins findings into incidents, in one task for the whole job.
   *
   * @param findings told as they live
   */
  public static DataStream<Incident> incidents(
      DataStream<Finding> findings, MonitorSettings settings, IncidentSettings incidentSettings) {
    SingleOutputStreamOperator<Incident> incidents =
        findings.transform(
            "incidents", StreamTypes.INCIDENT, new IncidentOperator(settings, incidentSettings));
    incidents.setParallelism(1).setMaxParallelism(1);
    return incidents.uid("incidents").name("incidents");
  }

  private static SingleOutputStreamOperator<ActivityBundle> intake(Input input) {
    return input
        .batches()
        .transform("intake " + input.name(), StreamTypes.BUNDLE, new IntakeOperator(input.name()))
        .uid("intake-" + input.name())
        .name("intake " + input.name());
  }

  private static <T> DataStream<T> sideOutputs(
      List<SingleOutputStreamOperator<ActivityBundle>> intakes, OutputTag<T> tag) {
    return union(intakes.stream().map(intake -> intake.getSideOutput(tag)).toList());
  }

  @SuppressWarnings("unchecked") // an array of a generic type can't be made otherwise
  private static <T> DataStream<T> union(List<? extends DataStream<T>> streams) {
    return streams.size() == 1
        ? streams.get(0)
        : streams.get(0).union(streams.subList(1, streams.size()).toArray(DataStream[]::new));
  }

  private static DataStream<Signal> gaps(DataStream<Gap> gaps) {
    return gaps.map(GapSignals::of, StreamTypes.SIGNAL).uid("gaps").name("gaps");
  }

  private static SingleOutputStreamOperator<Signal> rules(
      DataStream<RawRecord> candidates, MonitorSettings settings) {
    return candidates
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
