package io.exposuremonitor.connectors.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Position.AfterSequence;
import io.exposuremonitor.connectors.shard.Position.AfterSubSequence;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.ShardCursor.Entry;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

class DeaggregatorTest {
  private static final Instant ARRIVAL = Instant.parse("2026-03-01T11:59:00Z");

  private final RecordedEvents events = new RecordedEvents();
  private final Deaggregator deaggregator = new Deaggregator(events);

  @Test
  void passesPlainRecordsUnchanged() {
    var entries = entries(Position.Horizon.INSTANCE, record("7", "plain".getBytes(UTF_8)));

    assertThat(texts(entries)).containsExactly("plain");
    assertThat(entries.get(0).after()).isEqualTo(new AfterSequence("7"));
    assertThat(entries.get(0).arrival()).isEqualTo(ARRIVAL.toEpochMilli());
    assertThat(entries.get(0).bytes()).isEqualTo(5);
    assertThat(entries.get(0).record().subSequence()).isEqualTo(KinesisPayload.WHOLE);
    assertThat(events.counted(Count.DEAGGREGATION_FAILURES)).isZero();
  }

  @Test
  void endsSequenceOnlyWithTheLastPartOfAnAggregate() {
    var entries = entries(Position.Horizon.INSTANCE, record("7", Aggregates.of("a", "b", "c")));

    assertThat(texts(entries)).containsExactly("a", "b", "c");
    assertThat(entries)
        .extracting(Entry::after)
        .containsExactly(
            new AfterSubSequence("7", 0), new AfterSubSequence("7", 1), new AfterSequence("7"));
    assertThat(entries).extracting(e -> e.record().partitionKey()).contains("key-0", "key-2");
  }

  @Test
  void resumesAfterAPartOfAnAggregate() {
    var entries =
        entries(
            new AfterSubSequence("7", 1),
            record("7", Aggregates.of("a", "b", "c")),
            record("8", Aggregates.of("d", "e")));

    assertThat(texts(entries)).containsExactly("c", "d", "e");
  }

  @Test
  void skipsNothingWhenTheRecordOfThePositionWasTrimmed() {
    var entries = entries(new AfterSubSequence("7", 1), record("9", Aggregates.of("a", "b", "c")));

    assertThat(texts(entries)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void emitsDamagedAggregatesWholeAndCountsThem(byte[] data) {
    var entries = entries(Position.Horizon.INSTANCE, record("7", data));

    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).record().data()).isEqualTo(data);
    assertThat(entries.get(0).after()).isEqualTo(new AfterSequence("7"));
    assertThat(events.counted(Count.DEAGGREGATION_FAILURES)).isEqualTo(1);
  }

  static List<byte[]> damaged() {
    byte[] badDigest = Aggregates.of("a", "b");
    badDigest[badDigest.length - 1]++;
    return List.of(
        badDigest,
        Aggregates.withUnknownKey(),
        Aggregates.withoutMessage(),
        Aggregates.withoutParts());
  }

  @Test
  void omitsDataFromPayloadDescriptions() {
    var payload = new KinesisPayload("secret".getBytes(UTF_8), "secret-key", "7", 0);

    assertThat(payload.toString()).doesNotContain("secret").contains("6 bytes");
  }

  @Property(tries = 100)
  void agreesWithTheClientLibraryOnIntactAggregates(
      @ForAll @Size(min = 1, max = 20) List<byte[]> parts, @ForAll @IntRange(max = 3) int plain) {
    Record aggregate = record("7", Aggregates.ofBytes(parts));
    Record other = record("8", new byte[plain]);

    var ours = entries(Position.Horizon.INSTANCE, aggregate, other);
    var theirs =
        new AggregatorUtil()
            .deaggregate(
                List.of(
                    KinesisClientRecord.fromRecord(aggregate),
                    KinesisClientRecord.fromRecord(other)));

    assertThat(ours.stream().map(e -> SdkBytes.fromByteArray(e.record().data())))
        .containsExactlyElementsOf(
            theirs.stream().map(each -> SdkBytes.fromByteBuffer(each.data())).toList());
    assertThat(ours.stream().map(e -> e.record().partitionKey()))
        .containsExactlyElementsOf(theirs.stream().map(KinesisClientRecord::partitionKey).toList());
  }

  private List<Entry<KinesisPayload>> entries(Position from, Record... records) {
    return deaggregator.entries(List.of(records), from);
  }

  private static List<String> texts(List<Entry<KinesisPayload>> entries) {
    return entries.stream().map(entry -> new String(entry.record().data(), UTF_8)).toList();
  }

  private static Record record(String sequence, byte[] data) {
    return Record.builder()
        .sequenceNumber(sequence)
        .partitionKey("key")
        .approximateArrivalTimestamp(ARRIVAL)
        .data(SdkBytes.fromByteArray(data))
        .build();
  }
}
