package io.exposuremonitor.job.sample;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a task's counts and gauges to the measurements, which keep them with checkpoints; the
 * topology connects the task's side output {@link Samples#COUNTED} to them. For the task's own
 * thread.
 */
public final class Counted {
  /** Well within the time for which measurements keep a task's gauges. */
  private static final long AGAIN_MILLIS = 30_000;

  private static final String WHOLE = "";

  private static final Logger LOG = LoggerFactory.getLogger(Counted.class);

  private Consumer<Sample> out;
  private final LongSupplier clock;
  private final Map<Gauge, Emitted> emitted = new HashMap<>();

  private record Gauge(DomainMetric metric, List<String> labels) {}

  private record Emitted(double value, long at) {}

  /**
   * @param output output of the task
   */
  public Counted(Output<?> output, ProcessingTimeService clock) {
    this(
        sample -> output.collect(Samples.COUNTED, new StreamRecord<>(sample)),
        clock::getCurrentProcessingTime);
  }

  /**
   * @param out receives every sample
   * @param clock epoch milliseconds
   */
  public Counted(Consumer<Sample> out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
  }

  /** The task's output has ended: from now on, samples are only logged. */
  public void outputEnded() {
    out = sample -> LOG.info("counted after the end of all input: {}", sample);
  }

  /** Adds to a counter; 0 creates the series before there is anything to count. */
  public void add(DomainMetric metric, long count, String... labels) {
    out.accept(Sample.of(metric, clock.getAsLong(), (double) count, labels));
  }

  /** Sets a gauge. Emits it when the value has changed, and otherwise at most every 30 seconds. */
  public void set(DomainMetric metric, double value, String... labels) {
    setPart(WHOLE, metric, value, labels);
  }

  /**
   * Sets a subtask's part of a gauge.
   *
   * @param part unique among the subtasks, and the same after a restart
   */
  public void setPart(String part, DomainMetric metric, double value, String... labels) {
    long now = clock.getAsLong();
    if (isDue(new Gauge(metric, List.of(labels)), value, now)) {
      out.accept(Sample.of(metric, now, value, labels).by(part));
    }
  }

  private boolean isDue(Gauge gauge, double value, long now) {
    Emitted before = emitted.get(gauge);
    if (before != null && before.value() == value && now - before.at() < AGAIN_MILLIS) {
      return false;
    }
    emitted.put(gauge, new Emitted(value, now));
    return true;
  }
}
