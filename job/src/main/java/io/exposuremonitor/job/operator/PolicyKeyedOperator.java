package io.exposuremonitor.job.operator;

import io.exposuremonitor.job.element.ArrivalOutput;
import io.exposuremonitor.job.element.ElementTimes;
import io.exposuremonitor.job.element.PolicyTexts;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Runs a keyed function that depends on the policy. With one input the policy is fixed; with a
 * second, broadcast input for changes, the function follows them. The function is the same in both
 * cases: only this class knows whether the policy can change.
 *
 * <p>Event time is that of the first input: the second has none, and does not hold back the
 * watermark. The timers of {@link DelayedTimers} get a watermark of their own. Elements emitted by
 * timers have no arrival time (see {@link ElementTimes}).
 */
public final class PolicyKeyedOperator<E, O> extends KeyedProcessOperator<String, E, O>
    implements TwoInputStreamOperator<E, PolicyTexts, O> {
  private static final long serialVersionUID = 1L;
  private static final long FIXED = -1;
  private static final int FIRST = 0;
  private static final long NO_DELAY = 0;
  private static final String ROCKSDB = StateBackendLoader.ROCKSDB_STATE_BACKEND_NAME;

  private final MonitorSettings start;
  private final long startedAt;

  private transient @Nullable PolicyInput policy;
  private transient @Nullable ArrivalOutput<O> timed;
  private transient long timerDelay;

  /** Runs a function with a fixed policy. */
  public PolicyKeyedOperator(
      MonitorSettings settings, KeyedProcessFunction<String, E, O> function) {
    super(function);
    this.start = settings;
    this.startedAt = FIXED;
  }

  /**
   * Runs a function that follows policy changes.
   *
   * @param startedAt when the settings were read, epoch milliseconds
   * @param function must also be a {@link PolicyUser}
   */
  public <F extends KeyedProcessFunction<String, E, O> & PolicyUser> PolicyKeyedOperator(
      MonitorSettings start, long startedAt, F function) {
    super(function);
    this.start = start;
    this.startedAt = startedAt;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    if (startedAt != FIXED) {
      policy =
          new PolicyInput(
              context.getOperatorStateStore(), start, startedAt, (PolicyUser) userFunction, false);
    }
    super.initializeState(context);
  }

  @Override
  public void open() throws Exception {
    boolean costly = ROCKSDB.equals(getKeyedStateBackend().getBackendTypeIdentifier());
    if (costly && userFunction instanceof StateKeeper keeper) {
      keeper.keepRecent(this);
    }
    if (ElementTimes.of(start.reporting()).areArrivals()) {
      timed = new ArrivalOutput<>(output);
      output = timed;
    }
    super.open();
    timerDelay =
        userFunction instanceof DelayedTimers delayed ? delayed.timerDelayMillis() : NO_DELAY;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (timerDelay == NO_DELAY) {
      super.processWatermark(mark);
      return;
    }
    Watermark ofTimers = new Watermark(delayed(mark.getTimestamp(), timerDelay));
    getTimeServiceManager().orElseThrow().advanceWatermark(ofTimers);
    output.emitWatermark(mark);
  }

  /** The watermark less a delay. Its limits, which stand for no time, stay as they are. */
  private static long delayed(long mark, long delay) {
    if (mark == Long.MIN_VALUE || mark == Long.MAX_VALUE) {
      return mark;
    }
    long later = mark - delay;
    boolean overflows = delay > 0 ? later > mark : later < mark;
    return overflows ? (delay > 0 ? Long.MIN_VALUE : Long.MAX_VALUE - 1) : later;
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    if (timed == null) {
      super.onEventTime(timer);
    } else {
      timed.timer(true);
      super.onEventTime(timer);
      timed.timer(false);
    }
  }

  @Override
  public void processElement1(StreamRecord<E> element) throws Exception {
    processElement(element);
  }

  @Override
  public void processElement2(StreamRecord<PolicyTexts> element) throws Exception {
    if (policy != null) {
      policy.accept(element.getValue());
    }
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    if (input == FIRST) {
      processWatermarkStatus(status);
    }
  }
}
