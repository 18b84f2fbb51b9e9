package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.policy.Policy;

/** How far events of this family may lag behind the newest. */
final class Lateness {
  private Lateness() {}

  /**
   * The lateness bound plus the length of a bundle's slot: a bundle waits for its slot to fill, and
   * one of the next slot may be sent before it.
   *
   * @return milliseconds
   */
  static long of(Policy policy) {
    return policy.findings().lateness().toMillis() + ActivityBundle.SLOT_MILLIS;
  }
}
