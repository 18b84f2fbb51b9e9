package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The context of a detector while it handles one event or wake-up; reused from call to call. Policy
 * changes do not move the lateness bound: with another one, the same wake-ups would be due at other
 * times.
 */
final class DetectorCall implements DetectorContext, DetectorFunction.Shell {
  /**
   * How much later than the requested time timers are set: the default lateness bound, whatever the
   * bound is. It is part of every savepoint, so it never changes; {@link
   * DetectorFunction#timerDelayMillis} is the difference.
   */
  static final long SET_LATER_MILLIS = 15 * 60_000;

  private final Observation observation;
  private final long latenessMillis;
  private final KnownTimers timers = new KnownTimers();
  private Policy policy;

  @SuppressWarnings("NullAway.Init") // begin() precedes every use
  private KeyedProcessFunction<String, ?, Signal>.Context context;

  @SuppressWarnings("NullAway.Init")
  private Collector<Signal> out;

  DetectorCall(Policy policy, Observation observation) {
    this.policy = policy;
    this.observation = observation;
    this.latenessMillis = policy.findings().lateness().toMillis();
  }

  /** Replaces the policy, except for its lateness bound. */
  void follow(Policy changed) {
    policy = changed.withLateness(policy.findings().lateness());
  }

  /** Prepares for the next event or wake-up. */
  void begin(KeyedProcessFunction<String, ?, Signal>.Context current, Collector<Signal> collector) {
    context = current;
    out = collector;
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public long latenessMillis() {
    return latenessMillis;
  }

  @Override
  public void signal(Signal signal) {
    out.collect(signal);
  }

  @Override
  public Observation observation() {
    return observation;
  }

  @Override
  public <T> void emit(OutputTag<T> tag, T value) {
    context.output(tag, value);
  }

  @Override
  public void wakeAt(long time) {
    long at = time + SET_LATER_MILLIS;
    boolean isNew = timers.add(context.getCurrentKey(), at);
    if (isNew || at <= context.timerService().currentWatermark()) {
      context.timerService().registerEventTimeTimer(at);
    }
  }
}
