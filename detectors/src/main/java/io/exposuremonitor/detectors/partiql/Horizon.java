package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.policy.PartiqlThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a judgement of one bundle looks back, in slots.
 *
 * @param slot number of the bundle's slot
 * @param settled the latest slot of which, when the bundle arrives, nothing is still to come
 * @param memory slots after which what was not used again counts as new
 * @param learning milliseconds for which an actor's statements only teach
 */
record Horizon(long slot, long settled, long memory, long learning) {
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;

  /** Later events than this are judged by what has come. */
  private static final long MOST_SLOTS_LATE = Recency.EXACT_SLOTS / 2 - 1;

  static Horizon of(ActivityBundle bundle, Policy policy) {
    PartiqlThresholds thresholds = policy.partiql(bundle.actor().id(), bundle.resource());
    long slot = Math.floorDiv(bundle.slot(), SLOT);
    long late = Math.min(slots(policy.findings().lateness()) + 1, MOST_SLOTS_LATE);
    long memory = Math.max(slots(thresholds.memory()), slots(Duration.ofDays(1)));
    return new Horizon(slot, slot - late, memory, thresholds.learning().toMillis());
  }

  /** Whole slots, rounded up. */
  private static long slots(Duration duration) {
    return -Math.floorDiv(-duration.toMillis(), SLOT);
  }

  /** True when there was no use within the memory, as far as that is settled. */
  boolean isNew(@Nullable Recency use) {
    long last = lastSettled(use);
    return last == Recency.NEVER || slot - last > memory;
  }

  /** Milliseconds for which it has been in use, up to the bundle's slot; 0 when it is new. */
  long history(@Nullable Recency use) {
    if (use == null || isNew(use)) {
      return 0;
    }
    return (slot - use.runStartOf(lastSettled(use), memory)) * SLOT;
  }

  private long lastSettled(@Nullable Recency use) {
    return use == null ? Recency.NEVER : use.latestUpTo(settled);
  }

  /** Event time at which what was used in this slot is forgotten, epoch milliseconds. */
  long expiry() {
    return (slot + 1 + memory) * SLOT;
  }
}
