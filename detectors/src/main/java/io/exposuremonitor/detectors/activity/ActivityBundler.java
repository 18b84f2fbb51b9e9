package io.exposuremonitor.detectors.activity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers activities into {@link ActivityBundle}s by actor, resource and time slot. A bundle leaves
 * when it is full, when too many activities wait in all, or when {@link #flush} is called; what
 * waits is bounded by {@code maxWaiting} activities. They leave in the order in which they began,
 * so that a job that catches up, where hours wait together, still tells of them one after the
 * other. Not thread-safe.
 */
public final class ActivityBundler {
  private final int maxBundle;
  private final int maxWaiting;
  private final Consumer<ActivityBundle> out;
  private final Map<Key, BundleBuilder> waiting = new LinkedHashMap<>();
  private int waitingActivities;
  private @Nullable BundleBuilder last;

  private record Key(String actor, String resource, long slot) {}

  /**
   * @param maxBundle activities in one bundle at most
   * @param maxWaiting activities waiting in all at most
   * @param out takes each bundle
   */
  public ActivityBundler(int maxBundle, int maxWaiting, Consumer<ActivityBundle> out) {
    this.maxBundle = maxBundle;
    this.maxWaiting = maxWaiting;
    this.out = out;
  }

  /** Takes one activity. */
  public void add(Activity activity) {
    BundleBuilder builder = builderOf(activity);
    builder.add(activity);
    waitingActivities++;
    if (builder.isFull(maxBundle)) {
      waitingActivities -= builder.size();
      out.accept(builder.drain());
    }
    if (waitingActivities >= maxWaiting || waiting.size() >= maxWaiting) {
      flush();
    }
  }

  private BundleBuilder builderOf(Activity activity) {
    long slot = ActivityBundle.slotOf(activity.time());
    BundleBuilder recent = last;
    if (recent != null && recent.holds(activity, slot)) {
      return recent;
    }
    Key key = new Key(activity.actor().id(), activity.resource(), slot);
    BundleBuilder builder =
        waiting.computeIfAbsent(
            key, absent -> new BundleBuilder(activity.actor(), activity.resource(), slot));
    last = builder;
    return builder;
  }

  /** Sends off everything that waits. */
  public void flush() {
    for (BundleBuilder builder : waiting.values()) {
      if (builder.size() > 0) {
        out.accept(builder.drain());
      }
    }
    waiting.clear();
    waitingActivities = 0;
    last = null;
  }
}
