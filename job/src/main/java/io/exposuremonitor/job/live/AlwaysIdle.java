package io.exposuremonitor.job.live;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For inputs that say nothing about event time, such as policy files, inventory reports and lease
 * tables: nothing waits for their watermark.
 *
 * @param <T> the element
 */
final class AlwaysIdle<T> implements WatermarkGenerator<T> {
  @Override
  public void onEvent(T element, long timestamp, WatermarkOutput output) {
    output.markIdle();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.markIdle();
  }
}
