package io.exposuremonitor.job.live;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For an input that says nothing of the progress of event time, as do files of the policy, looks at
 * tables and lease tables: nobody waits for it.
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
