package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.destruction.DeletionTallies;
import io.exposuremonitor.detectors.destruction.DeletionTally;
import io.exposuremonitor.detectors.destruction.DestructionDetector;
import io.exposuremonitor.detectors.destruction.TimeToLiveDetector;
import io.exposuremonitor.detectors.destruction.TimeToLiveEvent;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.partiql.PartiqlDetector;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.sensitivity.ItemTally;
import io.exposuremonitor.detectors.sensitivity.SensitivityDetector;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.weighing.Weigher;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.intake.SkippedInput;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
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
 *                   ├─ PartiQL (actor) ────────────────────┤
 *                   ├─ table copies (actor) ───────────────┤
 *                   ├─ prepared exports (actor × table) ───┤
 *                   ├─ decoys ─────────────────────────────┤
 *                   ├─ deletions (actor × table) ──────────┤
 *                   ├─ expiries, rules ─ time to live (table)
 *                   └─ item tallies ─ sensitivity (table) ─┘
 *                                          └ holdings ─ weighing (table) of findings
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
          "partiql.mass-write",
          "sensitive-data.new-class",
          "sensitive-data.secret",
          "destruction.mass-delete",
          "destruction.ttl-abuse",
          "export.by-unusual-actor",
          "export.prepared",
          "backup.created-by-unusual-actor",
          "decoy.touched");

  private static final OutputTag<SensitivityShare> SHARES =
      new OutputTag<>("sensitivity-shares", StreamTypes.SENSITIVITY_SHARE);

  private static final OutputTag<Holdings> HOLDINGS =
      new OutputTag<>("holdings", StreamTypes.HOLDINGS);

  private MonitorTopology() {}

  /**
   * What comes out.
   *
   * @param findings episodes, as {@link MonitorSettings#reporting} says, weighed by their table
   * @param itemChanges changes of items, with their time
   * @param sensitivity how much of each table's day holds which class of data, as days end
   * @param skipped inputs that could not be used
   * @param traffic what was read, to be measured
   */
  public record Outputs(
      DataStream<Finding> findings,
      DataStream<ItemChange> itemChanges,
      DataStream<SensitivityShare> sensitivity,
      DataStream<SkippedInput> skipped,
      Traffic traffic) {}

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
   * @param secret what hashes of item keys rest on: the same that the inputs' decoders have
   */
  public static Outputs build(List<Input> inputs, MonitorSettings settings, HashSecret secret) {
    List<SingleOutputStreamOperator<ActivityBundle>> intakes =
        inputs.stream().map(MonitorTopology::intake).toList();
    DataStream<ActivityBundle> bundles = union(intakes);
    BulkReads.Outputs reads = BulkReads.of(bundles, settings);
    SingleOutputStreamOperator<Signal> rules =
        rules(sideOutputs(intakes, IntakeOperator.CANDIDATES), settings);
    SingleOutputStreamOperator<Signal> sensitivity =
        sensitivity(sideOutputs(intakes, IntakeOperator.ITEM_TALLIES), settings);
    DataStream<Finding> findings =
        rules
            .union(
                reads.signals(),
                TableCopies.unusual(bundles, settings),
                TableCopies.prepared(bundles, settings),
                decoys(bundles, settings, secret),
                partiql(bundles, settings),
                sensitivity,
                destruction(sideOutputs(intakes, IntakeOperator.DELETIONS), bundles, settings),
                timeToLive(sideOutputs(intakes, IntakeOperator.EXPIRED), rules, settings),
                gaps(sideOutputs(intakes, IntakeOperator.GAPS)))
            .keyBy(Episodes::key)
            .process(new EpisodeFunction(settings), StreamTypes.FINDING)
            .uid("episodes")
            .name("episodes");
    DataStream<SkippedInput> skipped =
        sideOutputs(intakes, IntakeOperator.SKIPPED)
            .union(rules.getSideOutput(IntakeOperator.SKIPPED));
    return new Outputs(
        weighed(findings, sensitivity.getSideOutput(HOLDINGS), settings),
        sideOutputs(intakes, IntakeOperator.ITEM_CHANGES),
        sensitivity.getSideOutput(SHARES),
        skipped,
        Traffic.of(inputs, intakes, reads.tallies()));
  }

  /** By what their table holds. */
  private static DataStream<Finding> weighed(
      DataStream<Finding> findings, DataStream<Holdings> holdings, MonitorSettings settings) {
    return findings
        .keyBy(Weigher::table)
        .connect(holdings.keyBy(Holdings::table))
        .process(new WeighingFunction(settings), StreamTypes.FINDING)
        .uid("weighing")
        .name("weighing");
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
    return gaps.map(new GapFunction(), StreamTypes.SIGNAL).uid("gaps").name("gaps");
  }

  private static SingleOutputStreamOperator<Signal> rules(
      DataStream<RawRecord> candidates, MonitorSettings settings) {
    return candidates
        .rebalance()
        .transform("rules", StreamTypes.SIGNAL, new RuleOperator(settings))
        .uid("rules")
        .name("rules");
  }

  private static DataStream<Signal> decoys(
      DataStream<ActivityBundle> bundles, MonitorSettings settings, HashSecret secret) {
    return bundles
        .flatMap(new DecoyFunction(settings, secret), StreamTypes.SIGNAL)
        .uid("decoys")
        .name("decoys");
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
                shell -> new PartiqlDetector(shell.observation()),
                StreamTypes.PARTIQL_STATE),
            StreamTypes.SIGNAL)
        .uid("partiql")
        .name("PartiQL");
  }

  private static SingleOutputStreamOperator<Signal> sensitivity(
      DataStream<ItemTally> tallies, MonitorSettings settings) {
    return tallies
        .keyBy(ItemTally::table)
        .process(
            new DetectorFunction<>(
                settings,
                out ->
                    new SensitivityDetector(
                        share -> out.emit(SHARES, share), held -> out.emit(HOLDINGS, held)),
                StreamTypes.SENSITIVITY_STATE),
            StreamTypes.SIGNAL)
        .uid("sensitivity")
        .name("sensitivity");
  }

  private static DataStream<Signal> destruction(
      DataStream<DeletionTally> removed,
      DataStream<ActivityBundle> bundles,
      MonitorSettings settings) {
    FlatMapFunction<ActivityBundle, DeletionTally> deletions =
        (bundle, out) -> DeletionTallies.of(bundle).forEach(out::collect);
    return bundles
        .flatMap(deletions, StreamTypes.DELETION_TALLY)
        .uid("deletions")
        .name("deletions")
        .union(removed)
        .keyBy(DeletionTally::key)
        .process(
            new DetectorFunction<>(
                settings, out -> new DestructionDetector(), StreamTypes.DESTRUCTION_STATE),
            StreamTypes.SIGNAL)
        .uid("destruction")
        .name("destruction");
  }

  private static DataStream<Signal> timeToLive(
      DataStream<DeletionTally> expired, DataStream<Signal> rules, MonitorSettings settings) {
    FlatMapFunction<Signal, TimeToLiveEvent> enabled =
        (signal, out) -> {
          if (signal.analytic().id().equals(TimeToLiveEvent.ENABLED)) {
            out.collect(TimeToLiveEvent.of(signal));
          }
        };
    return rules
        .flatMap(enabled, StreamTypes.TIME_TO_LIVE)
        .uid("ttl-enabled")
        .name("time to live enabled")
        .union(
            expired
                .map((DeletionTally tally) -> TimeToLiveEvent.of(tally), StreamTypes.TIME_TO_LIVE)
                .uid("ttl-expired")
                .name("expired"))
        .keyBy(TimeToLiveEvent::table)
        .process(
            new DetectorFunction<>(
                settings, out -> new TimeToLiveDetector(), StreamTypes.TIME_TO_LIVE_STATE),
            StreamTypes.SIGNAL)
        .uid("time-to-live")
        .name("time to live");
  }

  private static boolean holdsPartiql(ActivityBundle bundle) {
    return bundle.facets().stream().anyMatch(facet -> facet.operation().isPartiql());
  }
}
