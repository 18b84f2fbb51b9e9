package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.policy.NetworkThresholds;
import io.exposuremonitor.detectors.policy.NetworkThresholds.Endpoint;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code network.outside-endpoint}: an actor that always reached a table through a VPC endpoint
 * reaches it from elsewhere; or any actor does, when the policy requires an endpoint. Keyed by
 * actor and table. An endpoint of an account that is not ours counts as elsewhere: a thief of
 * credentials can call through an endpoint of their own account. Only successful calls on items and
 * on the table's changes count: denying the others is what an endpoint policy is for.
 */
public final class OutsideEndpointDetector implements Detector<EndpointState, Sighting> {
  /** True for a sighting that this detector uses. */
  public static boolean concerns(Sighting sighting) {
    return sighting.place().isKnown()
        && !sighting.resource().isEmpty()
        && sighting.kind() != Kind.REFUSED
        && sighting.kind() != Kind.COPY
        && sighting.kind() != Kind.FETCH;
  }

  @Override
  public @Nullable EndpointState on(
      @Nullable EndpointState known, Sighting sighting, DetectorContext context) {
    NetworkThresholds thresholds =
        context.thresholds(NetworkThresholds.class, sighting.actor(), sighting.resource());
    if (!concerns(sighting) || thresholds.endpoint() == Endpoint.ANY) {
      return known;
    }
    EndpointState state = known == null ? new EndpointState() : known;
    Horizon horizon = context.horizon(sighting.first(), thresholds);
    if (isInside(sighting, context.policy())) {
      state.inside = horizon.used(state.inside);
    } else {
      judge(state, sighting, horizon, thresholds, context);
      state.outside = horizon.used(state.outside);
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable EndpointState onTime(EndpointState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }

  /**
   * Whether the calls came through an endpoint of ours. While the policy lists no accounts, any
   * endpoint may be: organisations share those of one account.
   */
  private static boolean isInside(Sighting sighting, Policy policy) {
    String owner = Arns.account(sighting.place().network());
    List<String> own = policy.own().accounts();
    return sighting.place().inside()
        && (owner.isEmpty()
            || own.isEmpty()
            || own.contains(owner)
            || owner.equals(sighting.actor().account()));
  }

  private static void judge(
      EndpointState state,
      Sighting sighting,
      Horizon horizon,
      NetworkThresholds thresholds,
      DetectorContext context) {
    long history = horizon.history(state.inside);
    boolean required = thresholds.endpoint() == Endpoint.REQUIRED;
    // Calls from elsewhere are usual if they began while the endpoint's use was not; or once they
    // have lasted as long. Whatever was reported is not usual before that.
    long elsewhere = horizon.history(state.outside);
    boolean unusual = elsewhere < horizon.learning() && history - elsewhere >= horizon.learning();
    if (required || unusual) {
      context.signal(NetworkSignals.outside(sighting, required, history));
    }
  }
}
