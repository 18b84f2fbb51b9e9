package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.aws.ResourceArns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.MultiStreamLease;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.leases.dynamodb.DynamoDBMultiStreamLeaseSerializer;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * Parses items of lease tables with the Kinesis Client Library's own classes. All layouts represent
 * a lease in the same way: versions 2 and 3.0 to 3.4 write only leases into this table; 3.5 adds
 * the kind of an item as {@code entityType}, and keeps leaders, workers and migrations beside the
 * leases. An application of several streams names the stream in each lease.
 */
final class LeaseRows {
  private static final String KEY = DynamoDBLeaseSerializer.LEASE_KEY_KEY;
  private static final String COUNTER = "leaseCounter";
  private static final String CHECKPOINT = "checkpoint";
  private static final String STREAM = "streamName";

  private final DynamoDBLeaseSerializer single = new DynamoDBLeaseSerializer();
  private final DynamoDBLeaseSerializer multi = new DynamoDBMultiStreamLeaseSerializer();

  /** The kind of an item. */
  enum Kind {
    LEASE,
    /** Another item that is expected in the table. */
    OTHER,
    /** An item that looks like a lease but can't be parsed as one. */
    UNREADABLE
  }

  /**
   * A parsed item.
   *
   * @param lease null when the item is no lease
   */
  record Row(Kind kind, @Nullable Lease lease) {}

  /** True for a table with the key of lease tables. */
  static boolean isLeaseTable(TableDescription table) {
    List<KeySchemaElement> keys = table.keySchema();
    return keys.size() == 1
        && keys.get(0).attributeName().equals(KEY)
        && keys.get(0).keyType() == KeyType.HASH;
  }

  /** Parses an item. Never throws because of its content. */
  Row read(Map<String, AttributeValue> item) {
    try {
      Lease lease = (item.containsKey(STREAM) ? multi : single).fromDynamoRecord(item);
      if (lease == null) {
        return new Row(Kind.OTHER, null);
      }
      boolean whole = text(item, KEY) && number(item, COUNTER) && text(item, CHECKPOINT);
      return whole ? new Row(Kind.LEASE, lease) : new Row(Kind.UNREADABLE, null);
    } catch (RuntimeException malformed) {
      // The library does not document its exceptions for attributes of other types or forms.
      return new Row(Kind.UNREADABLE, null);
    }
  }

  private static boolean text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value != null && value.s() != null;
  }

  private static boolean number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value != null && value.n() != null;
  }

  /** True when the shard was read to its end. */
  static boolean isFinished(Lease lease) {
    return ExtendedSequenceNumber.SHARD_END.equals(lease.checkpoint());
  }

  /**
   * ARN of a lease's stream.
   *
   * @param tableArn the lease table's
   * @param otherwise used when the lease does not name a stream
   */
  static String stream(Lease lease, String tableArn, String otherwise) {
    if (!(lease instanceof MultiStreamLease named) || named.streamIdentifier() == null) {
      return otherwise;
    }
    // The format is account:stream:creation.
    String[] parts = named.streamIdentifier().split(":", -1);
    if (parts.length != 3) {
      return named.streamIdentifier();
    }
    return ResourceArns.kinesisStream(tableArn, parts[0], parts[1]);
  }
}
