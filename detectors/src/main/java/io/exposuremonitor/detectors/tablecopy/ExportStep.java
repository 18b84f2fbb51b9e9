package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * One step of an export. State: stored as it is, about 400 bytes.
 *
 * @param time epoch milliseconds
 * @param event what to look up
 */
public record ExportStep(long time, EventReference event) {}
