package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.AccessThresholds;
import java.util.List;

/**
 * Finds actors that are refused a long-standing use of a table, among refusals of uses that are new
 * to them, and then succeed in it again: the sign of an intruder who probed permissions and gained
 * one.
 *
 * <p>Only refusals of new uses count towards the threshold, so a service that temporarily loses its
 * permissions and is refused everything it does is not reported. Long-standing uses are remembered
 * in slots of a quarter of an hour, so a success counts only in the four slots after that of the
 * refusal.
 */
final class Regained {
  private static final int SLOTS_LATER = 4;

  private final DeniedBurstState state;
  private final Actor actor;
  private final TableUses uses;
  private final Observation observation;
  private final AccessThresholds thresholds;
  private final DetectorContext context;

  Regained(
      DeniedBurstState state,
      Actor actor,
      Observation observation,
      AccessThresholds thresholds,
      DetectorContext context) {
    this.state = state;
    this.actor = actor;
    this.uses = new TableUses(state, actor, context.policy());
    this.observation = observation;
    this.thresholds = thresholds;
    this.context = context;
  }

  void judge() {
    long settled = DeniedBurstDetector.settled(state, context);
    for (Refused refused : List.copyOf(state.refused)) {
      Horizon horizon = horizon(refused.time());
      if (isKnown(refused, horizon)) {
        for (int later = 1; later <= SLOTS_LATER; later++) {
          long start = (horizon.slot() + later) * Horizon.SLOT_MILLIS;
          if (start > settled) {
            judge(refused, start);
          }
        }
      }
    }
  }

  private void judge(Refused refused, long start) {
    Recency use = uses.get(refused.use());
    List<Refused> before = DeniedBurstDetector.before(state, start);
    if (use == null || !horizon(start).isWithin(use, 1) || !before.contains(refused)) {
      return;
    }
    long untried =
        Refused.targets(
            before.stream().filter(other -> isNew(other, horizon(other.time()))).toList());
    if (untried >= thresholds.refusals()) {
      context.signal(DeniedBurstSignals.regained(actor, refused, start, before));
    }
  }

  private boolean isKnown(Refused refused, Horizon horizon) {
    return refused.use() != 0 && !horizon.isNew(uses.get(refused.use()));
  }

  /** Whether the use is new to the actor, as far as the state shows. */
  private boolean isNew(Refused refused, Horizon horizon) {
    return refused.use() != 0
        && uses.isNew(refused.use(), refused.table(), horizon)
        && observation.isLongEnough(refused.time(), horizon);
  }

  private Horizon horizon(long time) {
    return context.horizon(time, thresholds);
  }
}
