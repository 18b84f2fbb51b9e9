package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.job.element.DecodedBatch;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Sums up what a subtask took in, in the engine's accumulators, from which a replay reads its
 * progress and its summary. Updated by the task's thread.
 */
final class IntakeTotals {
  private final LongCounter records = new LongCounter();
  private final LongCounter bytes = new LongCounter();
  private final LongCounter activities = new LongCounter();
  private final LongCounter dataEvents = new LongCounter();
  private final LongCounter candidates = new LongCounter();
  private final ItemChangeAccumulator itemChanges = new ItemChangeAccumulator();
  private final LongMinimum firstEvent = new LongMinimum();
  private final LongMaximum lastEvent = new LongMaximum();

  /** Registers the accumulators, under the names of {@link IntakeCounters}. */
  void register(RuntimeContext context) {
    context.addAccumulator(IntakeCounters.RECORDS, records);
    context.addAccumulator(IntakeCounters.BYTES, bytes);
    context.addAccumulator(IntakeCounters.ACTIVITIES, activities);
    context.addAccumulator(IntakeCounters.DATA_EVENTS, dataEvents);
    context.addAccumulator(IntakeCounters.CANDIDATES, candidates);
    context.addAccumulator(IntakeCounters.ITEM_CHANGES, itemChanges);
    context.addAccumulator(IntakeCounters.FIRST_EVENT, firstEvent);
    context.addAccumulator(IntakeCounters.LAST_EVENT, lastEvent);
  }

  void add(DecodedBatch batch) {
    records.add(batch.records());
    bytes.add(batch.bytes());
    activities.add(batch.activities().size());
    dataEvents.add(dataEvents(batch.activities()));
    candidates.add(batch.candidates().size());
    itemChanges.add(batch.itemChanges());
    firstEvent.add(batch.span().first());
    lastEvent.add(batch.span().last());
  }

  /** A call on several tables is one event but several activities, one after the other. */
  private static long dataEvents(List<Activity> activities) {
    long events = 0;
    String counted = "";
    for (Activity activity : activities) {
      boolean data = activity.operation().isOnItems() || activity.operation().isOnRecords();
      if (data && (counted.isEmpty() || !counted.equals(activity.eventId()))) {
        events++;
        counted = activity.eventId();
      }
    }
    return events;
  }
}
