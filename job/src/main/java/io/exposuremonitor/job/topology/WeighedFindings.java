package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.weighing.TableUpdate;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.element.Weighable;
import io.exposuremonitor.job.operator.Policies;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/** Wires the weighing of findings by their table's content and size. */
final class WeighedFindings {
  private WeighedFindings() {}

  /**
   * Weighs findings; the side output {@code Samples.COUNTED} holds their counts.
   *
   * @param holdings the classes of data that tables hold
   * @param sizes of tables; null without an inventory
   */
  static SingleOutputStreamOperator<Finding> of(
      DataStream<Finding> findings,
      DataStream<Holdings> holdings,
      @Nullable DataStream<TableSize> sizes,
      Policies policies) {
    DataStream<Weighable> weighableFindings =
        findings
            .map((Finding finding) -> Weighable.of(finding), StreamTypes.WEIGHABLE)
            .uid("to-be-weighed")
            .name("to be weighed");
    DataStream<Weighable> weighableUpdates =
        updates(holdings, sizes)
            .map((TableUpdate of) -> Weighable.of(of), StreamTypes.WEIGHABLE)
            .uid("weights")
            .name("weights");
    return policies
        .process(
            weighableFindings.union(weighableUpdates).keyBy(Weighable::table),
            new WeighingFunction(policies.settings()),
            StreamTypes.FINDING)
        .uid("weighing")
        .name("weighing");
  }

  private static DataStream<TableUpdate> updates(
      DataStream<Holdings> holdings, @Nullable DataStream<TableSize> sizes) {
    DataStream<TableUpdate> held =
        holdings
            .map((Holdings each) -> TableUpdate.of(each), StreamTypes.TABLE_UPDATE)
            .uid("holdings-news")
            .name("holdings");
    return sizes == null
        ? held
        : held.union(
            sizes
                .map((TableSize size) -> TableUpdate.of(size), StreamTypes.TABLE_UPDATE)
                .uid("size-news")
                .name("sizes"));
  }
}
