package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
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
 * @param records CloudTrail records decoded
 * @param bytes bytes consumed from the input as stored, compressed or not
 */
public record DecodedBatch(
    List<Activity> activities,
    List<RawRecord> candidates,
    List<ItemChange> itemChanges,
    List<SkippedInput> skipped,
    long records,
    long bytes) {}
