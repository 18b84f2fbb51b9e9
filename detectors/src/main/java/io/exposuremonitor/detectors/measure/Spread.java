package io.exposuremonitor.detectors.measure;

import java.util.function.Consumer;

/** Delays of one source on their way to a histogram. */
final class Spread {
  private static final double MILLIS_PER_SECOND = 1e3;

  private long[] counts = new long[DomainMetric.bucketCount()];
  private double sum;
  private boolean any;

  /**
   * @param millis below 0 when clocks differ; counts as 0
   */
  void add(long millis) {
    double seconds = Math.max(0, millis) / MILLIS_PER_SECOND;
    counts[DomainMetric.bucket(seconds)]++;
    sum += seconds;
    any = true;
  }

  void drain(DomainMetric metric, String label, long now, Consumer<Sample> out) {
    if (any) {
      out.accept(Sample.spread(metric, now, sum, counts, label));
      counts = new long[DomainMetric.bucketCount()];
      sum = 0;
      any = false;
    }
  }
}
