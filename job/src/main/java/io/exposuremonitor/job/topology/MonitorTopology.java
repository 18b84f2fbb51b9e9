package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.partiql.PartiqlDetector;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.sensitivity.ItemTally;
import io.exposuremonitor.detectors.sensitivity.SensitivityDetector;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.ElementTimes;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.intake.IntakeOperator;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.sample.Samples;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Wires the core into one topology. The caller brings sources and sinks, so that the same graph
 * runs over files, on live streams and in tests.
 *
 * <pre>
 * batches ─ intake ─┬─ sessions ─ rules ───────────────────┐
 *  (chained)        ├─ read volume (actor × table) ────────┤
 *                   │     └ tallies ─┬─ distributed (table)┼─ episodes ─ findings
 *                   │                └─ many tables (actor)┤
 *                   ├─ PartiQL (actor) ────────────────────┤
 *                   ├─ table copies (actor) ───────────────┤
 *                   ├─ prepared exports (actor × table) ───┤
 *                   ├─ readers (stream), lease tables ─────┤
 *                   ├─ export reads (bucket) ──────────────┤
 *                   ├─ looks, sightings ─ conduct ─────────┤
 *                   ├─ decoys ─────────────────────────────┤
 *                   ├─ deletions (actor × table) ──────────┤
 *                   ├─ expiries, rules ─ time to live (table)
 *                   ├─ pulses ─ silence (source) ──────────┤
 *                   ├─ signs ─ hours (place) ─ coverage (table)
 *                   ├─ calls about trails ─ trails ────────┤
 *                   └─ item tallies ─ sensitivity (table) ─┘
 *                                          └ holdings ─ inheritance ─ weighing (table) of findings
 * </pre>
 */
public final class MonitorTopology {
  private static final OutputTag<SensitivityShare> SHARES =
      new OutputTag<>("sensitivity-shares", StreamTypes.SENSITIVITY_SHARE);

  private static final OutputTag<Holdings> HOLDINGS =
      new OutputTag<>("holdings", StreamTypes.HOLDINGS);

  private MonitorTopology() {}

  /**
   * The output streams.
   *
   * @param findings weighed findings; {@link MonitorSettings#reporting} determines which of their
   *     phases
   * @param sessions links between sessions and the principals to whom they were issued
   * @param itemChanges item changes; their engine timestamps are those of {@link ElementTimes}
   * @param sensitivity the share of each class of data in each table's items, once a day
   * @param skipped inputs that could not be used
   * @param traffic what was read, for metrics
   * @param samples measurements taken by the operators
   */
  public record Outputs(
      DataStream<Finding> findings,
      DataStream<SessionLink> sessions,
      DataStream<ItemChange> itemChanges,
      DataStream<SensitivityShare> sensitivity,
      DataStream<SkippedInput> skipped,
      Traffic traffic,
      DataStream<Sample> samples) {}

  /**
   * An input of the topology.
   *
   * @param name unique among the inputs; identifies the state
   * @param batches decoded batches; the intake is chained to their operator where possible
   * @param bounded whether it ends. In a job with unbounded inputs, its end does not end event time
   * @param logs whether it delivers records; otherwise nobody expects any, and their absence is no
   *     silence
   */
  public record Input(
      String name, DataStream<DecodedBatch> batches, boolean bounded, boolean logs) {
    /** An input of records. */
    public Input(String name, DataStream<DecodedBatch> batches, boolean bounded) {
      this(name, batches, bounded, true);
    }
  }

  /**
   * Builds the topology behind sources of decoded batches.
   *
   * @param inputs at least one
   * @param settings policy, rules and the rest, fixed for the job's life
   * @param secret the secret with which the inputs' decoders hash keys. The mark of this
   *     deployment's own calls is derived from it, too
   */
  public static Outputs build(List<Input> inputs, MonitorSettings settings, HashSecret secret) {
    return build(inputs, null, Policies.fixed(settings), secret);
  }

  /**
   * Builds the topology behind sources of decoded batches and an inventory.
   *
   * @param inputs at least one
   * @param inventory reports on tables and trails, without watermarks; null without an inventory
   * @param policies policy, rules and the rest, which may change while the job runs
   * @param secret the secret with which the inputs' decoders hash keys
   */
  public static Outputs build(
      List<Input> inputs,
      @Nullable DataStream<InventoryUpdate> inventory,
      Policies policies,
      HashSecret secret) {
    Intakes intakes = Intakes.of(inputs, policies);
    DataStream<ActivityBundle> bundles = intakes.bundles();
    Policies sized = TableSizes.known(policies, inventory);
    BulkReads.Outputs reads = BulkReads.of(bundles, sized);
    SingleOutputStreamOperator<RawRecord> candidates =
        SessionLinkFunction.of(intakes.sideOutput(IntakeOperator.CANDIDATES), policies);
    SingleOutputStreamOperator<Signal> rules = rules(candidates, policies);
    SingleOutputStreamOperator<Signal> sensitivity =
        sensitivity(intakes.sideOutput(IntakeOperator.ITEM_TALLIES), policies);
    Blindspots.Inputs seen =
        new Blindspots.Inputs(
            intakes.sideOutput(IntakeOperator.PULSES),
            intakes.sideOutput(IntakeOperator.SIGNS),
            intakes.sideOutput(IntakeOperator.CANDIDATES),
            inventory);
    Blindspots.Outputs unseen = Blindspots.of(seen, rules, policies);
    StreamConsumers.Outputs consumers =
        StreamConsumers.of(
            bundles,
            intakes.sideOutput(IntakeOperator.LEASES),
            intakes.sideOutput(IntakeOperator.CARRIERS),
            policies,
            secret);
    DataStream<Signal> signals =
        rules.union(
            reads.signals(),
            TableCopies.unusual(bundles, policies),
            TableCopies.prepared(bundles, policies),
            TableCopies.fetched(bundles, policies),
            Conduct.of(bundles, policies),
            consumers.signals(),
            decoys(bundles, policies, secret),
            partiql(bundles, policies),
            sensitivity,
            Destruction.massive(intakes.sideOutput(IntakeOperator.DELETIONS), bundles, sized),
            Destruction.timeToLive(intakes.sideOutput(IntakeOperator.EXPIRED), rules, sized),
            gaps(
                intakes
                    .sideOutput(IntakeOperator.GAPS)
                    .union(rules.getSideOutput(IntakeOperator.GAPS))),
            unseen.signals());
    SingleOutputStreamOperator<Finding> findings = episodes(signals, policies);
    DataStream<SkippedInput> skipped =
        intakes
            .sideOutput(IntakeOperator.SKIPPED)
            .union(rules.getSideOutput(IntakeOperator.SKIPPED));
    InheritedHoldings.Outputs held =
        InheritedHoldings.of(
            sensitivity.getSideOutput(HOLDINGS), bundles, seen.candidates(), inventory, policies);
    SingleOutputStreamOperator<Finding> weighed =
        WeighedFindings.of(findings, held.holdings(), unseen.sizes(), policies);
    return new Outputs(
        weighed,
        candidates.getSideOutput(SessionLinkFunction.LINKS),
        intakes.sideOutput(IntakeOperator.ITEM_CHANGES),
        sensitivity.getSideOutput(SHARES),
        skipped,
        intakes.traffic(reads.tallies()),
        withSamples(
            intakes
                .sideOutput(Samples.COUNTED)
                .union(
                    rules.getSideOutput(Samples.COUNTED),
                    findings.getSideOutput(Samples.COUNTED),
                    weighed.getSideOutput(Samples.COUNTED),
                    held.samples(),
                    consumers.samples(),
                    unseen.samples()),
            policies));
  }

  private static DataStream<Sample> withSamples(DataStream<Sample> samples, Policies policies) {
    DataStream<Sample> ofChanges = policies.samples();
    return ofChanges == null ? samples : samples.union(ofChanges);
  }

  private static DataStream<Signal> gaps(DataStream<Gap> gaps) {
    return gaps.map(new GapFunction(), StreamTypes.SIGNAL).uid("gaps").name("gaps");
  }

  private static SingleOutputStreamOperator<Finding> episodes(
      DataStream<Signal> signals, Policies policies) {
    return policies
        .process(
            withRefusals(signals, policies).keyBy(Episodes::key),
            new EpisodeFunction(policies.settings()),
            StreamTypes.FINDING)
        .uid("episodes")
        .name("episodes");
  }

  private static DataStream<Signal> withRefusals(DataStream<Signal> signals, Policies policies) {
    DataStream<Signal> refusals = policies.refusals();
    return refusals == null ? signals : signals.union(refusals);
  }

  private static SingleOutputStreamOperator<Signal> rules(
      DataStream<RawRecord> candidates, Policies policies) {
    return policies
        .transform(
            candidates.rebalance(),
            "rules",
            StreamTypes.SIGNAL,
            new RuleOperator(policies.settings(), policies.board()))
        .uid("rules")
        .name("rules");
  }

  private static DataStream<Signal> decoys(
      DataStream<ActivityBundle> bundles, Policies policies, HashSecret secret) {
    return policies
        .transform(
            bundles, "decoys", StreamTypes.SIGNAL, new DecoyOperator(policies.settings(), secret))
        .uid("decoys")
        .name("decoys");
  }

  private static DataStream<Signal> partiql(DataStream<ActivityBundle> bundles, Policies policies) {
    return policies.detect(
        bundles
            .filter(bundle -> bundle.hasCall(Operation::isPartiql))
            .uid("partiql-only")
            .name("PartiQL only")
            .keyBy(bundle -> bundle.actor().id()),
        "partiql",
        "PartiQL",
        shell -> new PartiqlDetector(shell.observation()),
        StreamTypes.PARTIQL_STATE);
  }

  private static SingleOutputStreamOperator<Signal> sensitivity(
      DataStream<ItemTally> tallies, Policies policies) {
    return policies.detect(
        tallies.keyBy(ItemTally::table),
        "sensitivity",
        "sensitivity",
        out ->
            new SensitivityDetector(
                share -> out.emit(SHARES, share), held -> out.emit(HOLDINGS, held)),
        StreamTypes.SENSITIVITY_STATE);
  }
}
