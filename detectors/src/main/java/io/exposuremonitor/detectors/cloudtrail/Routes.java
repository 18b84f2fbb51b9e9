package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Operation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Caches, by event source and name, whether detectors and rules need a record, until the rules
 * change.
 */
final class Routes {
  /**
   * Whether detectors and rules need a record.
   *
   * @param operation its operation for stateful detectors, or null if none needs it
   * @param successes whether a rule may match it if it succeeded and has parameters
   * @param bareSuccesses whether a rule may match it if it succeeded and has no parameters
   * @param failures whether a rule may match it if it failed and has parameters
   * @param bareFailures whether a rule may match it if it failed and has no parameters
   */
  record Route(
      String eventSource,
      String eventName,
      @Nullable Operation operation,
      boolean successes,
      boolean bareSuccesses,
      boolean failures,
      boolean bareFailures) {

    boolean isCandidate(boolean failed, boolean parameters) {
      if (failed) {
        return parameters ? failures : bareFailures;
      }
      return parameters ? successes : bareSuccesses;
    }
  }

  private static final int SLOTS = 1 << 10;

  private final @Nullable Route[] slots = new Route[SLOTS];
  private final RuleInterest interest;
  private int edition;

  Routes(RuleInterest interest) {
    this.interest = interest;
  }

  /**
   * True if a rule may match this particular record; to be called if the route says that it may be
   * a candidate.
   */
  boolean isCandidate(RecordOutline record) {
    return interest.wants(record);
  }

  Route of(String eventSource, String eventName) {
    if (interest.edition() != edition) {
      edition = interest.edition();
      Arrays.fill(slots, null);
    }
    int hash = eventSource.hashCode() * 31 + eventName.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Route known = slots[slot];
    if (known != null
        && known.eventName.equals(eventName)
        && known.eventSource.equals(eventSource)) {
      return known;
    }
    Route route =
        new Route(
            eventSource,
            eventName,
            Operation.of(eventSource, eventName),
            interest.wants(eventSource, eventName, false, true),
            interest.wants(eventSource, eventName, false, false),
            interest.wants(eventSource, eventName, true, true),
            interest.wants(eventSource, eventName, true, false));
    slots[slot] = route;
    return route;
  }
}
