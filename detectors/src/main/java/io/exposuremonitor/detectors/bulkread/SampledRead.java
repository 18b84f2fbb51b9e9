package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.Sampled;
import java.util.Comparator;

/**
 * A sampled event of one actor on one table. State: stored as it is.
 *
 * @param time epoch milliseconds
 * @param hash of its event id
 * @param path how it read
 * @param eventId CloudTrail's id of it
 * @param origin index into the state's origins
 */
public record SampledRead(long time, long hash, ReadPath path, String eventId, int origin)
    implements Sampled, Comparable<SampledRead> {
  private static final Comparator<SampledRead> AMONG_EQUAL_HASHES =
      Comparator.comparing(SampledRead::eventId)
          .thenComparingLong(SampledRead::time)
          .thenComparing(SampledRead::path)
          .thenComparingInt(SampledRead::origin);

  /** This event with another index of its origin. */
  SampledRead from(int otherOrigin) {
    return new SampledRead(time, hash, path, eventId, otherOrigin);
  }

  /** Events compete with those that read by the same path. */
  @Override
  public ReadPath group() {
    return path;
  }

  @Override
  public String name() {
    return eventId;
  }

  @Override
  public int compareTo(SampledRead other) {
    return hash == other.hash
        ? AMONG_EQUAL_HASHES.compare(this, other)
        : Long.compare(hash, other.hash);
  }
}
