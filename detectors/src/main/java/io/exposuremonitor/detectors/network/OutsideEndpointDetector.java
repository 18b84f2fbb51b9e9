package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.ConductThresholds;
import io.exposuremonitor.detectors.policy.ConductThresholds.Endpoint;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import org.jspecify.annotations.Nullable;

/**
 * {@code network.outside-endpoint}: an actor that always reached a table through a VPC endpoint
 * reaches it from elsewhere; or anybody does, where the policy requires an endpoint. Keyed by actor
 * and table. Only calls on items and on the table's changes count, and only those that succeeded: a
 * refusal is what an endpoint policy is for.
 */
public final class OutsideEndpointDetector implements Detector<EndpointState, Sighting> {
  /** True for a sighting that this detector has something to do with. */
  public static boolean concerns(Sighting sighting) {
    return sighting.place().isKnown()
        && !sighting.resource().isEmpty()
        && sighting.kind() != Kind.REFUSED
        && sighting.kind() != Kind.COPY;
  }

  @Override
  public @Nullable EndpointState on(
      @Nullable EndpointState known, Sighting sighting, DetectorContext context) {
    ConductThresholds.Network thresholds =
        context.policy().conduct(sighting.actor().id(), sighting.resource()).network();
    if (!concerns(sighting) || thresholds.endpoint() == Endpoint.ANY) {
      return known;
    }
    EndpointState state = known == null ? new EndpointState() : known;
    Horizon horizon =
        Horizon.at(
            sighting.first(),
            context.policy().findings().lateness(),
            thresholds.memory(),
            thresholds.history());
    if (sighting.place().inside()) {
      state.inside = horizon.used(state.inside);
    } else {
      judge(state, sighting, horizon, thresholds, context);
      state.outside = horizon.used(state.outside);
    }
    state.expiresAt = Math.max(state.expiresAt, horizon.expiry());
    return awaitExpiry(state, Long.MIN_VALUE, context);
  }

  @Override
  public @Nullable EndpointState onTime(EndpointState state, long time, DetectorContext context) {
    return time >= state.expiresAt ? null : awaitExpiry(state, time, context);
  }

  private static void judge(
      EndpointState state,
      Sighting sighting,
      Horizon horizon,
      ConductThresholds.Network thresholds,
      DetectorContext context) {
    long history = horizon.history(state.inside);
    boolean required = thresholds.endpoint() == Endpoint.REQUIRED;
    boolean unusual = history >= horizon.learning() && horizon.isNew(state.outside);
    if (required || unusual) {
      context.signal(NetworkSignals.outside(sighting, required, history));
    }
  }

  /** Keeps one wake-up under way for the time when all is forgotten. */
  private static EndpointState awaitExpiry(EndpointState state, long now, DetectorContext context) {
    if (state.expiryWakeUp <= now) {
      context.wakeAt(state.expiresAt);
      state.expiryWakeUp = state.expiresAt;
    }
    return state;
  }
}
