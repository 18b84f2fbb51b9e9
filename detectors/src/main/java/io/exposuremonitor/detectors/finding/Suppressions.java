package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.policy.Expiry;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Suppression;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies the policy's suppressions and disabled stages. The caller counts suppressed signals and
 * passes the rest to {@link Episodes}, so a finding is based only on signals that are not
 * suppressed.
 */
public final class Suppressions {
  /** Name of the fact that names a matching suppression which has expired. */
  public static final String EXPIRED = "suppression_expired";

  private Suppressions() {}

  /**
   * The first suppression that matches a signal and has not expired when the signal ends (event
   * time, so a replay decides as the live job did), or null.
   */
  public static @Nullable Suppression match(Policy policy, Signal signal) {
    for (Suppression suppression : policy.suppressions()) {
      if (signal.end() < suppression.expires() && covers(suppression, signal)) {
        return suppression;
      }
    }
    return null;
  }

  /**
   * The signal, with a fact that names the first matching suppression which has expired: its owner
   * is the person to ask.
   */
  public static Signal noted(Policy policy, Signal signal) {
    for (Suppression suppression : policy.suppressions()) {
      if (signal.end() >= suppression.expires() && covers(suppression, signal)) {
        Map<String, String> facts = new TreeMap<>(signal.evidence().facts());
        facts.put(
            EXPIRED,
            Expiry.words(suppression.expires())
                + "; "
                + suppression.owner()
                + ": "
                + suppression.reason());
        return signal.with(
            new Evidence(signal.evidence().counts(), facts, signal.evidence().events()));
      }
    }
    return signal;
  }

  private static boolean covers(Suppression suppression, Signal signal) {
    return names(signal).anyMatch(name -> Pattern.matches(suppression.finding(), name))
        && Pattern.matches(suppression.actor(), signal.actor().id())
        && Pattern.matches(suppression.resource(), signal.resource());
  }

  /** The finding's id and, if it has a name of its own, the rule's. */
  private static Stream<String> names(Signal signal) {
    return Stream.of(signal.analytic().id(), rule(signal)).distinct();
  }

  private static String rule(Signal signal) {
    return signal.evidence().facts().getOrDefault(Evidence.RULE, signal.analytic().id());
  }

  /** True when the policy disables the rule or detector that raised the signal. */
  public static boolean isDisabled(Policy policy, Signal signal) {
    return policy.stage(signal.analytic().id(), rule(signal)) == Policy.Stage.DISABLED;
  }
}
