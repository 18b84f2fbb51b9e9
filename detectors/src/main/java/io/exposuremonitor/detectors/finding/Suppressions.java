package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Suppression;
import io.exposuremonitor.detectors.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What the policy keeps from being reported. The caller counts what is kept back and passes the
 * rest to {@link Episodes}, so a finding rests only on signals that nobody has answered for.
 */
public final class Suppressions {
  private Suppressions() {}

  /**
   * The first suppression that matches a signal and has not expired when the signal ends (event
   * time, so a replay decides as the live job did), or null.
   */
  public static @Nullable Suppression match(Policy policy, Signal signal) {
    for (Suppression suppression : policy.suppressions()) {
      if (signal.end() < suppression.expires()
          && Pattern.matches(suppression.finding(), signal.analytic().id())
          && Pattern.matches(suppression.actor(), signal.actor().id())
          && Pattern.matches(suppression.resource(), signal.resource())) {
        return suppression;
      }
    }
    return null;
  }

  /** True when a signal is less bad than the policy wants to hear of. */
  public static boolean belowMinimumLevel(Policy policy, Signal signal) {
    return !signal.level().atLeast(policy.findings().minimumLevel());
  }
}
