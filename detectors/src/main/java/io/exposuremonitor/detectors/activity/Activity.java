package io.exposuremonitor.detectors.activity;

import java.util.List;

/**
 * One call on one table or stream, reduced to what stateful detectors need. A call that touches
 * several tables becomes several activities with the same {@code eventId}.
 *
 * <p>Contains no item values and no key values: keys are keyed hashes, statements are normalised.
 *
 * @param eventId the id that every copy of the record shares: {@code sharedEventID} if present,
 *     else {@code eventID}
 * @param shared true if {@code eventId} is a {@code sharedEventID}: another account's log may
 *     contain a copy under another actor
 * @param time when the call completed, epoch milliseconds
 * @param operation the operation called; {@link Operation#DELETE_ITEM} for the deletions of {@code
 *     TransactWriteItems} and {@code BatchWriteItem}
 * @param actor the caller
 * @param origin where the call came from
 * @param account the account whose log this is ({@code recipientAccountId}), else the resource's
 * @param region {@code awsRegion}
 * @param resource ARN of the table or stream; empty if the record names none
 * @param index the index read; for an export, the ARN of the folder that it writes; for a restore,
 *     the ARN of the table that was backed up; or empty
 * @param errorCode CloudTrail's error code; empty if the call succeeded
 * @param limit the requested page limit; 0 if none
 * @param segment the parallel scan's segment; -1 if the scan is not parallel
 * @param totalSegments the parallel scan's number of segments; 0 if the scan is not parallel
 * @param countOnly true for {@code select: COUNT}, which returns no items
 * @param continued true for a Query or a PartiQL statement that continues where its previous page
 *     ended
 * @param keys keyed hashes of the item keys named, possibly empty: for a Query, of the partition
 *     key followed by that of the item after which the page starts; for PartiQL, of each attribute
 *     that a condition compares with a value; for a shard, {@link IdHash} of its id
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

  /** The approximate size in bytes, without its origin, which is short. */
  public int approximateBytes() {
    return keys.length * Long.BYTES + actor.id().length() + resource.length() + textLength();
  }

  /**
   * The length of the texts in which it may differ from others of its actor on its resource,
   * without those of its origin, which are short, many, and mostly not in the processor's cache.
   */
  int textLength() {
    int length = eventId.length() + account.length() + region.length();
    length += index.length() + errorCode.length();
    for (Statement statement : statements) {
      length += statement.textLength();
    }
    return length;
  }

  /** A copy of this activity with another time. */
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
