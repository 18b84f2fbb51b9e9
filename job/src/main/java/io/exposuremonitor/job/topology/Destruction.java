package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.destruction.DeletionTallies;
import io.exposuremonitor.detectors.destruction.DeletionTally;
import io.exposuremonitor.detectors.destruction.DestructionDetector;
import io.exposuremonitor.detectors.destruction.TimeToLiveDetector;
import io.exposuremonitor.detectors.destruction.TimeToLiveEvent;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Wires the detectors of mass deletion, by calls and by time to live. */
final class Destruction {
  private Destruction() {}

  /** Detects items deleted in bulk. */
  static DataStream<Signal> massive(
      DataStream<DeletionTally> removed, DataStream<ActivityBundle> bundles, Policies policies) {
    FlatMapFunction<ActivityBundle, DeletionTally> deletions =
        (bundle, out) -> DeletionTallies.of(bundle).forEach(out::collect);
    return policies.detect(
        bundles
            .flatMap(deletions, StreamTypes.DELETION_TALLY)
            .uid("deletions")
            .name("deletions")
            .union(removed)
            .keyBy(DeletionTally::key),
        "destruction",
        "destruction",
        shell -> new DestructionDetector(),
        StreamTypes.DESTRUCTION_STATE);
  }

  /** Detects items that expire in bulk after time to live was enabled. */
  static DataStream<Signal> timeToLive(
      DataStream<DeletionTally> expired, DataStream<Signal> rules, Policies policies) {
    FlatMapFunction<Signal, TimeToLiveEvent> enabled =
        (signal, out) -> {
          if (signal.analytic().id().equals(TimeToLiveEvent.ENABLED)) {
            out.collect(TimeToLiveEvent.of(signal));
          }
        };
    DataStream<TimeToLiveEvent> expiries =
        expired
            .map((DeletionTally tally) -> TimeToLiveEvent.of(tally), StreamTypes.TIME_TO_LIVE)
            .uid("ttl-expired")
            .name("expired");
    return policies.detect(
        rules
            .flatMap(enabled, StreamTypes.TIME_TO_LIVE)
            .uid("ttl-enabled")
            .name("time to live enabled")
            .union(expiries)
            .keyBy(TimeToLiveEvent::table),
        "time-to-live",
        "time to live",
        shell -> new TimeToLiveDetector(),
        StreamTypes.TIME_TO_LIVE_STATE);
  }
}
