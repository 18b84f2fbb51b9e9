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
 * Configures how a running job follows its policy and rules.
 *
 * @param places the watched places; the policy first, if it is watched
 * @param policyIsWatched whether the first place holds the policy
 * @param interval between two readings
 * @param readAt when the settings with which the job is started were read, epoch milliseconds
 * @param board where the decoders of each process look up the policy in force
 */
public record PolicyWatch(
    List<WatchedPlace> places,
    boolean policyIsWatched,
    Duration interval,
    long readAt,
    PolicyBoard.Name board) {

  /** Watches places, with a new board. */
  public static PolicyWatch of(
      List<WatchedPlace> places, boolean policyIsWatched, Duration interval, long readAt) {
    return new PolicyWatch(places, policyIsWatched, interval, readAt, PolicyBoard.Name.random());
  }

  /**
   * Adds the operator that decides which readings come into force.
   *
   * @param readings of the places, repeated every interval
   * @param settings the settings with which the job is started
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
