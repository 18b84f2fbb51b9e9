package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.weighing.Inheritance;
import io.exposuremonitor.detectors.weighing.InheritanceEvent;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.OutputTag;

/**
 * Wires what tables hold that were restored from others. All tables meet in one key: they tell what
 * they hold every four hours, and restores are rare.
 */
final class InheritedHoldings {
  private static final OutputTag<Holdings> ALL =
      new OutputTag<>("all-holdings", StreamTypes.HOLDINGS);

  private InheritedHoldings() {}

  /**
   * What tables hold, theirs and inherited.
   *
   * @param held theirs
   */
  static DataStream<Holdings> of(
      DataStream<Holdings> held, DataStream<ActivityBundle> bundles, Policies policies) {
    FlatMapFunction<ActivityBundle, InheritanceEvent> restores =
        (bundle, out) -> InheritanceEvent.of(bundle).forEach(out::collect);
    return policies
        .process(
            bundles
                .flatMap(restores, StreamTypes.INHERITANCE_EVENT)
                .uid("restores")
                .name("restores")
                .union(
                    held.map(
                            (Holdings own) -> InheritanceEvent.of(own),
                            StreamTypes.INHERITANCE_EVENT)
                        .uid("own-holdings")
                        .name("own holdings"))
                .keyBy(event -> ""),
            new DetectorFunction<>(
                policies.settings(),
                shell -> new Inheritance(all -> shell.emit(ALL, all)),
                StreamTypes.INHERITANCE_STATE),
            StreamTypes.SIGNAL)
        .uid("inheritance")
        .name("inheritance")
        .getSideOutput(ALL);
  }
}
