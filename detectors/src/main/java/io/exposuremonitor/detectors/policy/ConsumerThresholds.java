package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * When a reader of a change stream is unknown, and when there are too many.
 *
 * @param learning how long the monitor is to have watched before a reader first seen counts; zero
 *     where the policy's consumers are all there are
 * @param memory after so long without reading, a reader is forgotten
 * @param readersPerShard readers at the same time that a shard of a table's stream has room for
 * @param readersPerReplicatedShard the same where the table has replicas, which read it as well
 */
public record ConsumerThresholds(
    Duration learning, Duration memory, int readersPerShard, int readersPerReplicatedShard) {
  /**
   * The documented defaults: learning 7 days, memory 45; two readers, and one for global tables, as
   * the service's quotas have them.
   */
  public static final ConsumerThresholds DEFAULTS =
      new ConsumerThresholds(Duration.ofDays(7), Duration.ofDays(45), 2, 1);
}
