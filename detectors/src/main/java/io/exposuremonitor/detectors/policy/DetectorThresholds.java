package io.exposuremonitor.detectors.policy;

/** The thresholds of one detector family. */
public sealed interface DetectorThresholds
    permits AccessThresholds,
        BlindspotThresholds,
        BulkReadThresholds,
        ConsumerThresholds,
        DestructionThresholds,
        NetworkThresholds,
        PartiqlThresholds,
        ReconThresholds,
        SensitiveDataThresholds,
        TableCopyThresholds {}
