package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * A read that may be named by a finding.
 *
 * @param time epoch milliseconds
 * @param path path of the read
 * @param hash hash of the event id
 * @param event reference for looking it up
 */
public record ReadEvent(long time, ReadPath path, long hash, EventReference event) {}
