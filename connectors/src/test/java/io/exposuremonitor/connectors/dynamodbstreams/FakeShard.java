package io.exposuremonitor.connectors.dynamodbstreams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** A shard of the fake, with all records it ever had. */
final class FakeShard {
  final String id;
  final String parent;
  final List<Record> records = new ArrayList<>();
  boolean open = true;

  /** Records before this index are trimmed. */
  int trimmed;

  FakeShard(String id, String parent) {
    this.id = id;
    this.parent = parent;
  }

  void add(long sequence, String item, Instant at) {
    records.add(
        Record.builder()
            .eventName(OperationType.INSERT)
            .dynamodb(
                change ->
                    change
                        .sequenceNumber(padded(sequence))
                        .sizeBytes(6L)
                        .keys(Map.of("id", AttributeValue.fromS(item)))
                        // Rounded down to the second, as the service does.
                        .approximateCreationDateTime(Instant.ofEpochSecond(at.getEpochSecond())))
            .build());
  }

  /** Index of the first record behind a sequence number. */
  int indexAfter(String sequence) {
    int index = 0;
    while (index < records.size()
        && records.get(index).dynamodb().sequenceNumber().compareTo(sequence) <= 0) {
      index++;
    }
    return index;
  }

  Shard describe(boolean showEnd) {
    return Shard.builder()
        .shardId(id)
        .parentShardId(parent)
        .sequenceNumberRange(
            range ->
                range
                    .startingSequenceNumber(padded(0))
                    .endingSequenceNumber(open || !showEnd ? null : padded(Long.MAX_VALUE)))
        .build();
  }

  static String padded(long sequence) {
    return String.format("%021d", sequence);
  }
}
