package io.exposuremonitor.detectors.policy;

/** From when on the detectors of one family speak. */
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
