package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;

/** The readers of streams known to the policy. */
final class KnownReaders {

  private KnownReaders() {}

  /** True for a reader named by the policy. */
  static boolean isListed(StreamUse use, Policy policy) {
    return policy.consumers().stream()
        .anyMatch(
            known ->
                Pattern.matches(known.actor(), use.actor().id())
                    && Pattern.matches(known.stream(), use.stream()));
  }

  /** True for the lease table of an application named by the policy. */
  static boolean isApproved(String leaseTable, Policy policy) {
    return policy.approved().kclApplications().stream()
        .anyMatch(named -> Pattern.matchesTable(named, leaseTable));
  }

  /**
   * Name of the application with an id, if the policy contains its full name and its lease table is
   * in the same account and region; else empty.
   */
  static String application(StreamUse use, Policy policy) {
    for (String named : policy.approved().kclApplications()) {
      String table = TableArns.build(use.region(), use.account(), named);
      if (named.indexOf('*') < 0 && ConsumerIds.ofLeaseTable(table).equals(use.consumer())) {
        return named;
      }
    }
    return "";
  }
}
