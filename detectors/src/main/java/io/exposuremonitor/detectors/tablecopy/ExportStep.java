package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * A step of a prepared export. Stored as state: about 460 bytes at most with a bucket, otherwise
 * 400.
 *
 * @param time epoch milliseconds
 * @param event reference for looking it up
 * @param bucket name of the export's bucket; empty for the other step, and if the record doesn't
 *     contain it
 */
public record ExportStep(long time, EventReference event, String bucket) {
  public ExportStep {
    bucket = bucket == null ? "" : bucket;
  }
}
