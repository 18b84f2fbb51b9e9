package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * That an actor began an export, or fetched files of one, within one slot of a bundle.
 *
 * @param bucket ARN of the bucket that it is kept in
 * @param folder ARN of the export's folder
 * @param table ARN of the table that was exported; empty for who fetches
 * @param actor who
 * @param account the account whose log told of it
 * @param region where
 * @param first time of the earliest of these calls, epoch milliseconds
 * @param last time of the latest, epoch milliseconds
 * @param files distinct files fetched, as a stored {@link
 *     io.exposuremonitor.detectors.baseline.DistinctCount}; empty for an export that begins
 * @param service the service that called for the actor, or empty
 * @param events a few of the events
 */
public record ExportUse(
    String bucket,
    String folder,
    String table,
    Actor actor,
    String account,
    String region,
    long first,
    long last,
    byte[] files,
    String service,
    List<EventReference> events) {
  /** True when an export begins. */
  boolean begins() {
    return !table.isEmpty();
  }
}
