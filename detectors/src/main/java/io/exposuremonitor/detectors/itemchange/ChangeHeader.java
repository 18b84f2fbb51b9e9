package io.exposuremonitor.detectors.itemchange;

/**
 * What changed, when and where, without the item.
 *
 * @param table whose item it is
 * @param kind what happened
 * @param eventId the id that every copy of the record shares
 * @param time when it happened ({@code ApproximateCreationDateTime}), epoch milliseconds; DynamoDB
 *     Streams rounds down to the second
 * @param sequenceNumber its place in the shard of DynamoDB Streams; empty from Kinesis, which tells
 *     no order
 * @param sizeBytes size of keys and images, bytes; 0 when not told
 * @param byTimeToLive true when the item expired: DynamoDB itself removed it. Told only in the
 *     region where that happened, not in those that it is replicated to
 */
public record ChangeHeader(
    TableId table,
    ChangeKind kind,
    String eventId,
    long time,
    String sequenceNumber,
    long sizeBytes,
    boolean byTimeToLive) {

  /** Bounds the ids to 255 characters. */
  public ChangeHeader {
    eventId = ItemAttribute.bounded(eventId);
    sequenceNumber = ItemAttribute.bounded(sequenceNumber);
  }

  /**
   * Whether a record's {@code userIdentity} says that the item expired; other changes have none
   * (DynamoDB Streams API reference, Identity).
   */
  public static boolean isTimeToLive(String type, String principalId) {
    return type.equals("Service") && principalId.equals("dynamodb.amazonaws.com");
  }
}
