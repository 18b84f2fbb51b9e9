package io.exposuremonitor.job.element;

import io.exposuremonitor.connectors.leases.LeaseReading;
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
 * @param leases lease tables that were read
 * @param carrier ARN of the Kinesis stream that the item changes came by, or empty
 * @param upTo everything that arrived at the source before this time, epoch milliseconds, was read
 *     by this subtask; 0 when it reads nothing of which that is known; {@link #NOT_TOLD}
 * @param records CloudTrail records decoded
 * @param span when they happened
 * @param bytes bytes consumed from the input as stored, compressed or not
 */
public record DecodedBatch(
    List<Activity> activities,
    List<RawRecord> candidates,
    List<ItemChange> itemChanges,
    List<SkippedInput> skipped,
    List<Gap> gaps,
    List<LeaseReading> leases,
    String carrier,
    long upTo,
    long records,
    Span span,
    long bytes) {
  /**
   * The event times of records.
   *
   * @param first the earliest, epoch milliseconds; the maximum when there is none
   * @param last the latest, epoch milliseconds; the minimum when there is none
   */
  public record Span(long first, long last) {
    /** Of no record. */
    public static final Span NONE = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    /** This, and {@code time} in it. */
    public Span with(long time) {
      return time >= first && time <= last
          ? this
          : new Span(Math.min(first, time), Math.max(last, time));
    }
  }

  /** What a batch says of how far its source was read: nothing. */
  public static final long NOT_TOLD = -1;

  /** A batch that says nothing but that something could not be used. */
  public static DecodedBatch of(SkippedInput skipped) {
    return new DecodedBatch(
        List.of(),
        List.of(),
        List.of(),
        List.of(skipped),
        List.of(),
        List.of(),
        "",
        NOT_TOLD,
        0,
        Span.NONE,
        0);
  }

  /** A batch that says nothing but that records were lost. */
  public static DecodedBatch of(Gap gap) {
    return new DecodedBatch(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(gap),
        List.of(),
        "",
        NOT_TOLD,
        0,
        Span.NONE,
        0);
  }

  /** A batch that says nothing but what lease tables hold. */
  public static DecodedBatch of(List<LeaseReading> leases) {
    return new DecodedBatch(
        List.of(), List.of(), List.of(), List.of(), List.of(), leases, "", NOT_TOLD, 0, Span.NONE,
        0);
  }

  /**
   * A batch that says nothing but how far its source was read.
   *
   * @param time epoch milliseconds; 0 when nothing is read of which that is known
   */
  public static DecodedBatch upTo(long time) {
    return new DecodedBatch(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", time, 0, Span.NONE,
        0);
  }

  /** This batch, whose item changes came by a Kinesis stream. */
  public DecodedBatch carriedBy(String stream) {
    return new DecodedBatch(
        activities,
        candidates,
        itemChanges,
        skipped,
        gaps,
        leases,
        stream,
        upTo,
        records,
        span,
        bytes);
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
