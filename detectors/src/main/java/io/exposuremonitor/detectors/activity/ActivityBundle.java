package io.exposuremonitor.detectors.activity;

import java.util.Arrays;
import java.util.List;

/**
 * Activities of one actor on one resource within one time slot, in columns: what they share is
 * written once per {@link Facet}, and what differs is an element of an array. A bundle crosses the
 * network and touches keyed state once, however many calls it holds, so a hot key costs no more
 * than many cold ones.
 *
 * <p>All columns but {@code keys} have one element per activity.
 *
 * @param actor who
 * @param resource ARN of the table or stream, or empty
 * @param slot start of the time slot that all its activities fall in, epoch milliseconds; a
 *     multiple of {@link #SLOT_MILLIS}
 * @param facets the distinct combinations of what activities share
 * @param facet index into {@code facets}
 * @param offset milliseconds from {@code slot}
 * @param idHash 64-bit hash of the activity's {@code eventId}: equal for duplicates
 * @param keyEnd end of the activity's keys in {@code keys}; they start at the previous end
 * @param keys keyed hashes of item keys, for all activities in a row
 * @param named activities whose event id is carried, ascending: of facets that are {@link
 *     Facet#isAlike alike}, in each stretch of {@link #SAMPLE_MILLIS}, those with the smallest
 *     hashes, at most {@link #MAX_SAMPLES}. So the bundles that hold a stretch, however they are
 *     cut, carry the ids of the same sample
 * @param eventIds the event ids of {@code named}
 */
public record ActivityBundle(
    Actor actor,
    String resource,
    long slot,
    List<Facet> facets,
    int[] facet,
    int[] offset,
    long[] idHash,
    int[] keyEnd,
    long[] keys,
    int[] named,
    List<String> eventIds) {
  /** Length of a slot, the same as the default lateness bound. */
  public static final long SLOT_MILLIS = 15 * 60 * 1000L;

  /** Event ids carried for alike facets in one stretch; a detector can't name more than these. */
  public static final int MAX_SAMPLES = 3;

  /** Length of the stretches in which events are sampled; divides the slot. */
  public static final long SAMPLE_MILLIS = 150_000;

  /** The same for PartiQL, whose windows consist of minutes: divides a minute as well. */
  public static final long PARTIQL_SAMPLE_MILLIS = 30_000;

  /** What activities of one bundle share; see {@link Activity} for the meaning of each. */
  public record Facet(
      Operation operation,
      Origin origin,
      boolean shared,
      String account,
      String region,
      String index,
      String errorCode,
      int limit,
      int segment,
      int totalSegments,
      boolean countOnly,
      boolean continued,
      List<Statement> statements) {
    /** True when the calls were denied or failed. */
    public boolean failed() {
      return !errorCode.isEmpty();
    }

    /** True when the calls were denied for lack of permission. */
    public boolean refused() {
      return errorCode.contains("AccessDenied");
    }

    /**
     * Whether events of both can stand for one another: the same was done with the same result, and
     * only the origin of the calls differs, or the part that was read. Statements are kept apart,
     * and so are limits that tell a large page from a small one.
     */
    boolean isAlike(Facet other) {
      return operation == other.operation
          && !operation.isPartiql()
          && countOnly == other.countOnly
          && continued == other.continued
          && errorCode.equals(other.errorCode)
          && origin.console() == other.origin.console()
          && (!(continued || origin.console()) || limit == other.limit);
    }
  }

  /** Length of the stretches in which an operation's events are sampled. */
  static long sampleMillis(Operation operation) {
    return operation.isPartiql() ? PARTIQL_SAMPLE_MILLIS : SAMPLE_MILLIS;
  }

  /** The number of activities. */
  public int size() {
    return facet.length;
  }

  /** What activity {@code i} shares with others. */
  public Facet facetOf(int i) {
    return facets.get(facet[i]);
  }

  /** Event time of activity {@code i}, epoch milliseconds. */
  public long time(int i) {
    return slot + offset[i];
  }

  /** Event id of activity {@code i}; empty when the bundle doesn't carry it. */
  public String eventId(int i) {
    int place = Arrays.binarySearch(named, i);
    return place < 0 ? "" : eventIds.get(place);
  }

  /** Where the keys of activity {@code i} start in {@link #keys}. */
  public int keyStart(int i) {
    return i == 0 ? 0 : keyEnd[i - 1];
  }

  /** The slot that a time falls in. */
  public static long slotOf(long time) {
    return Math.floorDiv(time, SLOT_MILLIS) * SLOT_MILLIS;
  }
}
