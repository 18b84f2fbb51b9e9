package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the lease tables of the Kinesis Client Library, which every worker scans again and
 * again to see who holds which shard.
 *
 * <p>A table is one if the policy names it, or if the actor that scans it also writes leases to it.
 * Such a write proves what the table is: DynamoDB refuses an item key other than the table's own,
 * so a write under {@code leaseKey} alone succeeds in no table with another key. Only writes whose
 * slots have settled count, so the result is the same for every order of arrival.
 */
final class LeaseTables {
  private static final Duration MEMORY = Duration.ofDays(History.DAYS);

  private LeaseTables() {}

  /** The look-back of a bundle. */
  static Horizon horizon(ActivityBundle bundle, Policy policy) {
    return Horizon.at(bundle.slot(), Duration.ofMillis(Lateness.of(policy)), MEMORY, Duration.ZERO);
  }

  /** True if a bundle contains a write of a lease that succeeded. */
  static boolean isWritten(ActivityBundle bundle) {
    for (Facet facet : bundle.facets()) {
      if (facet.operation() == Operation.WRITE_LEASE && !facet.failed()) {
        return true;
      }
    }
    return false;
  }

  /**
   * True if a bundle contains Scans, and all they read is leases. A table of known size is judged
   * by that, like any other.
   *
   * @param written when the actor wrote leases to the table; null for never
   */
  static boolean isScanned(
      ActivityBundle bundle, @Nullable Recency written, Horizon horizon, Policy policy) {
    return bundle.hasCall(operation -> operation == Operation.SCAN)
        && Coverage.of(policy, bundle.resource()).isUnknown()
        && (!horizon.isNew(written) || policy.holdsLeases(bundle.resource()));
  }

  /** When a slot in which leases were written began, epoch milliseconds. */
  static long lastWrite(Recency written) {
    return written.newest() * Horizon.SLOT_MILLIS;
  }
}
