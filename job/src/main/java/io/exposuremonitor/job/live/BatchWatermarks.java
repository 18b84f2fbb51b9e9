package io.exposuremonitor.job.live;

import io.exposuremonitor.job.element.DecodedBatch;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks that follow the events' own times; the detectors themselves allow for late events.
 *
 * <p>A batch without events, such as one that tells of a gap or of poison, moves nothing: after an
 * outage events are hours old, and the moment at which something else arrived says nothing of them.
 * And no event moves the watermark beyond the moment at which it arrived: a caller whose clock is
 * ahead, or who forges times, can't make everybody else late.
 */
final class BatchWatermarks implements WatermarkGenerator<DecodedBatch> {
  private long newest = Long.MIN_VALUE;

  @Override
  public void onEvent(DecodedBatch batch, long arrival, WatermarkOutput output) {
    newest = Math.max(newest, Math.min(batch.newest(Long.MIN_VALUE), arrival));
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (newest > Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(newest - 1));
    }
  }
}
