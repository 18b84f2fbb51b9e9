package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.learningTime;
import static io.exposuremonitor.detectors.policy.Options.memoryTime;
import static io.exposuremonitor.detectors.policy.Options.number;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds for unknown readers of a change stream, and for too many of them.
 *
 * @param learning how long the monitor must have observed before a new reader is reported; zero if
 *     the policy lists all consumers
 * @param memory time without reading after which a reader is forgotten
 * @param readersPerShard number of concurrent readers that a shard of a table's stream supports
 * @param readersPerReplicatedShard the same for a table with replicas, which also read the stream
 */
public record ConsumerThresholds(
    Duration learning, Duration memory, int readersPerShard, int readersPerReplicatedShard)
    implements DetectorThresholds, NoveltyThresholds {
  /**
   * The documented defaults: learning 7 days, memory 45; two readers, and one for global tables,
   * which are the service's quotas.
   */
  public static final ConsumerThresholds DEFAULTS =
      new ConsumerThresholds(Duration.ofDays(7), Duration.ofDays(45), 2, 1);

  /** The keys in the policy file. */
  static final ThresholdSection<ConsumerThresholds> SECTION =
      new ThresholdSection<>(
          "consumers",
          "When a reader of a change stream is unknown, and when there are too many.",
          DEFAULTS,
          new Section(
              List.of(
                  learningTime(
                      DEFAULTS.learning,
                      "How long the monitor must observe before a new reader is reported."
                          + " With `0d`, only the readers under `consumers` are known, from the"
                          + " first record on."),
                  memoryTime(
                      DEFAULTS.memory, "Time without reading after which a reader is forgotten."),
                  number(
                      "readersPerShard",
                      1,
                      DEFAULTS.readersPerShard,
                      "readers",
                      "Number of simultaneous readers that a shard of a table's stream supports."),
                  number(
                      "readersPerReplicatedShard",
                      1,
                      DEFAULTS.readersPerReplicatedShard,
                      "readers",
                      "The same if the table has replicas, which also read it."))),
          ConsumerThresholds::read);

  private static ConsumerThresholds read(Entries entries, ConsumerThresholds base) {
    return new ConsumerThresholds(
        entries.get("learning", base.learning),
        entries.get("memory", base.memory),
        entries.integer("readersPerShard", base.readersPerShard),
        entries.integer("readersPerReplicatedShard", base.readersPerReplicatedShard));
  }
}
