package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.blindspot.SignsOfLife;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.posture.PostureDetector;
import io.exposuremonitor.detectors.posture.PostureEvent;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.trail.TrailEvent;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.sample.Samples;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Wires the processing of the inventory's reports on tables and trails. */
final class Inventories {
  private static final OutputTag<TableSize> SIZES =
      new OutputTag<>("table-sizes", StreamTypes.TABLE_SIZE);

  private Inventories() {}

  /**
   * The output streams.
   *
   * @param signals tables whose protection was weakened
   * @param sizes of tables, as they change
   * @param signs signs of life of tables
   * @param trails the trails, and the tables that they should record
   * @param samples measurements of tables
   */
  record Outputs(
      DataStream<Signal> signals,
      DataStream<TableSize> sizes,
      DataStream<TableSigns> signs,
      DataStream<TrailEvent> trails,
      DataStream<Sample> samples) {}

  /**
   * Adds the operators.
   *
   * @param rules signals of rules, which name the caller behind a change that the inventory sees
   */
  static Outputs of(
      DataStream<InventoryUpdate> updates, DataStream<Signal> rules, Policies policies) {
    DataStream<PostureEvent> looks =
        policies
            .transform(
                updates,
                "looks at tables",
                StreamTypes.POSTURE_EVENT,
                new GranteeResolver(policies.settings()))
            .uid("inventory-looks")
            .name("looks at tables");
    SingleOutputStreamOperator<Signal> posture = posture(looks.union(calls(rules)), policies);
    DataStream<TableSize> sizes = posture.getSideOutput(SIZES);
    return new Outputs(posture, sizes, signs(sizes), trails(updates), samples(looks));
  }

  private static DataStream<PostureEvent> calls(DataStream<Signal> rules) {
    FlatMapFunction<Signal, PostureEvent> calls =
        (signal, out) -> {
          if (PostureDetector.concerns(signal)) {
            out.collect(PostureEvent.of(TableArns.ofStream(signal.resource()), signal));
          }
        };
    return rules
        .flatMap(calls, StreamTypes.POSTURE_EVENT)
        .uid("posture-calls")
        .name("calls that weaken tables");
  }

  private static SingleOutputStreamOperator<Signal> posture(
      DataStream<PostureEvent> events, Policies policies) {
    return policies.detect(
        events.keyBy(PostureEvent::table),
        "posture",
        "posture of tables",
        shell -> new PostureDetector(size -> shell.emit(SIZES, size)),
        StreamTypes.POSTURE_STATE);
  }

  private static DataStream<TableSigns> signs(DataStream<TableSize> sizes) {
    FlatMapFunction<TableSize, TableSigns> counted =
        (size, out) -> {
          if (size.changed()) {
            out.collect(SignsOfLife.ofCount(size.table(), size.time()));
          }
        };
    return sizes
        .flatMap(counted, StreamTypes.TABLE_SIGNS)
        .uid("inventory-signs")
        .name("tables that change");
  }

  private static DataStream<TrailEvent> trails(DataStream<InventoryUpdate> updates) {
    FlatMapFunction<InventoryUpdate, TrailEvent> signs =
        (update, out) -> {
          TrailEvent trails = update.trails();
          TableFacts facts = update.facts();
          if (trails != null) {
            out.collect(trails);
          }
          if (facts != null) {
            out.collect(TrailEvent.ofTable(facts.table(), facts.time()));
          }
        };
    return updates
        .flatMap(signs, StreamTypes.TRAIL_EVENT)
        .uid("inventory-trails")
        .name("trails and tables");
  }

  private static DataStream<Sample> samples(DataStream<PostureEvent> looks) {
    FlatMapFunction<PostureEvent, Sample> samples =
        (look, out) -> {
          TableFacts facts = look.facts();
          if (facts != null) {
            FactSamples.of(facts).forEach(out::collect);
          }
        };
    return looks.flatMap(samples, Samples.TYPE).uid("tables-measured").name("tables measured");
  }
}
