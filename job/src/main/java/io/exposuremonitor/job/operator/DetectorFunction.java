package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.signal.Signal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a detector in Flink: loads the key's state, calls the detector, stores the state, emits
 * signals, registers timers. Contains no domain logic. The lateness bound is fixed when the
 * function is opened: with another one, the same wake-ups would be due at other times.
 *
 * @param <S> the detector's state
 * @param <E> the event
 */
public final class DetectorFunction<S, E> extends KeyedProcessFunction<String, E, Signal>
    implements CheckpointedFunction, PolicyUser, StateKeeper, DelayedTimers {
  private static final long serialVersionUID = 1L;

  private MonitorSettings settings;
  private final SerializableFunction<Shell, Detector<S, E>> detectors;
  private final TypeInformation<S> stateType;

  /** What this function offers to its detector. */
  public interface Shell {
    /** The period during which the logs were watched. */
    Observation observation();

    /** Emits an element other than a signal, during a call. */
    <T> void emit(OutputTag<T> tag, T value);
  }

  @SuppressWarnings("NullAway.Init") // initializeState() precedes open()
  private transient WatchedSince watched;

  private transient Detector<S, E> detector;
  private transient ValueState<S> state;
  private transient @Nullable KeyContext keys;
  private transient @Nullable RecentStates<S> recent;
  private transient @Nullable DetectorCall opened;
  private transient DetectorCall call;

  public DetectorFunction(
      MonitorSettings settings,
      SerializableFunction<Shell, Detector<S, E>> detectors,
      TypeInformation<S> stateType) {
    this.settings = settings;
    this.detectors = detectors;
    this.stateType = stateType;
  }

  @Override
  public void keepRecent(KeyContext context) {
    keys = context;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    watched =
        new WatchedSince(
            context.getOperatorStateStore(), System.currentTimeMillis(), settings.observed());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    watched.store(System.currentTimeMillis());
    if (recent != null) {
      recent.writeBack();
    }
  }

  @Override
  public void open(OpenContext context) throws Exception {
    call = new DetectorCall(settings.loadPolicy(), watched.observation());
    opened = call;
    detector = detectors.apply(call);
    ValueState<S> stored =
        getRuntimeContext().getState(new ValueStateDescriptor<>("state", stateType));
    recent =
        keys == null
            ? null
            : RecentStates.of(
                stored,
                keys,
                getRuntimeContext().createSerializer(stateType),
                StateMemory.OF_PROCESS.share());
    state = recent == null ? stored : recent;
  }

  @Override
  public void use(MonitorSettings changed) throws PolicyException {
    settings = changed;
    if (opened != null) {
      opened.follow(changed.loadPolicy());
    }
  }

  @Override
  public void processElement(E event, Context context, Collector<Signal> out) throws Exception {
    call.begin(context, out);
    store(detector.on(state.value(), event, call));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out)
      throws Exception {
    S current = state.value();
    if (current != null) {
      call.begin(context, out);
      store(detector.onTime(current, timestamp - DetectorCall.SET_LATER_MILLIS, call));
    }
  }

  @Override
  public long timerDelayMillis() {
    return call.latenessMillis() - DetectorCall.SET_LATER_MILLIS;
  }

  @Override
  public void close() {
    if (recent != null) {
      recent.close();
    }
  }

  private void store(@Nullable S next) throws Exception {
    if (next == null) {
      state.clear();
    } else {
      state.update(next);
    }
  }
}
