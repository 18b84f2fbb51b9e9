package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * The thresholds of detectors that report what an actor, or a table's readers, never did before.
 */
public sealed interface NoveltyThresholds
    permits AccessThresholds,
        ConsumerThresholds,
        NetworkThresholds,
        PartiqlThresholds,
        ReconThresholds,
        TableCopyThresholds {
  /** How long something is remembered after its last use; then it is new again. */
  Duration memory();

  /** How long the monitor must have observed before anything new is reported. */
  Duration learning();
}
