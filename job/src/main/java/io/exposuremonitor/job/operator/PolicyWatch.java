package io.exposuremonitor.job.operator;

import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.connectors.watch.WatchedPlace;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.StreamTypes;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * How a running job follows its policy and rules.
 *
 * @param places what is watched; the policy first, if it is watched
 * @param policyIsWatched whether the first place holds the policy
 * @param interval between two readings
 * @param readAt when the settings that the job is started with were read, epoch milliseconds
 * @param board where the decoders of each process look up what is in force
 */
public record PolicyWatch(
    List<WatchedPlace> places,
    boolean policyIsWatched,
    Duration interval,
    long readAt,
    PolicyBoard.Name board) {

  /** Watches places under a board of its own. */
  public static PolicyWatch of(
      List<WatchedPlace> places, boolean policyIsWatched, Duration interval, long readAt) {
    return new PolicyWatch(places, policyIsWatched, interval, readAt, PolicyBoard.Name.random());
  }

  /**
   * Adds the operator that decides what comes into force.
   *
   * @param readings of the places, repeated every interval
   * @param settings what the job is started with
   */
  public Policies begin(DataStream<Reading> readings, MonitorSettings settings) {
    SingleOutputStreamOperator<PolicyTexts> changes =
        readings.transform(
            "policy",
            StreamTypes.POLICY_TEXTS,
            new PolicyKeeper(settings, readAt, policyIsWatched));
    changes.setParallelism(1).setMaxParallelism(1);
    changes.uid("policy").name("policy");
    return Policies.watched(settings, readAt, changes, board);
  }
}
