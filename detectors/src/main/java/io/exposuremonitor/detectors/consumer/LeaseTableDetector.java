package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.ConsumerThresholds;
import org.jspecify.annotations.Nullable;

/**
 * {@code consumer.kcl-application}: leases of the Kinesis Client Library in a table that had none
 * within the memory and that neither the policy nor the settings name. The rule of the same id
 * detects the table's creation; this detector also covers applications whose table existed before
 * or was created in another way. Keyed by table.
 */
public final class LeaseTableDetector implements Detector<LeaseTableState, LeaseSighting> {
  private final Observation observation;

  /**
   * @param observation when the logs were observed
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
        context.thresholds(ConsumerThresholds.class, sighting.actor(), sighting.table());
    Horizon horizon = context.horizon(sighting.start(), thresholds);
    state.named |= sighting.named();
    boolean learned =
        thresholds.learning().isZero() || observation.isLongEnough(sighting.start(), horizon);
    if (!state.named && learned && horizon.isNew(state.seen)) {
      context.signal(ReaderSignals.application(sighting));
    }
    state.seen = horizon.used(state.seen);
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable LeaseTableState onTime(
      LeaseTableState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }
}
