package io.exposuremonitor.connectors.kinesis;

import com.google.protobuf.InvalidProtocolBufferException;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.stream.ShardCursor.Entry;
import io.exposuremonitor.connectors.stream.StreamEvents;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;

/**
 * Splits aggregated records of the Kinesis Producer Library: four magic bytes, a protocol buffer,
 * its MD5 digest. An aggregate is split completely or not at all: a damaged one is passed on as a
 * whole, and counted.
 *
 * <p>The Kinesis Client Library provides the message's classes. Its own AggregatorUtil is not used:
 * it logs the bytes of what it cannot parse, and keeps half of it. Like AggregatorUtil without a
 * hash range, this keeps parts whose keys belong to other shards; they may be delivered twice after
 * resharding.
 */
final class Deaggregator {
  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int DIGEST_BYTES = 16;

  private final StreamEvents events;

  Deaggregator(StreamEvents events) {
    this.events = events;
  }

  /**
   * Converts records into entries, in order.
   *
   * @param from where reading resumed: parts of an aggregate up to there are left out
   */
  List<Entry<KinesisPayload>> entries(List<Record> records, Position from) {
    List<Entry<KinesisPayload>> entries = new ArrayList<>(records.size());
    for (Record each : records) {
      byte[] data = each.data().asByteArrayUnsafe();
      AggregatedRecord aggregate = isAggregate(data) ? parse(data) : null;
      if (aggregate == null) {
        var payload =
            new KinesisPayload(
                data, each.partitionKey(), each.sequenceNumber(), KinesisPayload.WHOLE);
        entries.add(entry(payload, new Position.AfterSequence(each.sequenceNumber()), each));
      } else {
        addParts(entries, each, aggregate, firstPart(each, from));
      }
    }
    return entries;
  }

  private static int firstPart(Record record, Position from) {
    return from instanceof Position.AfterSubSequence part
            && part.sequence().equals(record.sequenceNumber())
        ? Math.toIntExact(part.subSequence() + 1)
        : 0;
  }

  private static void addParts(
      List<Entry<KinesisPayload>> entries, Record record, AggregatedRecord aggregate, int first) {
    String sequence = record.sequenceNumber();
    int count = aggregate.getRecordsCount();
    for (int i = first; i < count; i++) {
      var part = aggregate.getRecords(i);
      String key = aggregate.getPartitionKeyTable((int) part.getPartitionKeyIndex());
      Position after =
          i == count - 1
              ? new Position.AfterSequence(sequence)
              : new Position.AfterSubSequence(sequence, i);
      var payload = new KinesisPayload(part.getData().toByteArray(), key, sequence, i);
      entries.add(entry(payload, after, record));
    }
  }

  private static Entry<KinesisPayload> entry(
      KinesisPayload payload, Position after, Record record) {
    Instant arrival =
        Objects.requireNonNullElse(record.approximateArrivalTimestamp(), Instant.EPOCH);
    return new Entry<>(payload, after, arrival.toEpochMilli(), payload.data().length);
  }

  private static boolean isAggregate(byte[] data) {
    return data.length > MAGIC.length + DIGEST_BYTES
        && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private @Nullable AggregatedRecord parse(byte[] data) {
    int end = data.length - DIGEST_BYTES;
    try {
      if (isIntact(data, end)) {
        var aggregate =
            AggregatedRecord.parseFrom(ByteBuffer.wrap(data, MAGIC.length, end - MAGIC.length));
        if (isComplete(aggregate)) {
          return aggregate;
        }
      }
    } catch (InvalidProtocolBufferException e) {
      // Counted below. The exception's message could quote the bytes.
    }
    events.count(StreamEvents.Count.DEAGGREGATION_FAILURES);
    return null;
  }

  private static boolean isIntact(byte[] data, int end) {
    MessageDigest digest = md5();
    digest.update(data, MAGIC.length, end - MAGIC.length);
    return Arrays.equals(digest.digest(), 0, DIGEST_BYTES, data, end, data.length);
  }

  private static boolean isComplete(AggregatedRecord aggregate) {
    int keys = aggregate.getPartitionKeyTableCount();
    return aggregate.getRecordsCount() > 0
        && aggregate.getRecordsList().stream()
            .allMatch(part -> Long.compareUnsigned(part.getPartitionKeyIndex(), keys) < 0);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
