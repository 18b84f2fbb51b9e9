package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the shards that are read, or will be read, cover all hash keys of a stream. This
 * verifies completeness by the service's contract, not by the ids that it happened to list. A hole
 * is normal for a moment, while a shard ends and its children are not listed yet; the same hole
 * several times in a row means that a shard is missing. (The Kinesis Client Library audits its
 * leases in the same way.) Not thread-safe.
 */
public final class HashCoverage {
  private final int confirmations;
  private final Map<String, Hole> holes = new HashMap<>();

  /**
   * @param confirmations number of consecutive checks in which a hole must be seen, at least 1
   */
  public HashCoverage(int confirmations) {
    this.confirmations = confirmations;
  }

  /**
   * Checks a stream after a complete listing.
   *
   * @param unfinished ranges of all unfinished shards; they may overlap. None at all is not a hole:
   *     DynamoDB Streams have no hash keys
   * @param now epoch milliseconds
   * @return a gap when a hole has just been confirmed, else null
   */
  public @Nullable CoverageGap observe(String stream, Collection<HashRange> unfinished, long now) {
    List<HashRange> found = unfinished.isEmpty() ? List.of() : uncovered(unfinished);
    if (found.isEmpty()) {
      holes.remove(stream);
      return null;
    }
    Hole before = holes.get(stream);
    Hole hole =
        before != null && before.ranges.equals(found)
            ? new Hole(found, before.times + 1, before.since)
            : new Hole(found, 1, now);
    holes.put(stream, hole);
    if (hole.times != confirmations) {
      return null;
    }
    String detail = "no shard was listed for hash keys " + text(found) + "; listing again";
    return new CoverageGap(Cause.UNCOVERED_HASH_RANGE, stream, "", hole.since, now, detail);
  }

  /** Stops checking a stream. */
  public void forget(String stream) {
    holes.remove(stream);
  }

  /** The number of confirmed holes that still exist. */
  public int confirmed() {
    return holes.values().stream()
        .filter(hole -> hole.times >= confirmations)
        .mapToInt(hole -> hole.ranges.size())
        .sum();
  }

  /** The parts of {@link HashRange#WHOLE} that no range covers, in order. */
  static List<HashRange> uncovered(Collection<HashRange> ranges) {
    List<HashRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparing(HashRange::from));
    List<HashRange> holes = new ArrayList<>();
    BigInteger next = HashRange.WHOLE.from();
    for (HashRange range : sorted) {
      if (range.from().compareTo(next) > 0) {
        holes.add(new HashRange(next, range.from().subtract(BigInteger.ONE)));
      }
      next = next.max(range.to().add(BigInteger.ONE));
    }
    if (next.compareTo(HashRange.WHOLE.to()) <= 0) {
      holes.add(new HashRange(next, HashRange.WHOLE.to()));
    }
    return holes;
  }

  private static String text(List<HashRange> ranges) {
    HashRange first = ranges.get(0);
    String more = ranges.size() == 1 ? "" : " and " + (ranges.size() - 1) + " more ranges";
    return first.from() + " to " + first.to() + more;
  }

  private record Hole(List<HashRange> ranges, int times, long since) {}
}
