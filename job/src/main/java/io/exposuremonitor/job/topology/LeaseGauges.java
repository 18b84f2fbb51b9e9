package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.leases.LeaseReading;
import java.time.InstantSource;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** The shell around {@link LeaseMeasures}; passes on what it measures. */
final class LeaseGauges extends RichMapFunction<LeaseReading, LeaseReading> {
  private static final long serialVersionUID = 1L;

  private transient LeaseMeasures measures;

  @Override
  public void open(OpenContext context) {
    InstantSource clock = InstantSource.system();
    measures = new LeaseMeasures(getRuntimeContext().getMetricGroup(), clock::millis);
  }

  @Override
  public LeaseReading map(LeaseReading reading) {
    measures.note(reading);
    return reading;
  }
}
