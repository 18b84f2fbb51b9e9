package io.exposuremonitor.detectors.recon;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.ReconThresholds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code recon.enumeration}: an actor lists and describes tables, streams and backups in bulk, by
 * any client. Keyed by actor; takes that actor's bundles on any table.
 *
 * <p>A look is one API operation on one table in one region, whether it succeeded or not and
 * however often it was called. Counted are the looks within an hour that the actor did not take
 * within the memory before, so tools that make the same round each day, and actors that look at
 * their own tables, raise nothing. A page of the console takes many looks, so those of browsers
 * have a higher threshold of their own. AWS services on their own behalf are excluded. If an actor
 * takes more looks than are remembered, further ones don't count as new.
 */
public final class EnumerationDetector implements Detector<EnumerationState, ActivityBundle> {
  /** Length of the window: an hour, in slots. */
  static final int SLOTS = 4;

  private static final long SLOT = Horizon.SLOT_MILLIS;

  /** Sorts of looks that are remembered separately. State holds their names. */
  private enum Sort {
    PROGRAM,
    BROWSER,
    FAILED
  }

  private final Observation observation;

  /**
   * @param observation when the logs were observed
   */
  public EnumerationDetector(Observation observation) {
    this.observation = observation;
  }

  /** True for a call that this detector considers. */
  public static boolean concerns(Operation operation) {
    return operation.isLook();
  }

  @Override
  public @Nullable EnumerationState on(
      @Nullable EnumerationState known, ActivityBundle bundle, DetectorContext context) {
    Looks looks = new Looks(bundle);
    if (bundle.actor().kind() == Actor.Kind.SERVICE || looks.isEmpty()) {
      return known;
    }
    EnumerationState state = known == null ? new EnumerationState() : known;
    ReconThresholds thresholds =
        context.thresholds(ReconThresholds.class, bundle.actor(), bundle.resource());
    Horizon horizon = context.horizon(bundle.slot(), thresholds);
    remember(state, Sort.PROGRAM, looks.byProgram(), horizon);
    remember(state, Sort.BROWSER, looks.byBrowser(), horizon);
    remember(state, Sort.FAILED, looks.failed(), horizon);
    addTo(state.recent, looks.slot());
    state.newest = Math.max(state.newest, looks.last());
    long lateness = context.latenessMillis();
    long oldest = state.newest - lateness - 2 * SLOTS * SLOT;
    state.recent.removeIf(slot -> slot.last() < oldest);
    if (observation.isLongEnough(bundle.slot(), horizon)) {
      for (int i = 0; i < SLOTS; i++) {
        long start = bundle.slot() - i * SLOT;
        if (state.recent.stream().anyMatch(slot -> slot.start() == start)) {
          judge(state, bundle, start, thresholds, context);
        }
      }
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable EnumerationState onTime(
      EnumerationState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }

  private static void remember(
      EnumerationState state, Sort sort, Set<Long> hashes, Horizon horizon) {
    if (memory(state, sort).remember(hashes, horizon) > 0) {
      state.forgetting.compute(sort.name(), (same, use) -> horizon.used(use));
    }
  }

  private static FirstSeen memory(EnumerationState state, Sort sort) {
    Map<Long, Recency> uses =
        switch (sort) {
          case PROGRAM -> state.looks;
          case BROWSER -> state.consoleLooks;
          case FAILED -> state.failedLooks;
        };
    return new FirstSeen(uses, EnumerationState.MAX_LOOKS);
  }

  private static void addTo(List<EnumerationSlot> slots, EnumerationSlot added) {
    EnumerationSlot sum = added;
    for (EnumerationSlot other : List.copyOf(slots)) {
      if (other.start() == sum.start()) {
        slots.remove(other);
        sum = sum.and(other);
      }
    }
    slots.add(sum);
    slots.sort(Comparator.comparingLong(EnumerationSlot::first));
  }

  /** Judges the window that starts at a time. */
  private static void judge(
      EnumerationState state,
      ActivityBundle bundle,
      long start,
      ReconThresholds thresholds,
      DetectorContext context) {
    Horizon horizon = context.horizon(start, thresholds);
    long failed = newLooks(state, Sort.FAILED, horizon);
    long byProgram = newLooks(state, Sort.PROGRAM, horizon) + failed;
    long all = byProgram + newLooks(state, Sort.BROWSER, horizon);
    if (byProgram >= thresholds.looks() || all >= thresholds.consoleLooks()) {
      List<EnumerationSlot> window =
          state.recent.stream()
              .filter(slot -> slot.first() >= start && slot.first() < start + SLOTS * SLOT)
              .toList();
      context.signal(EnumerationSignal.of(bundle, window, all, failed));
    }
  }

  private static long newLooks(EnumerationState state, Sort sort, Horizon horizon) {
    boolean isNew = horizon.isNew(state.forgetting.get(sort.name()));
    return isNew ? memory(state, sort).newWithin(horizon, SLOTS) : 0;
  }
}
