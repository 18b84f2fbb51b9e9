package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Policy;

/**
 * Which of the calls that read by key may be named. Services make most of their calls this way, and
 * few of them ever belong to a finding: that takes tens of thousands of keys, of which three calls
 * are named. So most calls need not be remembered. Which ones is a function of their ids, so that
 * it is the same in any order.
 *
 * @param floor fewest distinct keys that any finding rests on
 */
record NamedShare(long floor) {
  /** Calls that may be named for each floor, about: fewer than three in one of 10²⁴ cases. */
  private static final double AT_THE_FLOOR = 64;

  /**
   * The share for an actor on a table.
   *
   * @param account the table's account, the actor of what many read together
   */
  static NamedShare of(Policy policy, String actor, String account, String table) {
    BulkReadThresholds own = policy.thresholds(BulkReadThresholds.class, actor, table);
    long together = lowest(policy.thresholds(BulkReadThresholds.class, account, table));
    long coverage = Coverage.of(policy.table(table)).keysFloor(own);
    return new NamedShare(Math.min(Math.min(lowest(own), together), coverage));
  }

  private static long lowest(BulkReadThresholds thresholds) {
    Floors floors = thresholds.distinctKeys();
    long within = Math.min(Math.min(floors.fiveMinutes(), floors.hour()), floors.day());
    return Math.min(within, thresholds.slowKeys());
  }

  /**
   * Whether a call may be named.
   *
   * @param idHash of its event id
   * @param keys how many it read
   */
  boolean mayName(long idHash, int keys) {
    double share = AT_THE_FLOOR * Math.max(1, keys) / floor;
    return share >= 1 || place(idHash) < share;
  }

  /** Where a hash stands among all, from 0 to 1: lowest first, as samples are taken. */
  private static double place(long hash) {
    return ((hash ^ Long.MIN_VALUE) >>> 11) * 0x1.0p-53;
  }
}
