package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.policy.Policy;

/** How far behind the newest event this family expects others. */
final class Lateness {
  private Lateness() {}

  /**
   * The lateness bound, and a slot of a bundle: a bundle waits for its slot to fill while one of
   * the next slot may leave before it.
   *
   * @return milliseconds
   */
  static long of(Policy policy) {
    return policy.findings().lateness().toMillis() + ActivityBundle.SLOT_MILLIS;
  }
}
