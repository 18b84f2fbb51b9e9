package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs behind all detectors and reports how far event time has advanced: once it has reached the
 * end here, it has everywhere.
 */
final class LearningEnd extends AbstractStreamOperator<Finding>
    implements OneInputStreamOperator<Finding, Finding> {
  /** Name of the accumulator that holds event time, epoch milliseconds. */
  static final String REACHED = "reached";

  private static final long serialVersionUID = 1L;

  private final LongMaximum reached = new LongMaximum();

  @Override
  public void open() throws Exception {
    super.open();
    getRuntimeContext().addAccumulator(REACHED, reached);
  }

  /** Findings are discarded. */
  @Override
  public void processElement(StreamRecord<Finding> element) {}

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    reached.add(mark.getTimestamp());
    super.processWatermark(mark);
  }
}
