package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Hands what a task counts to the measurements, which keep it with checkpoints; the task wires its
 * side output {@link MeasureTypes#COUNTED} to them. For the task's own thread.
 */
public final class Counted {
  private final Output<?> output;
  private final ProcessingTimeService clock;

  /**
   * @param output the task's own
   */
  public Counted(Output<?> output, ProcessingTimeService clock) {
    this.output = output;
    this.clock = clock;
  }

  /** So many more; 0 makes the series known before anything happens. */
  public void add(DomainMetric metric, int count, String label) {
    Sample sample = Sample.of(metric, clock.getCurrentProcessingTime(), count, label);
    output.collect(MeasureTypes.COUNTED, new StreamRecord<>(sample));
  }
}
