package io.exposuremonitor.job.live;

import io.exposuremonitor.job.element.DecodedBatch;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Generates watermarks from the events' own times; the detectors themselves allow for lateness.
 *
 * <p>A batch without events, such as one that reports a gap or an undecodable record, does not
 * advance the watermark: after an outage events are hours old, and the arrival time of something
 * else says nothing about them. No event advances it beyond the event's arrival, so that a caller
 * whose clock is ahead, or who forges times, can't make all other events late.
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
