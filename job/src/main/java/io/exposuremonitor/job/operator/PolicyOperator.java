package io.exposuremonitor.job.operator;

import io.exposuremonitor.job.element.PolicyTexts;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Base class of operators that depend on the policy. With one input the policy is fixed; with a
 * second, broadcast input for changes, the operator follows them. Event time is that of the first
 * input.
 *
 * @param <I> its input
 * @param <O> its output
 */
public abstract class PolicyOperator<I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, TwoInputStreamOperator<I, PolicyTexts, O>, PolicyUser {
  private static final long serialVersionUID = 1L;
  private static final long FIXED = -1;
  private static final int FIRST = 0;

  private final MonitorSettings start;
  private MonitorSettings settings;
  private long startedAt = FIXED;
  private transient @Nullable PolicyInput policy;
  private transient boolean opened;
  private transient long openedAt;

  /**
   * @param settings the settings with which it is started
   */
  protected PolicyOperator(MonitorSettings settings) {
    this.start = settings;
    this.settings = settings;
  }

  /** Makes this operator follow policy changes. Must be called before the job starts. */
  public void follow(long readAt) {
    startedAt = readAt;
  }

  /** The settings in force. */
  protected final MonitorSettings settings() {
    return settings;
  }

  /** True for the operator that evaluates rules; only its state holds them. */
  protected boolean evaluatesRules() {
    return false;
  }

  /** When the settings in force were read, epoch milliseconds. */
  public final long policySince() {
    return policy == null ? openedAt : policy.since();
  }

  /** Called after the settings in force have changed. */
  protected abstract void policyChanged() throws Exception;

  @Override
  public final void use(MonitorSettings changed) throws Exception {
    settings = changed;
    if (opened) {
      policyChanged();
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    if (startedAt != FIXED) {
      policy =
          new PolicyInput(
              context.getOperatorStateStore(), start, startedAt, this, evaluatesRules());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    opened = true;
    openedAt = getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public final void processElement1(StreamRecord<I> element) throws Exception {
    processElement(element);
  }

  @Override
  public final void processElement2(StreamRecord<PolicyTexts> element) throws Exception {
    if (policy != null) {
      policy.accept(element.getValue());
    }
  }

  @Override
  public final void processWatermark1(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  @Override
  public final void processWatermark2(Watermark mark) {}

  @Override
  protected final void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    if (input == FIRST) {
      processWatermarkStatus(status);
    }
  }
}
