package io.exposuremonitor.job.metrics;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;

/** The parts of one metric with the same labels: of subtasks, readers and coordinators. */
final class Series {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final ShownMetric.Kind kind;
  private final Set<Metric> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private double ended;

  Series(ShownMetric.Kind kind) {
    this.kind = kind;
  }

  void add(Metric part) {
    parts.add(part);
  }

  /** A task has ended. Its count stays in the sum, so that a counter never falls. */
  void remove(Metric part) {
    if (parts.remove(part) && kind == ShownMetric.Kind.COUNTER) {
      ended += number(part);
    }
  }

  /** True while there is nothing to report. */
  boolean isEmpty() {
    return switch (kind) {
      case COUNTER -> false;
      case SUM, LARGEST_OF_MILLIS -> parts.isEmpty();
      case LARGEST -> known().findAny().isEmpty();
    };
  }

  double value() {
    return switch (kind) {
      case COUNTER, SUM -> ended + parts.stream().mapToDouble(Series::number).sum();
      case LARGEST_OF_MILLIS ->
          parts.stream().mapToDouble(Series::number).max().orElse(0) / MILLIS_PER_SECOND;
      case LARGEST -> known().max().orElse(0);
    };
  }

  /** The engine reports a negative number, or none, for values that it doesn't know yet. */
  private DoubleStream known() {
    return parts.stream().mapToDouble(Series::number).filter(number -> number >= 0);
  }

  private static double number(Metric part) {
    if (part instanceof Counter counter) {
      return counter.getCount();
    }
    return part instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? number.doubleValue()
        : 0;
  }
}
