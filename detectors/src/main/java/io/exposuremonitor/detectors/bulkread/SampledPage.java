package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.SlotSample;
import java.util.Comparator;

/**
 * One event that read a page of one of an actor's tables. State: stored as it is.
 *
 * @param time epoch milliseconds
 * @param hash of the event id
 * @param eventId CloudTrail's id of it
 */
public record SampledPage(long time, long hash, String eventId) {
  private static final Comparator<SampledPage> BY_HASH =
      Comparator.comparingLong(SampledPage::hash)
          .thenComparing(SampledPage::eventId)
          .thenComparingLong(SampledPage::time);

  static SampledPage of(ReadEvent read) {
    String id = read.event().eventId();
    return new SampledPage(read.time(), IdHash.of(id), id);
  }

  /** By hash. */
  static final class Order implements SlotSample.Order<SampledPage> {
    @Override
    public long time(SampledPage page) {
      return page.time;
    }

    @Override
    public Object group(SampledPage page) {
      return true;
    }

    @Override
    public Object name(SampledPage page) {
      return page.eventId;
    }

    @Override
    public int compare(SampledPage one, SampledPage other) {
      return BY_HASH.compare(one, other);
    }
  }
}
