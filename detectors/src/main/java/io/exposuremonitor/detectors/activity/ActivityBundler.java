package io.exposuremonitor.detectors.activity;

import org.jspecify.annotations.Nullable;

/**
 * Gathers activities into {@link ActivityBundle}s by actor, resource and time slot. A bundle is
 * emitted when it is full, when it has waited through two calls of {@link #tick}, when too many
 * activities wait in total, or when {@link #flush} is called. Bundles are emitted in the order in
 * which they began, so that a job that catches up, where hours wait together, still reports them
 * one after the other. Not thread-safe.
 *
 * <p>At most {@code maxWaiting} activities wait. At the bound only the slots before the newest are
 * emitted, since they are probably complete, or everything when that is less than half: so logs in
 * the order of time give one bundle for each actor, resource and slot.
 */
public final class ActivityBundler {
  /** The arrival of an activity without a known one, such as one from a file. */
  public static final long NOT_KNOWN = Long.MAX_VALUE;

  private final int maxBundle;
  private final int maxWaiting;
  private final Outlet out;
  private final WaitingBundles waiting = new WaitingBundles();
  private int waitingActivities;
  private long newestSlot = Long.MIN_VALUE;
  private int ticks;
  private @Nullable BundleBuilder last;

  /** Receives bundles. */
  @FunctionalInterface
  public interface Outlet {
    /**
     * @param arrival when the first of its activities arrived, epoch milliseconds; {@link
     *     #NOT_KNOWN} when that is not known of any
     */
    void accept(ActivityBundle bundle, long arrival);
  }

  /**
   * @param maxBundle most activities in one bundle
   * @param maxWaiting most activities waiting in total
   * @param out receives each bundle
   */
  public ActivityBundler(int maxBundle, int maxWaiting, Outlet out) {
    this.maxBundle = maxBundle;
    this.maxWaiting = maxWaiting;
    this.out = out;
  }

  /**
   * Adds an activity.
   *
   * @param arrival when it arrived, epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public void add(Activity activity, long arrival) {
    BundleBuilder builder = builderOf(activity);
    builder.add(activity, arrival);
    waitingActivities++;
    if (builder.isFull(maxBundle)) {
      sendOff(builder);
    }
    if (isCrowded(maxWaiting)) {
      sendOff(Long.MAX_VALUE, newestSlot);
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
   * To be called periodically: emits the bundles begun before the previous call. Younger ones may
   * still grow.
   */
  public void tick() {
    sendOff(ticks, Long.MAX_VALUE);
    ticks++;
  }

  /** Emits everything that waits. */
  public void flush() {
    sendOff(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * The oldest slot with waiting activities, epoch milliseconds; the maximum when there are none.
   */
  public long oldestWaiting() {
    return waiting.oldestSlot();
  }

  /** Emits what was begun before a tick and lies in a slot before another. */
  private void sendOff(long beforeTick, long beforeSlot) {
    waiting.removeIf(
        builder -> {
          boolean leaves = builder.begun() < beforeTick && builder.slot() < beforeSlot;
          if (leaves && builder.size() > 0) {
            sendOff(builder);
          }
          return leaves;
        });
    last = null;
  }

  private void sendOff(BundleBuilder builder) {
    waitingActivities -= builder.size();
    long arrival = builder.arrival();
    out.accept(builder.drain(), arrival);
  }
}
