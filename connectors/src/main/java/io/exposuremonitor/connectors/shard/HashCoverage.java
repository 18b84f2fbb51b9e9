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
 * Whether the shards that are read, or will be, hold all hash keys of a stream: completeness by
 * what the service promises, not by the ids it happened to list. A hole is normal for a moment,
 * while a shard ends and its children are not listed yet; the same hole several times in a row
 * means that a shard is missing. (The Kinesis Client Library audits its leases in this way.) Not
 * thread-safe.
 */
public final class HashCoverage {
  private final int confirmations;
  private final Map<String, Hole> holes = new HashMap<>();

  /**
   * @param confirmations how often in a row the same hole must be seen, at least 1
   */
  public HashCoverage(int confirmations) {
    this.confirmations = confirmations;
  }

  /**
   * Looks at a stream after a whole listing of it.
   *
   * @param unfinished ranges of all shards that are not finished, overlapping as they may. None at
   *     all is not a hole: DynamoDB Streams have no hash keys
   * @param now epoch milliseconds
   * @return a gap when a hole was confirmed just now, else null
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

  /** A stream isn't looked at any more. */
  public void forget(String stream) {
    holes.remove(stream);
  }

  /** How many holes were confirmed and are still there. */
  public int confirmed() {
    return holes.values().stream()
        .filter(hole -> hole.times >= confirmations)
        .mapToInt(hole -> hole.ranges.size())
        .sum();
  }

  /** The parts of {@link HashRange#WHOLE} that no range holds, in order. */
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
