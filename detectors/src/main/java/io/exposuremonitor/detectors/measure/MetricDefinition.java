package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.measure.DomainMetric.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link DomainMetric} is: {@code counter(…).by(…).help(…)}.
 *
 * @param name the name in Prometheus, without the suffix {@code _total} of counters
 * @param kind how samples are combined
 * @param identifying names of the labels that identify a series
 * @param replaced names of the labels that only describe it: of the series that differ in nothing
 *     else, the latest is kept
 * @param keeping how long a series without new samples is kept
 * @param help one or two sentences
 */
record MetricDefinition(
    String name,
    Kind kind,
    List<String> identifying,
    List<String> replaced,
    Keeping keeping,
    String help) {
  /** How long a series without new samples is kept. */
  enum Keeping {
    /** For metrics of events. */
    MONTH(30 * 86_400_000L),
    /** For metrics that every inventory of the account reports again. */
    DAY(86_400_000L),
    /** For gauges that tasks report several times a minute. */
    MINUTES(120_000L);

    private final long millis;

    Keeping(long millis) {
      this.millis = millis;
    }

    long millis() {
      return millis;
    }
  }

  static MetricDefinition counter(String name) {
    return of(name, Kind.COUNTER);
  }

  static MetricDefinition gauge(String name) {
    return of(name, Kind.GAUGE);
  }

  static MetricDefinition largest(String name) {
    return of(name, Kind.LARGEST);
  }

  static MetricDefinition age(String name) {
    return of(name, Kind.AGE);
  }

  static MetricDefinition distinct(String name) {
    return of(name, Kind.DISTINCT);
  }

  static MetricDefinition histogram(String name) {
    return of(name, Kind.HISTOGRAM);
  }

  /** A metric without labels whose series are kept for a month. */
  private static MetricDefinition of(String name, Kind kind) {
    return new MetricDefinition(name, kind, List.of(), List.of(), Keeping.MONTH, "");
  }

  /** This metric with labels that identify a series. */
  MetricDefinition by(String... labels) {
    return new MetricDefinition(name, kind, List.of(labels), replaced, keeping, help);
  }

  /** This metric with labels whose latest values replace earlier ones. */
  MetricDefinition latest(String... labels) {
    return new MetricDefinition(name, kind, identifying, List.of(labels), keeping, help);
  }

  MetricDefinition kept(Keeping time) {
    return new MetricDefinition(name, kind, identifying, replaced, time, help);
  }

  MetricDefinition help(String text) {
    return new MetricDefinition(name, kind, identifying, replaced, keeping, text);
  }

  /** Names of all labels, in the order in which samples list their values. */
  List<String> labels() {
    return Stream.concat(identifying.stream(), replaced.stream()).toList();
  }
}
