package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import java.util.function.Consumer;

/** Measures the delivery delays of one source's events and the time of its newest event. */
final class Arrivals {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final String source;
  private final Spread delays = new Spread();
  private long newest = Long.MIN_VALUE;
  private long emitted = Long.MIN_VALUE;
  private long latest;

  Arrivals(String source) {
    this.source = source;
  }

  /** Adds the calls of a bundle. */
  void addAll(ActivityBundle bundle, long now) {
    delays.addAll(bundle.slot(), bundle.offset(), now);
    for (int offset : bundle.offset()) {
      newest = Math.max(newest, Math.min(bundle.slot() + offset, now));
    }
    latest = now;
  }

  /**
   * Adds one event.
   *
   * @param time time of the event, epoch milliseconds
   * @param now the clock, epoch milliseconds
   */
  void add(long time, long now) {
    delays.add(now - time);
    // A source whose clock is ahead must not appear active after it has fallen silent.
    newest = Math.max(newest, Math.min(time, now));
    latest = now;
  }

  void drain(Consumer<Sample> out) {
    delays.drain(DomainMetric.DELIVERY_DELAY, source, latest, out);
    if (newest > emitted) {
      emitted = newest;
      out.accept(
          Sample.of(DomainMetric.SOURCE_LAST_EVENT, newest, newest / MILLIS_PER_SECOND, source));
    }
  }
}
