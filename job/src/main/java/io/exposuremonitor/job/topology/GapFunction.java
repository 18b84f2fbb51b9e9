package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.blindspot.GapSignals;
import io.exposuremonitor.detectors.signal.Signal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/** Converts gaps into signals, and counts them for alarms. */
final class GapFunction extends RichMapFunction<Gap, Signal> {
  private static final long serialVersionUID = 1L;

  private transient Counter gaps;

  @Override
  public void open(OpenContext context) {
    gaps = AlarmMetrics.in(getRuntimeContext().getMetricGroup()).counter(AlarmMetrics.GAPS);
  }

  @Override
  public Signal map(Gap gap) {
    gaps.inc();
    return GapSignals.of(gap);
  }
}
