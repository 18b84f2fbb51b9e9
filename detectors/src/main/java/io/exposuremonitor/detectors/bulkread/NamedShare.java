package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Policy;

/**
 * Selects the calls by key that a finding may name. Services make most of their calls by key, and
 * few of these belong to a finding: it requires tens of thousands of keys but names only three
 * calls. Most calls therefore need not be remembered. The selection is a function of the calls'
 * ids, so it doesn't depend on order.
 *
 * @param floor minimum number of distinct keys of any finding
 */
record NamedShare(long floor) {
  /**
   * Expected number of selected calls per floor; fewer than three are selected in one of 10²⁴
   * cases.
   */
  private static final double AT_THE_FLOOR = 64;

  /**
   * The selection for an actor on a table.
   *
   * @param account the table's account, the actor of distributed reads
   */
  static NamedShare of(Policy policy, String actor, String account, String table) {
    BulkReadThresholds own = policy.thresholds(BulkReadThresholds.class, actor, table);
    long together = lowest(policy.thresholds(BulkReadThresholds.class, account, table));
    long coverage = Coverage.of(policy, table).keysFloor(own);
    return new NamedShare(Math.min(Math.min(lowest(own), together), coverage));
  }

  private static long lowest(BulkReadThresholds thresholds) {
    Floors floors = thresholds.distinctKeys();
    long within = Math.min(Math.min(floors.fiveMinutes(), floors.hour()), floors.day());
    return Math.min(within, thresholds.slowKeys());
  }

  /**
   * True if a call may be named.
   *
   * @param idHash hash of its event id
   * @param keys number of keys that it read
   */
  boolean mayName(long idHash, int keys) {
    double share = AT_THE_FLOOR * Math.max(1, keys) / floor;
    return share >= 1 || place(idHash) < share;
  }

  /** The rank of a hash among all hashes, from 0 to 1, in sampling order. */
  private static double place(long hash) {
    return ((hash ^ Long.MIN_VALUE) >>> 11) * 0x1.0p-53;
  }
}
