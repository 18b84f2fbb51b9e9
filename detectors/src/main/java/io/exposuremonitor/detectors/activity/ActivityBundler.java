package io.exposuremonitor.detectors.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups activities into {@link ActivityBundle}s by actor, resource and time slot. A bundle is
 * emitted when it is full, when it has waited through two calls of {@link #tick}, when too many
 * activities are waiting in total, or when {@link #flush} is called. Bundles are emitted in the
 * order in which they were started, so that a job that is catching up, with hours of activities
 * waiting, still emits those hours in order. Not thread-safe.
 *
 * <p>About {@code maxWaiting} activities wait at most. When the limit is reached, the bundles of
 * all slots but the newest are emitted, since they are probably complete; if that leaves more than
 * half of the limit, everything is emitted. Logs in the order of time therefore give one bundle for
 * each actor, resource and slot.
 */
public final class ActivityBundler {
  /** Arrival time of an activity whose arrival is not known, such as one from a file. */
  public static final long NOT_KNOWN = Long.MAX_VALUE;

  private static final int GROUP = 64;

  private final int maxBundle;
  private final int maxWaiting;
  private final Outlet out;
  private final WaitingBundles waiting = new WaitingBundles();

  /** The bundles of the activities that are being added. */
  private final BundleBuilder[] group = new BundleBuilder[GROUP];

  private int waitingActivities;
  private long newestSlot = Long.MIN_VALUE;
  private int ticks;
  private @Nullable BundleBuilder last;

  /** Keeps the compiler from leaving out loads whose results are not used. */
  @SuppressWarnings("unused")
  private int columnsLoaded;

  /** Receives bundles. */
  @FunctionalInterface
  public interface Outlet {
    /**
     * Receives a bundle.
     *
     * @param arrival when the first of its activities arrived, epoch milliseconds; {@link
     *     #NOT_KNOWN} if no arrival is known
     */
    void accept(ActivityBundle bundle, long arrival);
  }

  /**
   * @param maxBundle maximum number of activities in one bundle
   * @param maxWaiting maximum number of activities waiting in total
   * @param out receives each bundle
   */
  public ActivityBundler(int maxBundle, int maxWaiting, Outlet out) {
    this.maxBundle = maxBundle;
    this.maxWaiting = maxWaiting;
    this.out = out;
  }

  /**
   * Adds activities. The bound on waiting activities is checked after every {@value #GROUP}.
   *
   * @param arrival when they arrived, epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public void add(List<Activity> activities, long arrival) {
    for (int from = 0; from < activities.size(); from += GROUP) {
      add(activities, from, Math.min(from + GROUP, activities.size()), arrival);
    }
  }

  /**
   * Adds a group in three passes. Most of a bundle's columns are not in the processor's cache, and
   * the passes before the last are short enough for the processor to load those of several bundles
   * at a time.
   */
  private void add(List<Activity> activities, int from, int to, long arrival) {
    for (int i = from; i < to; i++) {
      group[i - from] = builderOf(activities.get(i));
    }
    int loaded = 0;
    for (int i = from; i < to; i++) {
      loaded += group[i - from].load();
    }
    columnsLoaded = loaded;
    for (int i = from; i < to; i++) {
      BundleBuilder builder = group[i - from];
      builder.add(activities.get(i), arrival);
      waitingActivities++;
      if (builder.isFull(maxBundle)) {
        emit(builder);
      }
    }
    if (isCrowded(maxWaiting)) {
      emit(Long.MAX_VALUE, newestSlot);
      if (isCrowded(maxWaiting / 2)) {
        flush();
      }
    }
  }

  private boolean isCrowded(int most) {
    return waitingActivities >= most || waiting.size() >= most;
  }

  private BundleBuilder builderOf(Activity activity) {
    long slot = ActivityBundle.slotOf(activity.time());
    BundleBuilder recent = last;
    if (recent != null && recent.holds(activity, slot)) {
      return recent;
    }
    newestSlot = Math.max(newestSlot, slot);
    BundleBuilder builder = waiting.of(activity, slot, ticks);
    last = builder;
    return builder;
  }

  /**
   * Emits the bundles that were started before the previous call; later ones may still grow. Must
   * be called periodically.
   */
  public void tick() {
    emit(ticks, Long.MAX_VALUE);
    ticks++;
  }

  /** Emits all waiting bundles. */
  public void flush() {
    emit(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * The oldest slot with waiting activities, epoch milliseconds; {@link Long#MAX_VALUE} if there is
   * none.
   */
  public long oldestWaiting() {
    return waiting.oldestSlot();
  }

  /** Emits the bundles that were started before a tick and belong to a slot before another. */
  private void emit(long beforeTick, long beforeSlot) {
    waiting.removeIf(
        builder -> {
          boolean due = builder.begun() < beforeTick && builder.slot() < beforeSlot;
          if (due && builder.size() > 0) {
            emit(builder);
          }
          return due;
        });
    last = null;
  }

  private void emit(BundleBuilder builder) {
    waitingActivities -= builder.size();
    long arrival = builder.arrival();
    out.accept(builder.drain(), arrival);
  }
}
