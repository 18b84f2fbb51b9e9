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
 * Hands what a task counts, and how things are with it, to the measurements, which keep it with
 * checkpoints; the task wires its side output {@link Samples#COUNTED} to them. For the task's own
 * thread.
 */
public final class Counted {
  /** Well within the time for which measurements keep what tasks tell of themselves. */
  private static final long AGAIN_MILLIS = 30_000;

  private static final String WHOLE = "";

  private static final Logger LOG = LoggerFactory.getLogger(Counted.class);

  private Consumer<Sample> out;
  private final LongSupplier clock;
  private final Map<Gauge, Told> told = new HashMap<>();

  private record Gauge(DomainMetric metric, List<String> labels) {}

  private record Told(double value, long at) {}

  /**
   * @param output the task's own
   */
  public Counted(Output<?> output, ProcessingTimeService clock) {
    this(
        sample -> output.collect(Samples.COUNTED, new StreamRecord<>(sample)),
        clock::getCurrentProcessingTime);
  }

  /**
   * @param out takes every sample
   * @param clock epoch milliseconds
   */
  public Counted(Consumer<Sample> out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
  }

  /** The task's output has ended: what is counted from now on is in the log only. */
  public void outputEnded() {
    out = sample -> LOG.info("counted after the end of all input: {}", sample);
  }

  /** So many more; 0 makes the series known before anything happens. */
  public void add(DomainMetric metric, long count, String... labels) {
    out.accept(Sample.of(metric, clock.getAsLong(), (double) count, labels));
  }

  /** A gauge stands at this: told when that is news, and else now and then. */
  public void tell(DomainMetric metric, double value, String... labels) {
    tellPart(WHOLE, metric, value, labels);
  }

  /**
   * The same of a gauge that several subtasks tell of.
   *
   * @param part unique among them, and the same after a restart
   */
  public void tellPart(String part, DomainMetric metric, double value, String... labels) {
    long now = clock.getAsLong();
    if (isNews(new Gauge(metric, List.of(labels)), value, now)) {
      out.accept(Sample.of(metric, now, value, labels).by(part));
    }
  }

  private boolean isNews(Gauge gauge, double value, long now) {
    Told before = told.get(gauge);
    if (before != null && before.value() == value && now - before.at() < AGAIN_MILLIS) {
      return false;
    }
    told.put(gauge, new Told(value, now));
    return true;
  }
}
