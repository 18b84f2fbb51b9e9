package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.Sampled;
import java.util.Comparator;

/**
 * A sampled event that read a page of one of an actor's tables. Part of the state.
 *
 * @param time epoch milliseconds
 * @param hash hash of the event id
 * @param eventId CloudTrail's event id
 */
public record SampledPage(long time, long hash, String eventId)
    implements Sampled<SampledPage>, Comparable<SampledPage> {
  private static final Comparator<SampledPage> AMONG_EQUAL_HASHES =
      Comparator.comparing(SampledPage::eventId).thenComparingLong(SampledPage::time);

  static SampledPage of(ReadEvent read) {
    return new SampledPage(read.time(), read.hash(), read.event().eventId());
  }

  @Override
  public Object group() {
    return true;
  }

  /** Events are named by their ids. */
  @Override
  public boolean isNamesake(SampledPage other) {
    return hash == other.hash && eventId.equals(other.eventId);
  }

  @Override
  public int compareTo(SampledPage other) {
    return hash == other.hash
        ? AMONG_EQUAL_HASHES.compare(this, other)
        : Long.compare(hash, other.hash);
  }
}
