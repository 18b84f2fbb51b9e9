package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.AccessThresholds;
import io.exposuremonitor.detectors.sighting.Place;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code access.denied-burst}: an actor is refused many different calls within an hour, and then
 * succeeds in a use of a table that is new to it; or it is refused far more calls, with or without
 * such a success. Keyed by actor; consumes the actor's sightings.
 *
 * <p>Only different calls count, not attempts: a service that lacks a permission retries one call
 * over and over, whereas an intruder who probes for access tries many. Refused calls that only list
 * or describe are ignored if they come from a browser: a console page makes a dozen of them,
 * whether or not its user may see all of it. A new use of a table on which the actor was refused
 * before always counts as a success; on any other table, only once the logs have been observed for
 * the learning time. A success in a long-standing use that was refused during the burst counts as
 * well: see {@link Regained}.
 */
public final class DeniedBurstDetector implements Detector<DeniedBurstState, Sighting> {
  /**
   * Length of the window in which refusals are counted, also before a success: an hour, in slots of
   * five minutes.
   */
  static final int SLOTS = 12;

  private static final long SLOT = Sighting.PART_MILLIS;

  private final Observation observation;

  /**
   * @param observation when the logs were observed
   */
  public DeniedBurstDetector(Observation observation) {
    this.observation = observation;
  }

  @Override
  public @Nullable DeniedBurstState on(
      @Nullable DeniedBurstState known, Sighting sighting, DetectorContext context) {
    if (isPageOfConsole(sighting)) {
      return known;
    }
    DeniedBurstState state = known == null ? new DeniedBurstState() : known;
    AccessThresholds thresholds =
        context.thresholds(AccessThresholds.class, sighting.actor(), sighting.resource());
    Horizon horizon = context.horizon(sighting.first(), thresholds);
    boolean changed =
        sighting.kind() == Kind.REFUSED
            ? addRefused(state, sighting)
            : addSuccess(state, sighting, horizon, context);
    state.newest = Math.max(state.newest, sighting.first());
    long settled = settled(state, context);
    state.refused.removeIf(refused -> refused.time() < settled - SLOTS * SLOT);
    state.firsts.removeIf(first -> first.time() < settled);
    if (changed && !state.refused.isEmpty()) {
      judge(state, sighting, thresholds, context);
      new Regained(state, sighting.actor(), observation, thresholds, context).judge();
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable DeniedBurstState onTime(
      DeniedBurstState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }

  /**
   * The time before which no window changes any more, epoch milliseconds. Of later windows, all
   * refusals are kept: judged by some of them, a window would seem to have had fewer.
   */
  static long settled(DeniedBurstState state, DetectorContext context) {
    return state.newest - 2 * context.latenessMillis() - Horizon.SLOT_MILLIS;
  }

  private static boolean isPageOfConsole(Sighting sighting) {
    return sighting.kind() == Kind.REFUSED
        && sighting.operation().isLook()
        && sighting.place().program().equals(Place.BROWSER);
  }

  private static boolean addRefused(DeniedBurstState state, Sighting sighting) {
    String call = sighting.operation().eventSource() + ' ' + sighting.operation().eventName();
    String target = call + ' ' + sighting.resource() + ' ' + sighting.place().region();
    Refused sum =
        new Refused(
            IdHash.of(target),
            sighting.resource(),
            sighting.first(),
            sighting.last(),
            sighting.events(),
            use(Kind.of(sighting.operation()), sighting.resource()));
    boolean changed = true;
    for (Refused other : List.copyOf(state.refused)) {
      boolean same = slotOf(other.time()) == slotOf(sum.time());
      if (same && other.target() == sum.target()) {
        state.refused.remove(other);
        sum = sum.and(other);
        changed = !sum.equals(other);
      }
    }
    state.refused.add(sum);
    state.refused.sort(Comparator.comparingLong(Refused::time).thenComparing(Refused::target));
    if (state.refused.size() > DeniedBurstState.MAX_REFUSED) {
      state.refused.remove(0);
    }
    return changed;
  }

  private boolean addSuccess(
      DeniedBurstState state, Sighting sighting, Horizon horizon, DetectorContext context) {
    long use = use(sighting.kind(), sighting.resource());
    TableUses uses = new TableUses(state, sighting.actor(), context.policy());
    boolean isNew = uses.isNew(use, sighting.resource(), horizon);
    uses.remember(use, sighting.resource(), horizon);
    boolean first = isNew && !sighting.resource().isEmpty();
    boolean added = first && addFirst(state, sighting, horizon, use);
    return added || state.refused.stream().anyMatch(refused -> refused.use() == use);
  }

  /**
   * Hash that identifies a use of a table in the state; 0 if the kind of use or the table is
   * unknown.
   */
  private static long use(@Nullable Kind kind, String table) {
    return kind == null || table.isEmpty() ? 0 : IdHash.of(kind + " " + table);
  }

  private boolean addFirst(DeniedBurstState state, Sighting sighting, Horizon horizon, long use) {
    for (FirstSuccess other : state.firsts) {
      if (other.use() == use && other.time() == sighting.first()) {
        return false;
      }
    }
    state.firsts.add(
        new FirstSuccess(
            use,
            sighting.resource(),
            sighting.kind().name(),
            sighting.account(),
            sighting.place().region(),
            sighting.first(),
            observation.isLongEnough(sighting.first(), horizon),
            event(sighting)));
    state.firsts.sort(
        Comparator.comparingLong(FirstSuccess::time).thenComparing(FirstSuccess::use));
    if (state.firsts.size() > DeniedBurstState.MAX_FIRSTS) {
      state.firsts.remove(0);
    }
    return true;
  }

  private static EventReference event(Sighting sighting) {
    return sighting.events().isEmpty()
        ? new EventReference("", Origin.NONE)
        : sighting.events().get(0);
  }

  private static void judge(
      DeniedBurstState state,
      Sighting sighting,
      AccessThresholds thresholds,
      DetectorContext context) {
    for (FirstSuccess first : state.firsts) {
      List<Refused> before = within(state, slotOf(first.time()));
      boolean same = before.stream().anyMatch(refused -> refused.table().equals(first.table()));
      if ((first.believed() || same) && Refused.targets(before) >= thresholds.refusals()) {
        context.signal(DeniedBurstSignals.succeeded(sighting.actor(), first, before));
      }
    }
    long settled = slotOf(settled(state, context));
    // All refusals of a slot belong to the same window.
    state.refused.stream()
        .mapToLong(refused -> slotOf(refused.time()))
        .filter(slot -> slot > settled)
        .distinct()
        .mapToObj(slot -> within(state, slot))
        .filter(window -> Refused.targets(window) >= thresholds.refusalsAlone())
        .forEach(window -> context.signal(DeniedBurstSignals.refused(sighting, window)));
  }

  /** The refusals within the window that ends with a slot, inclusive. */
  private static List<Refused> within(DeniedBurstState state, long last) {
    Stream<Refused> all = state.refused.stream();
    return all.filter(one -> slotOf(one.time()) <= last && slotOf(one.time()) > last - SLOTS)
        .toList();
  }

  /** The refusals within the hour before the slot that contains a time. */
  static List<Refused> before(DeniedBurstState state, long time) {
    return within(state, slotOf(time) - 1);
  }

  private static long slotOf(long time) {
    return Math.floorDiv(time, SLOT);
  }
}
