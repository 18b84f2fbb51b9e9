package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.DestructionThresholds;
import org.jspecify.annotations.Nullable;

/**
 * {@code destruction.mass-delete}: the distinct items of a table deleted within five minutes, an
 * hour or 24 hours reach the policy's floor and exceed {@code historyFactor} times the maximum of
 * any earlier day. Keyed by {@link DeletionTally#key}: item changes and calls of actors are counted
 * separately.
 *
 * <p>Judged at each tally. A count only grows as more of a window arrives, and the history it is
 * compared with was settled before the window began, so the order of tallies doesn't matter; an
 * item deleted twice within a window counts once. State expires fourteen days after the last
 * deletion.
 */
public final class DestructionDetector implements Detector<DestructionState, DeletionTally> {
  @Override
  public DestructionState on(
      @Nullable DestructionState known, DeletionTally tally, DetectorContext context) {
    DestructionState state = known == null ? new DestructionState() : known;
    Deletions deletions = deletions(state, context);
    deletions.add(tally);
    DeletionEvidence seen = new DeletionEvidence("deleted");
    DestructionThresholds thresholds =
        context.thresholds(DestructionThresholds.class, tally.actor(), tally.table());
    deletions.judge(tally.first(), tally.last(), thresholds, Deletions.Period.ALWAYS, seen);
    if (seen.magnitude() > 0) {
      context.signal(MassDelete.signal(tally, seen, context.policy().table(tally.table())));
    }
    context.wakeAt(Deletions.settling(tally.last()));
    context.wakeAt(deletions.gone());
    return state;
  }

  @Override
  public @Nullable DestructionState onTime(
      DestructionState state, long time, DetectorContext context) {
    Deletions deletions = deletions(state, context);
    deletions.settle(time);
    return deletions.isEmpty() ? null : state;
  }

  private static Deletions deletions(DestructionState state, DetectorContext context) {
    return new Deletions(state, context.latenessMillis());
  }
}
