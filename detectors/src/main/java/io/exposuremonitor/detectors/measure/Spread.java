package io.exposuremonitor.detectors.measure;

import java.util.function.Consumer;

/** Collects the delays of one source for a histogram. */
final class Spread {
  private static final double MILLIS_PER_SECOND = 1e3;

  private long[] counts = new long[DomainMetric.bucketCount()];
  private double sum;
  private boolean any;

  /**
   * Adds one delay.
   *
   * @param millis the delay; negative values, caused by clocks that differ, count as 0
   */
  void add(long millis) {
    double seconds = Math.max(0, millis) / MILLIS_PER_SECOND;
    counts[DomainMetric.bucket(seconds)]++;
    sum += seconds;
    any = true;
  }

  /**
   * Adds the delays of the events of one slot. If all fall into the same bucket, as they usually
   * do, each event costs two comparisons.
   *
   * @param slot start of the slot, epoch milliseconds
   * @param offsets event times, milliseconds since the start of the slot
   * @param now the clock, epoch milliseconds
   */
  void addAll(long slot, int[] offsets, long now) {
    int first = Integer.MAX_VALUE;
    int last = 0;
    long sumOfOffsets = 0;
    for (int offset : offsets) {
      first = Math.min(first, offset);
      last = Math.max(last, offset);
      sumOfOffsets += offset;
    }
    long shortest = now - slot - last;
    int bucket = DomainMetric.bucket(shortest / MILLIS_PER_SECOND);
    boolean sameBucket = bucket == DomainMetric.bucket((now - slot - first) / MILLIS_PER_SECOND);
    if (offsets.length > 0 && shortest >= 0 && sameBucket) {
      counts[bucket] += offsets.length;
      sum += ((now - slot) * offsets.length - sumOfOffsets) / MILLIS_PER_SECOND;
      any = true;
    } else {
      for (int offset : offsets) {
        add(now - slot - offset);
      }
    }
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
