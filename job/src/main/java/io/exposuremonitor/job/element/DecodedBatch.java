package io.exposuremonitor.job.element;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.util.List;

/**
 * The content of one piece of input. It stays within one task: sources and the operator behind them
 * are chained.
 *
 * @param activities calls for the detectors
 * @param candidates records that a rule may match
 * @param itemChanges item changes, from records of table streams
 * @param skipped input that could not be used, and why
 * @param gaps records that the source lost
 * @param leases lease tables that were read
 * @param carrier ARN of the Kinesis stream that delivered the item changes, or empty
 * @param upTo this subtask has read everything that arrived at the source before this time, epoch
 *     milliseconds; 0 when it has nothing to read; {@link #NOT_REPORTED}
 * @param records number of CloudTrail records decoded
 * @param span event times of the records
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
    /** The span of no records. */
    public static final Span NONE = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    /** This span, extended to include {@code time}. */
    public Span with(long time) {
      return time >= first && time <= last
          ? this
          : new Span(Math.min(first, time), Math.max(last, time));
    }
  }

  /** The value of {@link #upTo} in a batch that does not report its source's progress. */
  public static final long NOT_REPORTED = -1;

  /** A batch that holds nothing and reports no progress. */
  public static final DecodedBatch EMPTY =
      of(List.of(), List.of(), List.of(), List.of(), NOT_REPORTED, 0);

  /** A batch that holds only skipped input. */
  public static DecodedBatch of(SkippedInput skipped) {
    return of(List.of(), List.of(skipped), List.of(), List.of(), NOT_REPORTED, 0);
  }

  /** A batch that holds only a gap. */
  public static DecodedBatch of(Gap gap) {
    return of(List.of(), List.of(), List.of(gap), List.of(), NOT_REPORTED, 0);
  }

  /** A batch that holds only lease tables. */
  public static DecodedBatch of(List<LeaseReading> leases) {
    return of(List.of(), List.of(), List.of(), leases, NOT_REPORTED, 0);
  }

  /**
   * A batch of item changes alone.
   *
   * @param skipped records that could not be used
   * @param bytes bytes consumed from the input as stored
   */
  public static DecodedBatch ofChanges(
      List<ItemChange> changes, List<SkippedInput> skipped, long bytes) {
    return of(changes, skipped, List.of(), List.of(), NOT_REPORTED, bytes);
  }

  /**
   * A batch that holds only its source's progress.
   *
   * @param time epoch milliseconds; 0 when there is nothing to read
   */
  public static DecodedBatch upTo(long time) {
    return of(List.of(), List.of(), List.of(), List.of(), time, 0);
  }

  /** A batch without CloudTrail records. */
  private static DecodedBatch of(
      List<ItemChange> changes,
      List<SkippedInput> skipped,
      List<Gap> gaps,
      List<LeaseReading> leases,
      long upTo,
      long bytes) {
    return new DecodedBatch(
        List.of(), List.of(), changes, skipped, gaps, leases, "", upTo, 0, Span.NONE, bytes);
  }

  /** This batch, marked as item changes that a Kinesis stream delivered. */
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

  /**
   * This batch, with the time of each call and item change that is later than a limit by more than
   * a tolerance replaced by the limit.
   *
   * @param limit epoch milliseconds
   * @param tolerance milliseconds
   */
  DecodedBatch noLaterThan(long limit, long tolerance) {
    long latest = limit + tolerance;
    return new DecodedBatch(
        activities.stream().map(call -> call.time() > latest ? call.at(limit) : call).toList(),
        candidates,
        itemChanges.stream()
            .map(change -> change.header().time() > latest ? change.at(limit) : change)
            .toList(),
        skipped,
        gaps,
        leases,
        carrier,
        upTo,
        records,
        span,
        bytes);
  }

  /** The time of the newest event, epoch milliseconds; {@code otherwise} when there is none. */
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
