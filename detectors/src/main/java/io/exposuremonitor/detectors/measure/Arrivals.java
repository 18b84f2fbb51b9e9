package io.exposuremonitor.detectors.measure;

import java.util.function.Consumer;

/** When the events of one source happened, and how late they arrived. */
final class Arrivals {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final String source;
  private final Spread delays = new Spread();
  private long newest = Long.MIN_VALUE;
  private long told = Long.MIN_VALUE;
  private long latest;

  Arrivals(String source) {
    this.source = source;
  }

  /**
   * @param time of the event, epoch milliseconds
   */
  void add(long time, long now) {
    delays.add(now - time);
    newest = Math.max(newest, time);
    latest = now;
  }

  void drain(Consumer<Sample> out) {
    delays.drain(DomainMetric.DELIVERY_DELAY, source, latest, out);
    if (newest > told) {
      told = newest;
      out.accept(
          Sample.of(DomainMetric.SOURCE_LAST_EVENT, newest, newest / MILLIS_PER_SECOND, source));
    }
  }
}
