package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.itemchange.AttributeType;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemAttribute;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.detectors.itemchange.ItemChanges;
import io.exposuremonitor.detectors.itemchange.ItemObserver;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.SkippedInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

class ChangeRecordsTest {
  private static final ShardKey SHARD =
      new ShardKey(
          "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-01T00:00:00.000",
          "shardId-1");
  private static final KeyHasher KEYS = KeyHasher.of("secret".getBytes(StandardCharsets.UTF_8));
  private static final Instant TIME = Instant.parse("2026-11-26T10:00:00Z");

  @Test
  void decodesStreamRecord() {
    ItemChange change = decode(record(OperationType.MODIFY)).itemChanges().get(0);

    assertThat(change.header().table().arn())
        .isEqualTo("arn:aws:dynamodb:eu-west-1:123456789012:table/orders");
    assertThat(change.header().kind()).isEqualTo(ChangeKind.MODIFY);
    assertThat(change.header().time()).isEqualTo(TIME.toEpochMilli());
    assertThat(change.header().sequenceNumber()).isEqualTo("111");
    assertThat(change.header().byTimeToLive()).isFalse();
    assertThat(change.attributes())
        .contains(
            new ItemAttribute("id", AttributeType.STRING, ItemAttribute.Difference.SAME),
            new ItemAttribute("note", AttributeType.STRING, ItemAttribute.Difference.CHANGED));
  }

  @Test
  void agreesWithJsonDecoderOnSameItem() {
    Map<String, AttributeValue> item = everyType();
    ItemChange fromSdk =
        decode(
                record(
                    OperationType.INSERT,
                    StreamRecord.builder().keys(key()).newImage(item).sizeBytes(99L)))
            .itemChanges()
            .get(0);

    String json =
        """
        {"eventID":"e1","eventName":"INSERT","eventSource":"aws:dynamodb","awsRegion":"eu-west-1",
        "eventSourceARN":"%s","dynamodb":{"ApproximateCreationDateTime":%d,"SequenceNumber":"111",
        "SizeBytes":99,"Keys":{"id":{"S":"7"}},"NewImage":{"id":{"S":"7"},"n":{"N":"1.50"},
        "b":{"B":"AAH/"},"yes":{"BOOL":true},"none":{"NULL":true},"ss":{"SS":["a","b"]},
        "ns":{"NS":["1"]},"bs":{"BS":["AQ=="]},"l":{"L":[{"S":"x"},{"M":{"y":{"N":"2"}}}]},
        "m":{"M":{"z":{"S":"w"}}}}}}
        """
            .formatted(SHARD.stream(), TIME.getEpochSecond());
    BatchCollector collector =
        new BatchCollector("test", new ItemChangeDecoder(KEYS, ItemObserver.NONE));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    collector.itemChange(bytes, 0, bytes.length, "");

    assertThat(fromSdk).isEqualTo(collector.drain(0, 0).itemChanges().get(0));
  }

  @Test
  void recognisesTimeToLiveDeletions() {
    Record expired =
        record(OperationType.REMOVE).toBuilder()
            .userIdentity(who -> who.type("Service").principalId("dynamodb.amazonaws.com"))
            .build();

    assertThat(decode(expired).itemChanges().get(0).header().byTimeToLive()).isTrue();
  }

  @Test
  void reportsUnusableRecordsWithoutTheirContent() {
    DecodedBatch batch =
        decode(
            Record.builder().build(),
            record(OperationType.UNKNOWN_TO_SDK_VERSION),
            record(OperationType.INSERT, StreamRecord.builder().keys(Map.of())),
            Record.builder()
                .eventName(OperationType.INSERT)
                .dynamodb(StreamRecord.builder().keys(key()).build())
                .build());

    assertThat(batch.itemChanges()).isEmpty();
    assertThat(batch.skipped())
        .extracting(SkippedInput::reason)
        .containsExactly(
            SkipReason.NOT_ITEM_CHANGE,
            SkipReason.NOT_ITEM_CHANGE,
            SkipReason.NO_ITEM_KEY,
            SkipReason.NO_EVENT_TIME);
    assertThat(batch.skipped().get(0).source()).isEqualTo(SHARD.stream());
    assertThat(batch.skipped().get(0).detail()).isEqualTo("shardId-1 record 0");
  }

  @Test
  void skipsValuesNestedDeeperThanDynamoDbAllows() {
    AttributeValue deep = AttributeValue.fromS("bottom");
    for (int level = 0; level < 40; level++) {
      deep = AttributeValue.fromL(List.of(deep));
    }
    Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("7"), "deep", deep);

    ItemChange change =
        decode(record(OperationType.INSERT, StreamRecord.builder().keys(key()).newImage(item)))
            .itemChanges()
            .get(0);

    assertThat(change.unreadableValues()).isEqualTo(1);
  }

  @Test
  void emitsCoverageGapsInBatches() {
    DecodedBatch batch =
        openDecoder()
            .gap(
                new CoverageGap(
                    CoverageGap.Cause.TRIMMED, SHARD.stream(), SHARD.shard(), 1, 2, "late"));

    assertThat(batch.gaps())
        .containsExactly(new Gap(Gap.Cause.TRIMMED, SHARD.stream(), SHARD.shard(), 1, 2, "late"));
  }

  private static DecodedBatch decode(Record... records) {
    List<ShardCursor.Entry<Record>> entries = new ArrayList<>();
    for (int i = 0; i < records.length; i++) {
      entries.add(
          new ShardCursor.Entry<>(
              records[i], new Position.AfterSequence(Integer.toString(i)), 0, 100));
    }
    return openDecoder().decode(SHARD, entries);
  }

  private static ChangeRecords openDecoder() {
    ChangeRecords decoder = new ChangeRecords(() -> new ItemChanges(KEYS, ItemObserver.NONE));
    decoder.open();
    return decoder;
  }

  private static Record record(OperationType kind) {
    return record(
        kind, StreamRecord.builder().keys(key()).oldImage(image("old")).newImage(image("new")));
  }

  private static Record record(OperationType kind, StreamRecord.Builder body) {
    return Record.builder()
        .eventID("e1")
        .eventName(kind)
        .dynamodb(body.approximateCreationDateTime(TIME).sequenceNumber("111").build())
        .build();
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("id", AttributeValue.fromS("7"));
  }

  private static Map<String, AttributeValue> image(String note) {
    return Map.of("id", AttributeValue.fromS("7"), "note", AttributeValue.fromS(note));
  }

  private static Map<String, AttributeValue> everyType() {
    return Map.of(
            "id", AttributeValue.fromS("7"),
            "n", AttributeValue.fromN("1.50"),
            "b", AttributeValue.fromB(bytes(0, 1, 255)),
            "yes", AttributeValue.fromBool(true),
            "none", AttributeValue.fromNul(true),
            "ss", AttributeValue.fromSs(List.of("a", "b")),
            "ns", AttributeValue.fromNs(List.of("1")),
            "bs", AttributeValue.fromBs(List.of(bytes(1))),
            "l",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromS("x"),
                        AttributeValue.fromM(Map.of("y", AttributeValue.fromN("2"))))),
            "m", AttributeValue.fromM(Map.of("z", AttributeValue.fromS("w"))))
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static SdkBytes bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return SdkBytes.fromByteArray(bytes);
  }
}
