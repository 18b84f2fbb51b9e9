package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Suppression;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the policy keeps from being reported. The caller counts what is kept back and passes the
 * rest to {@link Episodes}, so a finding rests only on signals that nobody has answered for.
 */
public final class Suppressions {
  /** Name of the fact that tells of a suppression which would hold had it not expired. */
  public static final String EXPIRED = "suppression_expired";

  private Suppressions() {}

  /**
   * The first suppression that matches a signal and has not expired when the signal ends (event
   * time, so a replay decides as the live job did), or null.
   */
  public static @Nullable Suppression match(Policy policy, Signal signal) {
    for (Suppression suppression : policy.suppressions()) {
      if (signal.end() < suppression.expires() && speaksOf(suppression, signal)) {
        return suppression;
      }
    }
    return null;
  }

  /**
   * The signal, saying so where a suppression would have kept it back had it not expired: whoever
   * answered for it then is the one to ask.
   */
  public static Signal noted(Policy policy, Signal signal) {
    for (Suppression suppression : policy.suppressions()) {
      if (signal.end() >= suppression.expires() && speaksOf(suppression, signal)) {
        Map<String, String> facts = new TreeMap<>(signal.evidence().facts());
        facts.put(
            EXPIRED,
            "on %s; %s: %s"
                .formatted(
                    Instant.ofEpochMilli(suppression.expires()),
                    suppression.owner(),
                    suppression.reason()));
        return signal.with(
            new Evidence(signal.evidence().counts(), facts, signal.evidence().events()));
      }
    }
    return signal;
  }

  private static boolean speaksOf(Suppression suppression, Signal signal) {
    return Pattern.matches(suppression.finding(), signal.analytic().id())
        && Pattern.matches(suppression.actor(), signal.actor().id())
        && Pattern.matches(suppression.resource(), signal.resource());
  }

  /** True when the policy wants nothing of what raised a signal. */
  public static boolean isDisabled(Policy policy, Signal signal) {
    return policy.stage(signal.analytic().id()) == Policy.Stage.DISABLED;
  }
}
