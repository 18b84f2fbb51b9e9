package io.exposuremonitor.connectors.kinesis;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import software.amazon.kinesis.retrieval.kpl.Messages;

/** Aggregated records in the format of the Kinesis Producer Library. */
public final class Aggregates {
  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

  private Aggregates() {}

  /** An aggregate with one part per text; text number i has the partition key "key-i". */
  public static byte[] of(String... texts) {
    return ofBytes(
        List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }

  static byte[] ofBytes(List<byte[]> parts) {
    var aggregate = Messages.AggregatedRecord.newBuilder();
    for (int i = 0; i < parts.size(); i++) {
      aggregate.addPartitionKeyTable("key-" + i);
      aggregate.addRecords(
          Messages.Record.newBuilder()
              .setPartitionKeyIndex(i)
              .setData(ByteString.copyFrom(parts.get(i))));
    }
    return framed(aggregate.build());
  }

  /** An aggregate with a part that refers to a missing partition key. */
  static byte[] withUnknownKey() {
    return framed(
        Messages.AggregatedRecord.newBuilder()
            .addPartitionKeyTable("key-0")
            .addRecords(
                Messages.Record.newBuilder()
                    .setPartitionKeyIndex(0)
                    .setData(ByteString.copyFromUtf8("good")))
            .addRecords(
                Messages.Record.newBuilder()
                    .setPartitionKeyIndex(7)
                    .setData(ByteString.copyFromUtf8("bad")))
            .build());
  }

  /** A correct magic number and digest, but no message in between. */
  static byte[] withoutMessage() {
    return framed("this is not a protocol buffer".getBytes(StandardCharsets.UTF_8));
  }

  static byte[] withoutParts() {
    return framed(Messages.AggregatedRecord.newBuilder().addPartitionKeyTable("key-0").build());
  }

  private static byte[] framed(Messages.AggregatedRecord aggregate) {
    return framed(aggregate.toByteArray());
  }

  private static byte[] framed(byte[] message) {
    return ByteString.copyFrom(MAGIC)
        .concat(ByteString.copyFrom(message))
        .concat(ByteString.copyFrom(md5(message)))
        .toByteArray();
  }

  private static byte[] md5(byte[] message) {
    try {
      return MessageDigest.getInstance("MD5").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
