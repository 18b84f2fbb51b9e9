package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.DistinctCount;
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
 * @param files distinct files fetched, as a stored {@link DistinctCount}; empty for an export that
 *     begins
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
  /** Start of the bundles' slot that all of these calls fall in, epoch milliseconds. */
  long slot() {
    return ActivityBundle.slotOf(first);
  }

  /** Whether the same reader fetched files of the same export, in the same slot. */
  boolean isSameReadAs(ExportUse other) {
    return slot() == other.slot()
        && folder.equals(other.folder)
        && service.equals(other.service)
        && actor.id().equals(other.actor.id());
  }

  /** Both of two reads that are the same, as a finding takes them: with the greater number. */
  ExportUse and(ExportUse other) {
    boolean greater = DistinctCount.estimate(files) >= DistinctCount.estimate(other.files);
    return new ExportUse(
        bucket,
        folder,
        table,
        actor,
        account,
        region,
        Math.min(first, other.first),
        Math.max(last, other.last),
        greater ? files : other.files,
        service,
        EventReference.sample(events, other.events));
  }

  /** True when an export begins. */
  boolean begins() {
    return !table.isEmpty();
  }
}
