package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * One step of an export. State: stored as it is, about 460 bytes at most with a bucket, else 400.
 *
 * @param time epoch milliseconds
 * @param event what to look up
 * @param bucket name of the one that an export went to; empty for the other step, and where the
 *     record doesn't tell
 */
public record ExportStep(long time, EventReference event, String bucket) {
  public ExportStep {
    bucket = bucket == null ? "" : bucket;
  }
}
