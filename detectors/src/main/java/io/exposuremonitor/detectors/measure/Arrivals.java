package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import java.util.function.Consumer;

/** When the events of one source happened, and how late they arrived. */
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

  /** Calls of a bundle. */
  void addAll(ActivityBundle bundle, long now) {
    delays.addAll(bundle.slot(), bundle.offset(), now);
    for (int offset : bundle.offset()) {
      newest = Math.max(newest, Math.min(bundle.slot() + offset, now));
    }
    latest = now;
  }

  /**
   * @param time of the event, epoch milliseconds
   */
  void add(long time, long now) {
    delays.add(now - time);
    // A clock that is ahead must not hide that the source falls silent.
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
