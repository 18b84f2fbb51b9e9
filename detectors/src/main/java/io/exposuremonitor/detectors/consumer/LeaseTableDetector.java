package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.ConsumerThresholds;
import org.jspecify.annotations.Nullable;

/**
 * {@code consumer.kcl-application}: leases of the Kinesis Client Library in a table that held none
 * within the memory, which neither the policy nor the settings name. The rule of the same id tells
 * of the table's creation; this also sees an application that uses a table made before, or in a way
 * that no rule knows. Keyed by table.
 */
public final class LeaseTableDetector implements Detector<LeaseTableState, LeaseSighting> {
  private final Observation observation;

  /**
   * @param observation when the logs were watched
   */
  public LeaseTableDetector(Observation observation) {
    this.observation = observation;
  }

  @Override
  public @Nullable LeaseTableState on(
      @Nullable LeaseTableState known, LeaseSighting sighting, DetectorContext context) {
    if (KnownReaders.isApproved(sighting.table(), context.policy())) {
      return known;
    }
    LeaseTableState state = known == null ? new LeaseTableState() : known;
    ConsumerThresholds thresholds =
        context.policy().consumers(sighting.actor().id(), sighting.table());
    Horizon horizon =
        Horizon.at(
            sighting.start(),
            context.policy().findings().lateness(),
            thresholds.memory(),
            thresholds.learning());
    state.named |= sighting.named();
    boolean learned =
        thresholds.learning().isZero()
            || observation.unbrokenAt(sighting.start()) >= horizon.learning();
    if (!state.named && learned && horizon.isNew(state.seen)) {
      context.signal(ReaderSignals.application(sighting));
    }
    state.seen = horizon.used(state.seen);
    state.expiresAt = Math.max(state.expiresAt, horizon.expiry());
    return awaitExpiry(state, Long.MIN_VALUE, context);
  }

  @Override
  public @Nullable LeaseTableState onTime(
      LeaseTableState state, long time, DetectorContext context) {
    return time >= state.expiresAt ? null : awaitExpiry(state, time, context);
  }

  /** Keeps one wake-up under way for the time when all is forgotten. */
  private static LeaseTableState awaitExpiry(
      LeaseTableState state, long now, DetectorContext context) {
    if (state.expiryWakeUp <= now) {
      context.wakeAt(state.expiresAt);
      state.expiryWakeUp = state.expiresAt;
    }
    return state;
  }
}
