package io.exposuremonitor.job.replay;

import io.exposuremonitor.job.intake.IntakeCounters;
import io.exposuremonitor.job.intake.ItemChangeCounts;
import io.exposuremonitor.job.topology.SignalCounters;
import java.util.Map;

/**
 * What a replay has read and dropped, so far or in all.
 *
 * @param records CloudTrail records decoded
 * @param bytes bytes read, as stored
 * @param activities activities passed to detectors
 * @param dataEvents records of calls on items and on records of streams
 * @param candidates records passed to the rules
 * @param itemChanges item changes read, by table
 * @param suppressed signals dropped by the policy's suppressions
 * @param minor findings below the policy's minimum level
 * @param disabled signals of detectors that the policy disables
 * @param firstEvent earliest event time of a CloudTrail record, epoch milliseconds; 0 when there
 *     was none
 * @param lastEvent latest event time of a CloudTrail record, epoch milliseconds; 0 when there was
 *     none
 */
public record ReplayCounts(
    long records,
    long bytes,
    long activities,
    long dataEvents,
    long candidates,
    ItemChangeCounts itemChanges,
    long suppressed,
    long minor,
    long disabled,
    long firstEvent,
    long lastEvent) {
  static ReplayCounts of(Map<String, Object> accumulators) {
    boolean anyEvent = count(accumulators, IntakeCounters.LAST_EVENT) > 0;
    return new ReplayCounts(
        count(accumulators, IntakeCounters.RECORDS),
        count(accumulators, IntakeCounters.BYTES),
        count(accumulators, IntakeCounters.ACTIVITIES),
        count(accumulators, IntakeCounters.DATA_EVENTS),
        count(accumulators, IntakeCounters.CANDIDATES),
        accumulators.get(IntakeCounters.ITEM_CHANGES) instanceof ItemChangeCounts changes
            ? changes
            : ItemChangeCounts.NONE,
        count(accumulators, SignalCounters.SUPPRESSED),
        count(accumulators, SignalCounters.MINOR),
        count(accumulators, SignalCounters.DISABLED),
        anyEvent ? count(accumulators, IntakeCounters.FIRST_EVENT) : 0,
        anyEvent ? count(accumulators, IntakeCounters.LAST_EVENT) : 0);
  }

  private static long count(Map<String, Object> accumulators, String name) {
    return accumulators.get(name) instanceof Long value ? value : 0;
  }
}
