package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.util.List;

/**
 * What one stretch of input held. It travels inside one task only: sources and the operator behind
 * them are chained.
 *
 * @param activities calls that detectors with memory look at
 * @param candidates records that some rule may want
 * @param itemChanges changes of items, from records of table streams
 * @param skipped what could not be used, and why
 * @param gaps records that the source lost
 * @param records CloudTrail records decoded
 * @param bytes bytes consumed from the input as stored, compressed or not
 */
public record DecodedBatch(
    List<Activity> activities,
    List<RawRecord> candidates,
    List<ItemChange> itemChanges,
    List<SkippedInput> skipped,
    List<Gap> gaps,
    long records,
    long bytes) {

  /** A batch that says nothing but that something could not be used. */
  public static DecodedBatch of(SkippedInput skipped) {
    return new DecodedBatch(List.of(), List.of(), List.of(), List.of(skipped), List.of(), 0, 0);
  }

  /** A batch that says nothing but that records were lost. */
  public static DecodedBatch of(Gap gap) {
    return new DecodedBatch(List.of(), List.of(), List.of(), List.of(), List.of(gap), 0, 0);
  }

  /** Time of its newest event, epoch milliseconds; {@code otherwise} when it has none. */
  public long newest(long otherwise) {
    long newest = Long.MIN_VALUE;
    for (Activity activity : activities) {
      newest = Math.max(newest, activity.time());
    }
    for (ItemChange change : itemChanges) {
      newest = Math.max(newest, change.header().time());
    }
    return newest == Long.MIN_VALUE ? otherwise : newest;
  }
}
