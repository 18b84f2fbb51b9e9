package io.exposuremonitor.connectors.leases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.MultiStreamLease;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.leases.dynamodb.DynamoDBMultiStreamLeaseSerializer;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** Items of lease tables, as the Kinesis Client Library's classes write them. */
final class Leases {
  /** The table layout of a library version. */
  enum Layout {
    /** Versions 2 and 3.0 to 3.4: only leases, without an entity type. */
    PLAIN,
    /** Version 3.5: each item has an entity type. */
    SINGLE_TABLE
  }

  private static final String ENTITY = DynamoDBLeaseSerializer.ENTITY_TYPE_ATTRIBUTE_NAME;

  private Leases() {}

  static Map<String, AttributeValue> of(
      Layout layout, String shard, @Nullable String owner, long counter, String checkpoint) {
    Lease lease = filled(new Lease(), shard, owner, counter, checkpoint);
    return inLayout(layout, new DynamoDBLeaseSerializer().toDynamoRecord(lease));
  }

  static Map<String, AttributeValue> ofStream(
      Layout layout, String stream, String shard, String owner, long counter, String checkpoint) {
    MultiStreamLease lease = new MultiStreamLease();
    filled(lease, MultiStreamLease.getLeaseKey(stream, shard), owner, counter, checkpoint);
    lease.streamIdentifier(stream);
    lease.shardId(shard);
    return inLayout(layout, new DynamoDBMultiStreamLeaseSerializer().toDynamoRecord(lease));
  }

  private static Lease filled(
      Lease lease, String key, @Nullable String owner, long counter, String checkpoint) {
    lease.leaseKey(key);
    lease.leaseOwner(owner);
    lease.leaseCounter(counter);
    lease.ownerSwitchesSinceCheckpoint(0L);
    lease.checkpoint(new ExtendedSequenceNumber(checkpoint, 0L));
    lease.parentShardIds(List.of("shardId-000000000000"));
    return lease;
  }

  private static Map<String, AttributeValue> inLayout(
      Layout layout, Map<String, AttributeValue> written) {
    Map<String, AttributeValue> item = new HashMap<>(written);
    if (layout == Layout.PLAIN) {
      item.remove(ENTITY);
    } else {
      item.put(ENTITY, AttributeValue.fromS("LEASE"));
    }
    return item;
  }

  /** The other items that version 3.5 keeps in the same table. */
  static List<Map<String, AttributeValue>> others() {
    return List.of(
        Map.of(
            "leaseKey",
            AttributeValue.fromS("Leader"),
            ENTITY,
            AttributeValue.fromS("LEADER"),
            "ownerName",
            AttributeValue.fromS("worker-1"),
            "leaseDuration",
            AttributeValue.fromN("120000")),
        Map.of(
            "leaseKey",
            AttributeValue.fromS("Migration3.0"),
            ENTITY,
            AttributeValue.fromS("CLIENT_VERSION_MIGRATION"),
            "cv",
            AttributeValue.fromS("CLIENT_VERSION_3X")),
        Map.of(
            "leaseKey",
            AttributeValue.fromS("worker-1"),
            ENTITY,
            AttributeValue.fromS("WORKER_METRIC_STATS"),
            "lut",
            AttributeValue.fromN("1763769600")));
  }
}
