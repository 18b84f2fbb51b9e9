package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * The start of an export by an actor, or an actor's reads of an export's files within one slot of a
 * bundle.
 *
 * @param bucket ARN of the export's bucket
 * @param folder ARN of the export's folder
 * @param table ARN of the exported table; empty for reads
 * @param actor the actor
 * @param account the account whose log recorded it
 * @param region AWS region
 * @param first time of the earliest of these calls, epoch milliseconds
 * @param last time of the latest, epoch milliseconds
 * @param files distinct files fetched, as a stored {@link DistinctCount}; empty for the start of an
 *     export
 * @param service the service that called on the actor's behalf, or empty
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
  /** Start of the bundle's slot that contains all of these calls, epoch milliseconds. */
  long slot() {
    return ActivityBundle.slotOf(first);
  }

  /** Whether the same reader fetched files of the same export in the same slot. */
  boolean isSameReadAs(ExportUse other) {
    return slot() == other.slot()
        && folder.equals(other.folder)
        && service.equals(other.service)
        && actor.id().equals(other.actor.id());
  }

  /** Merges two parts of the same read. */
  ExportUse and(ExportUse other) {
    return new ExportUse(
        bucket,
        folder,
        table,
        actor,
        account,
        region,
        Math.min(first, other.first),
        Math.max(last, other.last),
        new DistinctCount(DistinctCount.LG_K).merge(files).merge(other.files).toBytes(),
        service,
        EventReference.sample(events, other.events));
  }

  /** True for the start of an export, false for reads. */
  boolean isStart() {
    return !table.isEmpty();
  }
}
