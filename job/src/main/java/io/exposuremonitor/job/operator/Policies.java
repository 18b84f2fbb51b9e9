package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.sample.Samples;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Adds operators that depend on the policy. They start with the settings of the job; when the
 * policy is watched, its changes are broadcast to each of them. A fixed policy has no overhead.
 */
public final class Policies {
  private final MonitorSettings settings;
  private final long readAt;
  private final @Nullable SingleOutputStreamOperator<PolicyTexts> changes;
  private final PolicyBoard.@Nullable Name board;

  private Policies(
      MonitorSettings settings,
      long readAt,
      @Nullable SingleOutputStreamOperator<PolicyTexts> changes,
      PolicyBoard.@Nullable Name board) {
    this.settings = settings;
    this.readAt = readAt;
    this.changes = changes;
    this.board = board;
  }

  /** A policy that does not change while the job runs. */
  public static Policies fixed(MonitorSettings settings) {
    return new Policies(settings, 0, null, null);
  }

  /**
   * A policy that is watched.
   *
   * @param settings the settings in force when the job starts
   * @param readAt when they were read, epoch milliseconds
   * @param changes the output of {@link PolicyKeeper}
   * @param board where the decoders of each process look up the policy in force
   */
  public static Policies watched(
      MonitorSettings settings,
      long readAt,
      SingleOutputStreamOperator<PolicyTexts> changes,
      PolicyBoard.Name board) {
    return new Policies(settings, readAt, changes, board);
  }

  /** These policies, with another stream of changes. */
  public Policies changing(SingleOutputStreamOperator<PolicyTexts> news) {
    return new Policies(settings, readAt, news, board);
  }

  /** The texts in force when the job starts, with the time at which they were read. */
  public PolicyTexts texts() {
    return settings.texts(readAt);
  }

  /** The settings in force when the job starts. */
  public MonitorSettings settings() {
    return settings;
  }

  /**
   * The lateness bound with which the job starts; the default when the policy with which it starts
   * is unusable and its state holds another one.
   */
  public Duration lateness() {
    try {
      return settings.loadPolicy().findings().lateness();
    } catch (PolicyException invalid) {
      return Policy.defaults().findings().lateness();
    }
  }

  /** The board's name; null when no decoder follows changes. */
  public PolicyBoard.@Nullable Name board() {
    return board;
  }

  /**
   * The validated texts that came into force, repeated after a restart; null when the policy is
   * fixed.
   */
  public @Nullable DataStream<PolicyTexts> changes() {
    return changes;
  }

  /** Refused changes; null when the policy is fixed. */
  public @Nullable DataStream<Signal> refusals() {
    return changes == null ? null : changes.getSideOutput(PolicyKeeper.REFUSALS);
  }

  /** Samples that count changes; null when the policy is fixed. */
  public @Nullable DataStream<Sample> samples() {
    return changes == null ? null : changes.getSideOutput(Samples.COUNTED);
  }

  /** Adds a keyed function that depends on the policy. */
  public <E, O, F extends KeyedProcessFunction<String, E, O> & PolicyUser>
      SingleOutputStreamOperator<O> process(
          KeyedStream<E, String> keyed, F function, TypeInformation<O> type) {
    return changes == null
        ? keyed.transform("by policy", type, new PolicyKeyedOperator<>(settings, function))
        : keyed
            .connect(changes.broadcast())
            .transform("by policy", type, new PolicyKeyedOperator<>(settings, readAt, function));
  }

  /**
   * Adds a detector with its Flink function.
   *
   * @param uid identifies the operator's state
   * @param name display name
   * @param detectors creates the detector of each subtask
   * @param state type of a key's state
   */
  public <S, E> SingleOutputStreamOperator<Signal> detect(
      KeyedStream<E, String> events,
      String uid,
      String name,
      SerializableFunction<DetectorFunction.Shell, Detector<S, E>> detectors,
      TypeInformation<S> state) {
    return process(events, new DetectorFunction<>(settings, detectors, state), StreamTypes.SIGNAL)
        .uid(uid)
        .name(name);
  }

  /** Adds an operator that depends on the policy. */
  public <I, O> SingleOutputStreamOperator<O> transform(
      DataStream<I> input, String name, TypeInformation<O> type, PolicyOperator<I, O> operator) {
    if (changes == null) {
      return input.transform(name, type, operator);
    }
    operator.follow(readAt);
    return input.connect(changes.broadcast()).transform(name, type, operator);
  }
}
