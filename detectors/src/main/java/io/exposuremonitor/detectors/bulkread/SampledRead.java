package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.Sampled;
import java.util.Comparator;

/**
 * A sampled event of one actor on one table. Part of the state.
 *
 * @param time epoch milliseconds
 * @param hash hash of the event id
 * @param path path of the read
 * @param eventId CloudTrail's event id
 * @param origin index into the state's origins
 */
public record SampledRead(long time, long hash, ReadPath path, String eventId, int origin)
    implements Sampled<SampledRead>, Comparable<SampledRead> {
  private static final Comparator<SampledRead> AMONG_EQUAL_HASHES =
      Comparator.comparing(SampledRead::eventId)
          .thenComparingLong(SampledRead::time)
          .thenComparing(SampledRead::path)
          .thenComparingInt(SampledRead::origin);

  /** A copy of this event with another index of its origin. */
  SampledRead from(int otherOrigin) {
    return new SampledRead(time, hash, path, eventId, otherOrigin);
  }

  /** Events compete with those that read by the same path. */
  @Override
  public ReadPath group() {
    return path;
  }

  /** Events are named by their ids. */
  @Override
  public boolean isNamesake(SampledRead other) {
    return hash == other.hash && eventId.equals(other.eventId);
  }

  @Override
  public int compareTo(SampledRead other) {
    return hash == other.hash
        ? AMONG_EQUAL_HASHES.compare(this, other)
        : Long.compare(hash, other.hash);
  }
}
