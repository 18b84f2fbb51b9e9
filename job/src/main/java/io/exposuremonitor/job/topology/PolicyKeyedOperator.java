package io.exposuremonitor.job.topology;

import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A keyed function that takes changes of the policy on a second, broadcast input. The function is
 * the same that runs without, so nothing but this class knows whether the policy can change.
 *
 * <p>Event time is that of the first input: the second has none, and holds nothing back.
 */
final class PolicyKeyedOperator<E, O> extends KeyedProcessOperator<String, E, O>
    implements TwoInputStreamOperator<E, PolicyTexts, O> {
  private static final long serialVersionUID = 1L;
  private static final int FIRST = 0;

  private final MonitorSettings start;
  private final long startedAt;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient PolicyInput policy;

  /**
   * @param function is a {@link PolicyUser} too
   */
  <F extends KeyedProcessFunction<String, E, O> & PolicyUser> PolicyKeyedOperator(
      MonitorSettings start, long startedAt, F function) {
    super(function);
    this.start = start;
    this.startedAt = startedAt;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    policy =
        new PolicyInput(
            context.getOperatorStateStore(), start, startedAt, (PolicyUser) userFunction, false);
    super.initializeState(context);
  }

  @Override
  public void processElement1(StreamRecord<E> element) throws Exception {
    processElement(element);
  }

  @Override
  public void processElement2(StreamRecord<PolicyTexts> element) throws Exception {
    policy.accept(element.getValue());
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
