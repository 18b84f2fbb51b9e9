package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.watch.FileWatch;
import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.connectors.watch.WatchedPlace;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How a running job follows its policy and rules.
 *
 * @param places what is watched, the policy's first if it is
 * @param policyIsWatched whether the first place is the policy's
 * @param interval between two readings
 * @param readAt when what the job is started with was read, epoch milliseconds
 * @param board where the decoders of each process see what is in force
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

  /** Adds what reads and decides. */
  public Policies begin(StreamExecutionEnvironment environment, MonitorSettings settings) {
    SingleOutputStreamOperator<PolicyTexts> changes =
        environment
            .fromSource(
                new FileWatch(places, interval),
                WatermarkStrategy.<Reading>forGenerator(context -> new Timeless()),
                "policy files",
                StreamTypes.READING)
            .uid("policy-files")
            .setParallelism(1)
            .transform(
                "policy",
                StreamTypes.POLICY_TEXTS,
                new PolicyKeeper(settings, readAt, policyIsWatched))
            .uid("policy")
            .name("policy");
    changes.setParallelism(1).setMaxParallelism(1);
    return Policies.watched(settings, readAt, changes, board);
  }

  /** Files have no event time, and hold back nobody's. */
  private static final class Timeless implements WatermarkGenerator<Reading> {
    @Override
    public void onEvent(Reading reading, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
