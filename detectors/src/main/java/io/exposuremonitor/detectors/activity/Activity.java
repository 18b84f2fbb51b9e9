package io.exposuremonitor.detectors.activity;

import java.util.List;

/**
 * One call on one table or stream, as far as detectors with memory need it. A call that touches
 * several tables becomes several activities with the same {@code eventId}.
 *
 * <p>Holds no item value and no key value: keys are keyed hashes, statements are normalised.
 *
 * @param eventId the id that every copy of the record shares: {@code sharedEventID} where there is
 *     one, else {@code eventID}
 * @param shared true when {@code eventId} is a {@code sharedEventID}: another account's log may
 *     hold a copy under another actor
 * @param time when the call completed, epoch milliseconds
 * @param operation what was called; for what {@code TransactWriteItems} and {@code BatchWriteItem}
 *     delete, {@link Operation#DELETE_ITEM}
 * @param actor who called
 * @param origin from where
 * @param account the account whose log this is ({@code recipientAccountId}), else the resource's
 * @param region {@code awsRegion}
 * @param resource ARN of the table or stream, or empty when the record names none
 * @param index the index read; for an export ARN of the folder that it writes, for a restore ARN of
 *     the table that was kept; or empty
 * @param errorCode CloudTrail's, or empty when the call succeeded
 * @param limit the page limit asked for, 0 when none was
 * @param segment the parallel scan's segment, -1 when it is not parallel
 * @param totalSegments the parallel scan's number of segments, 0 when it is not parallel
 * @param countOnly true for {@code select: COUNT}, which returns no items
 * @param continued true for a Query or a PartiQL statement that goes on where a page of it ended
 * @param keys keyed hashes of the item keys named (for a Query, of the partition key and, behind
 *     it, of the item that a page follows; for PartiQL, of each attribute that a condition compares
 *     with a value), possibly empty; where a shard is named, {@link IdHash} of its id
 * @param statements the PartiQL statements on this resource, possibly empty
 */
public record Activity(
    String eventId,
    boolean shared,
    long time,
    Operation operation,
    Actor actor,
    Origin origin,
    String account,
    String region,
    String resource,
    String index,
    String errorCode,
    int limit,
    int segment,
    int totalSegments,
    boolean countOnly,
    boolean continued,
    long[] keys,
    List<Statement> statements) {

  /** True when the call was denied or failed. */
  public boolean failed() {
    return !errorCode.isEmpty();
  }

  /** This call at another time. */
  public Activity at(long otherTime) {
    return new Activity(
        eventId,
        shared,
        otherTime,
        operation,
        actor,
        origin,
        account,
        region,
        resource,
        index,
        errorCode,
        limit,
        segment,
        totalSegments,
        countOnly,
        continued,
        keys,
        statements);
  }
}
