package io.exposuremonitor.connectors.shard;

import java.io.Serializable;
import java.time.Duration;

/**
 * The ledger's timeouts and limits.
 *
 * @param maxImbalance see {@link AssignmentPolicy#stickyToParent}
 * @param childrenPatience how long a drained shard is held open while its children are unknown
 * @param orphanPatience how long a shard waits for a parent that no listing has shown, when no
 *     listing completes
 * @param forgetMargin how much longer than the stream's retention a finished shard is remembered.
 *     If too short, a late listing causes the whole lineage to be read again: shards were seen
 *     listed a day after their last record (FLINK-36239)
 */
public record LedgerSettings(
    int maxImbalance, Duration childrenPatience, Duration orphanPatience, Duration forgetMargin)
    implements Serializable {
  /** Suits nearly all deployments. */
  public static final LedgerSettings DEFAULT =
      new LedgerSettings(3, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(24));
}
