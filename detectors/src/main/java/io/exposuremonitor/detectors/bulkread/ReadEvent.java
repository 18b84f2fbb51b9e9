package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * One event that read.
 *
 * @param time epoch milliseconds
 * @param path how
 * @param hash of its event id
 * @param event what to look up
 */
public record ReadEvent(long time, ReadPath path, long hash, EventReference event) {}
