package io.exposuremonitor.detectors.itemchange;

/**
 * The metadata of an item change.
 *
 * @param table the table that contains the item
 * @param kind the kind of change
 * @param eventId the id that every copy of the record shares
 * @param time when the change happened ({@code ApproximateCreationDateTime}), epoch milliseconds;
 *     DynamoDB Streams rounds down to the second
 * @param sequenceNumber the position in the shard of DynamoDB Streams; empty for Kinesis, which
 *     does not preserve order
 * @param sizeBytes size of keys and images, bytes; 0 if unknown
 * @param byTimeToLive true if the item expired and DynamoDB removed it; only set in the Region
 *     where that happened, not in those to which the removal is replicated
 */
public record ChangeHeader(
    TableId table,
    ChangeKind kind,
    String eventId,
    long time,
    String sequenceNumber,
    long sizeBytes,
    boolean byTimeToLive) {

  /** Truncates the ids to 255 characters. */
  public ChangeHeader {
    eventId = ItemAttribute.bounded(eventId);
    sequenceNumber = ItemAttribute.bounded(sequenceNumber);
  }

  /** A copy of this header with another time. */
  ChangeHeader at(long otherTime) {
    return new ChangeHeader(
        table, kind, eventId, otherTime, sequenceNumber, sizeBytes, byTimeToLive);
  }

  /**
   * True if a record's {@code userIdentity} says that the item expired; other changes have no
   * {@code userIdentity} (DynamoDB Streams API reference, Identity).
   */
  public static boolean isTimeToLive(String type, String principalId) {
    return type.equals("Service") && principalId.equals("dynamodb.amazonaws.com");
  }
}
