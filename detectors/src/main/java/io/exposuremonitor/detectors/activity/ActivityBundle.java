package io.exposuremonitor.detectors.activity;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The activities of one actor on one resource within one time slot, as columns: what they share is
 * written once per {@link Facet}, and what differs is an array element. A bundle crosses the
 * network and accesses keyed state once, however many calls it contains, so a hot key costs no more
 * than many cold ones.
 *
 * <p>All columns but {@code keys} have one element per activity.
 *
 * @param actor the caller
 * @param resource ARN of the table or stream, or empty
 * @param slot start of the time slot that contains all activities, epoch milliseconds; a multiple
 *     of {@link #SLOT_MILLIS}
 * @param facets the distinct combinations of shared properties
 * @param facet index into {@code facets}
 * @param offset milliseconds from {@code slot}
 * @param idHash 64-bit hash of the activity's {@code eventId}: equal for duplicates
 * @param keyEnd end of the activity's keys in {@code keys}; they start at the previous end
 * @param keys keyed hashes of the item keys of all activities, concatenated
 * @param named indexes of the activities whose event ids are included, ascending. For all facets
 *     that are {@link Facet#isAlike alike}, and each interval of {@link #SAMPLE_MILLIS}, these are
 *     the activities with the smallest hashes, at most {@link #MAX_SAMPLES}. However the activities
 *     of an interval are divided into bundles, their bundles therefore include the ids of the same
 *     sample
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
    EventIds eventIds) {
  /** Length of a slot, the same as the default lateness bound. */
  public static final long SLOT_MILLIS = 15 * 60 * 1000L;

  /**
   * Maximum number of event ids included per interval and set of alike facets; a detector can't
   * name more events than this.
   */
  public static final int MAX_SAMPLES = 3;

  /** Length of the intervals in which events are sampled; divides the slot. */
  public static final long SAMPLE_MILLIS = 150_000;

  /** The interval for PartiQL, whose windows consist of minutes: divides a minute as well. */
  public static final long PARTIQL_SAMPLE_MILLIS = 30_000;

  /** Properties that activities of a bundle share; see {@link Activity} for the meaning of each. */
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
      return ErrorCodes.isDenied(errorCode);
    }

    /**
     * True when the calls would have read or written items, but no such table exists: whoever may
     * use any table and list none finds out their names this way.
     */
    public boolean missed() {
      return operation.isOnItems() && ErrorCodes.isNotFound(errorCode);
    }

    /**
     * True if events of either facet can represent the other in a sample: the operation, its result
     * and whether a browser called are the same, and the facets differ only in the rest of the
     * origin or in the part of the table read. PartiQL facets are never alike, and limits must be
     * equal where they distinguish a large page from a small one.
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

  /** Length of the intervals in which an operation's events are sampled. */
  static long sampleMillis(Operation operation) {
    return operation.isPartiql() ? PARTIQL_SAMPLE_MILLIS : SAMPLE_MILLIS;
  }

  /** The key of state about an actor's calls on one resource. */
  public String key() {
    return actor.id() + '\n' + resource;
  }

  /** True if the bundle contains a call of some operations. */
  public boolean hasCall(Predicate<Operation> operations) {
    for (Facet each : facets) {
      if (operations.test(each.operation())) {
        return true;
      }
    }
    return false;
  }

  /** The number of activities. */
  public int size() {
    return facet.length;
  }

  /** The facet of activity {@code i}. */
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
