package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.policy.NetworkThresholds;
import io.exposuremonitor.detectors.sighting.Sighting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code network.new-origin}: an actor that has been known for long calls from a network, by a
 * program or in a region that it did not use within the memory. Keyed by actor. Calls that a
 * service makes for it are ignored; denied calls count, since the origin of an attempt is just as
 * new.
 *
 * <p>For an actor that is known from many networks, or by many programs, a further one is not
 * unusual.
 */
public final class NewOriginDetector implements Detector<OriginState, Sighting> {
  /** True for a sighting that this detector uses. */
  public static boolean concerns(Sighting sighting) {
    return sighting.place().isKnown();
  }

  @Override
  public @Nullable OriginState on(
      @Nullable OriginState known, Sighting sighting, DetectorContext context) {
    if (!concerns(sighting)) {
      return known;
    }
    OriginState state = known == null ? new OriginState() : known;
    NetworkThresholds thresholds =
        context.thresholds(NetworkThresholds.class, sighting.actor(), sighting.resource());
    Horizon horizon = context.horizon(sighting.first(), thresholds);
    Map<String, String> added = new TreeMap<>();
    boolean settled =
        horizon.history(state.calls) >= horizon.learning() && horizon.isNew(state.forgetting);
    note(state, state.networks, "network", sighting.place().network(), horizon, thresholds, added);
    note(state, state.programs, "program", sighting.place().program(), horizon, thresholds, added);
    note(state, state.regions, "region", sighting.place().region(), horizon, thresholds, added);
    state.calls = horizon.used(state.calls);
    if (settled && !added.isEmpty()) {
      context.signal(NetworkSignals.newOrigin(sighting, added));
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable OriginState onTime(OriginState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }

  /** Remembers one part of an origin, and adds it to {@code added} if it is new. */
  private static void note(
      OriginState state,
      Map<Long, Recency> uses,
      String name,
      String value,
      Horizon horizon,
      NetworkThresholds thresholds,
      Map<String, String> added) {
    if (value.isEmpty()) {
      return;
    }
    FirstSeen seen = new FirstSeen(uses, OriginState.MAX_ORIGINS);
    long hash = IdHash.of(value);
    if (seen.isNew(hash, horizon) && seen.known(horizon) <= thresholds.variety()) {
      added.put(name, value);
    }
    if (seen.remember(List.of(hash), horizon) > 0) {
      state.forgetting = horizon.used(state.forgetting);
    }
  }
}
