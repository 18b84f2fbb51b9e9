package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.weighing.Inheritance;
import io.exposuremonitor.detectors.weighing.InheritanceEvent;
import io.exposuremonitor.detectors.weighing.ReplicaCalls;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.sample.Samples;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Wires the inheritance of sensitivity: a table that was restored from another or replicates it
 * holds what the other holds. All tables share one key, which is cheap: each reports its holdings
 * every four hours, and restores are rare.
 */
final class InheritedHoldings {
  private static final OutputTag<Holdings> ALL =
      new OutputTag<>("all-holdings", StreamTypes.HOLDINGS);

  private InheritedHoldings() {}

  /**
   * The output streams.
   *
   * @param holdings of all tables, their own and inherited ones
   * @param samples that count what there was no room for
   */
  record Outputs(DataStream<Holdings> holdings, DataStream<Sample> samples) {}

  /**
   * Adds the detector.
   *
   * @param held the tables' own holdings
   * @param candidates records that include the calls that create replicas
   * @param inventory reports of the inventory, including replicas; null without one
   */
  static Outputs of(
      DataStream<Holdings> held,
      DataStream<ActivityBundle> bundles,
      DataStream<RawRecord> candidates,
      @Nullable DataStream<InventoryUpdate> inventory,
      Policies policies) {
    DataStream<InheritanceEvent> called = called(candidates);
    DataStream<InheritanceEvent> replicas =
        inventory == null ? called : called.union(seen(inventory));
    FlatMapFunction<ActivityBundle, InheritanceEvent> restores =
        (bundle, out) -> InheritanceEvent.of(bundle).forEach(out::collect);
    Reporting reporting = policies.settings().reporting();
    SingleOutputStreamOperator<Signal> inheritance =
        policies.detect(
            bundles
                .flatMap(restores, StreamTypes.INHERITANCE_EVENT)
                .uid("restores")
                .name("restores")
                .union(
                    held.map(
                            (Holdings own) -> InheritanceEvent.of(own),
                            StreamTypes.INHERITANCE_EVENT)
                        .uid("own-holdings")
                        .name("own holdings"),
                    replicas)
                .keyBy(event -> ""),
            "inheritance",
            "inheritance",
            shell ->
                new Inheritance(
                    reporting,
                    all -> shell.emit(ALL, all),
                    () -> shell.emit(Samples.COUNTED, Samples.forgotten("copy"))),
            StreamTypes.INHERITANCE_STATE);
    return new Outputs(inheritance.getSideOutput(ALL), inheritance.getSideOutput(Samples.COUNTED));
  }

  private static DataStream<InheritanceEvent> called(DataStream<RawRecord> candidates) {
    FlatMapFunction<RawRecord, InheritanceEvent> made =
        (record, out) -> {
          if (ReplicaCalls.concerns(record.source(), record.name())) {
            ReplicaCalls.read(record.json()).forEach(out::collect);
          }
        };
    return candidates
        .flatMap(made, StreamTypes.INHERITANCE_EVENT)
        .uid("replica-calls")
        .name("replicas made");
  }

  private static DataStream<InheritanceEvent> seen(DataStream<InventoryUpdate> inventory) {
    FlatMapFunction<InventoryUpdate, InheritanceEvent> replicas =
        (update, out) -> {
          TableFacts facts = update.facts();
          if (facts != null) {
            InheritanceEvent.ofReplicas(facts.table(), facts.replicas(), facts.time())
                .forEach(out::collect);
          }
        };
    return inventory
        .flatMap(replicas, StreamTypes.INHERITANCE_EVENT)
        .uid("replicas-seen")
        .name("replicas seen");
  }
}
