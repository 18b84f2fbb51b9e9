package io.exposuremonitor.detectors.activity;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Accumulates the columns of one bundle. */
final class BundleBuilder {
  private static final int INITIAL_CAPACITY = 8;
  private static final int MAX_FACETS = 64;

  /**
   * Bound on keys and facets together, without origins, which take 150 KB at most. A replay sorts
   * bundles, and with sixteen subtasks its engine can't sort an element of more than 672 KiB, its
   * key included.
   */
  private static final int MAX_BYTES = 128 << 10;

  private final Actor actor;
  private final String resource;
  private final long slot;
  private final int begun;
  private List<Facet> facets = new ArrayList<>();
  private int[] facetMark = new int[INITIAL_CAPACITY];
  private int[] facet = new int[INITIAL_CAPACITY];
  private int[] offset = new int[INITIAL_CAPACITY];
  private long[] idHash = new long[INITIAL_CAPACITY];
  private final EventIdColumn eventIds = new EventIdColumn();
  private int[] keyEnd = new int[INITIAL_CAPACITY];
  private long[] keys = new long[INITIAL_CAPACITY];
  private int size;
  private int keyCount;
  private int bytes;
  private int recentFacet;
  private long arrival = ActivityBundler.NOT_KNOWN;

  /**
   * @param begun when the bundle was started, in ticks of the bundler
   */
  BundleBuilder(Actor actor, String resource, long slot, int begun) {
    this.actor = actor;
    this.resource = resource;
    this.slot = slot;
    this.begun = begun;
  }

  boolean holds(Activity activity, long activitySlot) {
    return slot == activitySlot
        && actor.id().equals(activity.actor().id())
        && resource.equals(activity.resource());
  }

  Actor actor() {
    return actor;
  }

  String resource() {
    return resource;
  }

  long slot() {
    return slot;
  }

  int begun() {
    return begun;
  }

  int size() {
    return size;
  }

  /** When the first of its activities arrived. */
  long arrival() {
    return arrival;
  }

  /**
   * True if the bundle must be emitted. A bundle with many facets is no smaller than its
   * activities, and slow to search; one with many keys or long texts may be too large to be sorted.
   */
  boolean isFull(int maxActivities) {
    return size >= maxActivities || facets.size() >= MAX_FACETS || bytes >= MAX_BYTES;
  }

  /** Loads the beginnings of all columns into the processor's cache; the result means nothing. */
  int load() {
    return facetMark[0]
        + facets.size()
        + facet.length
        + offset.length
        + idHash.length
        + eventIds.capacity()
        + keyEnd.length
        + keys.length;
  }

  void add(Activity activity, long arrived) {
    arrival = Math.min(arrival, arrived);
    ensureRoom(activity.keys().length);
    facet[size] = facetIndex(activity);
    offset[size] = (int) (activity.time() - slot);
    byte[] id = activity.eventId().getBytes(StandardCharsets.UTF_8);
    idHash[size] = IdHash.of(activity.eventId(), id);
    eventIds.set(size, activity.eventId(), id);
    for (long key : activity.keys()) {
      keys[keyCount++] = key;
    }
    bytes += activity.keys().length * Long.BYTES;
    keyEnd[size] = keyCount;
    size++;
  }

  ActivityBundle drain() {
    int[] named = EventSampler.sample(facets, facet, offset, idHash, size);
    ActivityBundle bundle =
        new ActivityBundle(
            actor,
            resource,
            slot,
            facets,
            Arrays.copyOf(facet, size),
            Arrays.copyOf(offset, size),
            Arrays.copyOf(idHash, size),
            Arrays.copyOf(keyEnd, size),
            Arrays.copyOf(keys, keyCount),
            named,
            eventIds.select(named));
    eventIds.clear();
    facets = new ArrayList<>();
    size = 0;
    keyCount = 0;
    bytes = 0;
    recentFacet = 0;
    arrival = ActivityBundler.NOT_KNOWN;
    return bundle;
  }

  private void ensureRoom(int moreKeys) {
    if (size == facet.length) {
      int capacity = size * 2;
      facet = Arrays.copyOf(facet, capacity);
      offset = Arrays.copyOf(offset, capacity);
      idHash = Arrays.copyOf(idHash, capacity);
      keyEnd = Arrays.copyOf(keyEnd, capacity);
    }
    if (keyCount + moreKeys > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(keys.length * 2, keyCount + moreKeys));
    }
  }

  /**
   * Finds or adds the activity's facet. Sessions come in runs, so the facet used last is tried
   * first.
   */
  private int facetIndex(Activity activity) {
    int count = facets.size();
    int mark = mark(activity);
    if (recentFacet < count && isFacet(recentFacet, mark, activity)) {
      return recentFacet;
    }
    for (int i = 0; i < count; i++) {
      if (isFacet(i, mark, activity)) {
        recentFacet = i;
        return i;
      }
    }
    if (facets.size() == facetMark.length) {
      facetMark = Arrays.copyOf(facetMark, facetMark.length * 2);
    }
    facetMark[facets.size()] = mark;
    bytes += activity.textLength();
    facets.add(
        new Facet(
            activity.operation(),
            activity.origin(),
            activity.shared(),
            activity.account(),
            activity.region(),
            activity.index(),
            activity.errorCode(),
            activity.limit(),
            activity.segment(),
            activity.totalSegments(),
            activity.countOnly(),
            activity.continued(),
            activity.statements()));
    recentFacet = facets.size() - 1;
    return recentFacet;
  }

  private boolean isFacet(int index, int mark, Activity activity) {
    return facetMark[index] == mark && describes(facets.get(index), activity);
  }

  /**
   * A cheap hash that is equal for activities of the same facet. A third of all activities start a
   * new facet, and would otherwise have to be compared with all previous ones. Uses the fields that
   * the decoder has just looked at, since others are not in the processor's cache.
   */
  private static int mark(Activity activity) {
    int mark = activity.operation().hashCode();
    mark = 31 * mark + activity.origin().accessKeyId().hashCode();
    mark = 31 * mark + activity.origin().sourceIp().hashCode();
    mark = 31 * mark + activity.limit();
    return 31 * mark + activity.segment();
  }

  private static boolean describes(Facet facet, Activity activity) {
    return facet.operation() == activity.operation()
        && facet.shared() == activity.shared()
        && facet.limit() == activity.limit()
        && facet.segment() == activity.segment()
        && facet.totalSegments() == activity.totalSegments()
        && facet.countOnly() == activity.countOnly()
        && facet.continued() == activity.continued()
        && facet.index().equals(activity.index())
        && facet.errorCode().equals(activity.errorCode())
        && facet.region().equals(activity.region())
        && facet.account().equals(activity.account())
        && facet.statements().equals(activity.statements())
        && facet.origin().equals(activity.origin());
  }
}
