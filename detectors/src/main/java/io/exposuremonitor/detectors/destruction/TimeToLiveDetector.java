package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.DestructionThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code destruction.ttl-abuse}: time to live is enabled for a table, or moved to another
 * attribute, which requires enabling it again, and within seven days items expire in bulk: at least
 * the floors of {@code destruction.mass-delete}, and more than {@code historyFactor} times the
 * maximum of any earlier day. What expired before the change doesn't count. Keyed by table.
 *
 * <p>Judged at each event, so it doesn't matter whether the change or the expiries arrive first.
 * State expires fourteen days after the last expiry, or eight after the last change.
 */
public final class TimeToLiveDetector implements Detector<TimeToLiveState, TimeToLiveEvent> {
  /** Maximum number of changes remembered; the oldest are evicted first. */
  static final int MAX_CHANGES = 8;

  private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

  /** DynamoDB deletes items within a few days of their expiry (developer guide, Time to Live). */
  private static final long MEMORY_MILLIS = 7 * DAY_MILLIS;

  private static final String EXPIRED = "expired";

  private static final Comparator<TimeToLiveChange> BY_TIME =
      Comparator.comparingLong(TimeToLiveChange::time)
          .thenComparing(change -> change.actor().id())
          .thenComparing(change -> change.events().toString());

  @Override
  public TimeToLiveState on(
      @Nullable TimeToLiveState known, TimeToLiveEvent event, DetectorContext context) {
    TimeToLiveState state = known == null ? new TimeToLiveState() : known;
    Deletions expired = expired(state, context);
    DeletionTally tally = event.expired();
    if (tally != null) {
      expired.add(tally);
      judge(state, event.table(), tally.first(), tally.last(), context);
      context.wakeAt(Deletions.settling(tally.last()));
      context.wakeAt(expired.gone());
    }
    Signal change = event.change();
    if (change != null) {
      note(state.changes, change);
      if (state.expired.newest >= change.start()) {
        judge(state, event.table(), change.start(), state.expired.newest, context);
      }
      context.wakeAt(change.start() + MEMORY_MILLIS + DAY_MILLIS);
    }
    return state;
  }

  @Override
  public @Nullable TimeToLiveState onTime(
      TimeToLiveState state, long time, DetectorContext context) {
    Deletions expired = expired(state, context);
    expired.settle(time);
    state.changes.removeIf(change -> change.time() + MEMORY_MILLIS + DAY_MILLIS <= time);
    return expired.isEmpty() && state.changes.isEmpty() ? null : state;
  }

  private static Deletions expired(TimeToLiveState state, DetectorContext context) {
    return new Deletions(state.expired, context.latenessMillis());
  }

  private static void note(List<TimeToLiveChange> changes, Signal signal) {
    TimeToLiveChange change =
        new TimeToLiveChange(
            signal.start(),
            signal.actor(),
            signal.account(),
            signal.region(),
            signal.evidence().events());
    if (!changes.contains(change)) {
      changes.add(change);
      changes.sort(BY_TIME);
    }
    if (changes.size() > MAX_CHANGES) {
      changes.remove(0);
    }
  }

  private static void judge(
      TimeToLiveState state, String table, long from, long to, DetectorContext context) {
    Policy policy = context.policy();
    DestructionThresholds thresholds = policy.thresholds(DestructionThresholds.class, "", table);
    Deletions expired = expired(state, context);
    expired.judge(from, to, thresholds, Deletions.Period.NEVER, new DeletionEvidence(EXPIRED));
    // Blames the latest change after which enough expired. An earlier one counts as well: otherwise
    // switching it off and on again would start each count anew.
    for (int i = state.changes.size() - 1; i >= 0; i--) {
      TimeToLiveChange change = state.changes.get(i);
      Deletions.Period after = new Deletions.Period(change.time(), change.time() + MEMORY_MILLIS);
      DeletionEvidence seen = new DeletionEvidence(EXPIRED);
      expired.judge(from, to, thresholds, after, seen);
      if (seen.magnitude() > 0) {
        context.signal(MassExpiry.signal(table, change, seen, policy.table(table)));
        return;
      }
    }
  }
}
