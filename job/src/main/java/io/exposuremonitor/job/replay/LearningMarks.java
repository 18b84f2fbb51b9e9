package io.exposuremonitor.job.replay;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Generates watermarks that follow the logs and, when these have ended, advance to a time by which
 * nothing in them is awaited any more: signals that detectors still hold back are emitted here, not
 * by the monitor that starts from the savepoint. Forged times in the future don't advance
 * watermarks beyond that end.
 */
final class LearningMarks implements WatermarkGenerator<LearningBatch> {
  private final long end;
  private long newest = Long.MIN_VALUE;

  /**
   * @param end the last watermark, epoch milliseconds
   */
  LearningMarks(long end) {
    this.end = end;
  }

  @Override
  public void onEvent(LearningBatch batch, long time, WatermarkOutput output) {
    long reached = batch.last() ? end : Math.min(batch.batch().newest(Long.MIN_VALUE), end);
    newest = Math.max(newest, reached);
    if (batch.last()) {
      output.emitWatermark(new Watermark(end));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (newest > Long.MIN_VALUE && newest < end) {
      output.emitWatermark(new Watermark(newest - 1));
    }
  }
}
