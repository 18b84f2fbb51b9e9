package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamService.StreamInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Behavior that the fake shares with the emulator, so that tests with the fake are valid. */
abstract class DynamoDbStreamsContract {
  private final RecordedEvents events = new RecordedEvents();
  private DynamoDbTables tables;
  private String prefix;

  abstract DynamoDbTables tables();

  @BeforeEach
  void start(TestInfo test) {
    tables = tables();
    prefix = test.getTestMethod().orElseThrow().getName() + '.';
  }

  @Test
  void readsTheStreamsOfSeveralTablesInOneSource() throws StreamException {
    create("ledger");
    create("customers");
    create("unlisted");
    put("ledger", "a");
    put("customers", "b");
    put("unlisted", "c");
    var service = listed("ledger", "customers");

    var streams = service.streams().found();

    assertThat(streams).hasSize(2).allMatch(StreamInfo::live);
    assertThat(streams).allMatch(stream -> stream.retention().equals(Duration.ofDays(1)));
    assertThat(read(service, streams.get(0))).containsExactly("a");
    assertThat(read(service, streams.get(1))).containsExactly("b");
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void acceptsTableArns() throws StreamException {
    String arn = create("ledger");
    create("ledger-2");

    assertThat(service(new TableSelection.Listed(List.of(arn))).streams().found())
        .singleElement()
        .satisfies(stream -> assertThat(stream.arn()).startsWith(arn + "/stream/"));
  }

  @Test
  void findsTablesByPrefixAndNewOnesWhileRunning() throws StreamException {
    create("prod-a");
    create("test-a");
    var service = service(new TableSelection.Prefixed(prefix + "prod-"));
    assertThat(service.streams().found()).hasSize(1);

    create("prod-b");
    put("prod-b", "early");

    assertThat(service.streams().found()).hasSize(2);
    assertThat(read(service, service.streams().found().get(1))).containsExactly("early");
  }

  @Test
  void reportsTableWithoutStreamOnceAndReadsItLater() throws StreamException {
    String plain = tables.create(prefix + "plain", false, Map.of());
    var service = listed("plain", "later");
    assertThat(service.streams().found()).isEmpty();
    assertThat(service.streams().found()).isEmpty();
    assertThat(events.gaps())
        .extracting(CoverageGap::source)
        .containsExactlyInAnyOrder(plain, prefix + "later");
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsOnly(CoverageGap.Cause.STREAM_ENDED);

    create("later");
    tables.stream(prefix + "plain", true);

    assertThat(service.streams().found()).hasSize(2).allMatch(StreamInfo::live);
    assertThat(events.gaps()).hasSize(2);
  }

  @Test
  void readsParentsBeforeChildren() throws StreamException {
    create("ledger");
    put("ledger", "a");
    tables.roll();
    put("ledger", "b");
    tables.roll();
    put("ledger", "c");
    var service = listed("ledger");
    String stream = service.streams().found().get(0).arn();

    List<Shard> shards = StreamReading.shards(service, stream);

    assertThat(shards).extracting(Shard::closed).containsExactly(true, true, false);
    assertThat(shards.get(0).parents()).isEmpty();
    assertThat(shards.get(1).parents()).containsExactly(shards.get(0).id());
    assertThat(service.children(new ShardKey(stream, shards.get(0).id())))
        .extracting(Shard::id)
        .contains(shards.get(1).id());
    assertThat(service.children(new ShardKey(stream, shards.get(2).id()))).isEmpty();
    var root = new ShardKey(stream, shards.get(0).id());
    assertThat(StreamReading.lineage(service, root, Position.Horizon.INSTANCE))
        .containsExactly("a", "b", "c");
  }

  @Test
  void keepsStartInstantAcrossRestartBeforeFirstRecord() throws StreamException {
    create("ledger");
    put("ledger", "before");
    tables.age(Duration.ofMinutes(3));
    var start = new Position.AtInstant(tables.now().toEpochMilli());
    var service = listed("ledger");
    var key = onlyShard(service);
    try (var cursor = service.open(key, start, 0)) {
      assertThat(StreamReading.toTheTip(cursor)).isEmpty();
    }

    put("ledger", "while down");
    var restarted = listed("ledger");

    try (var cursor = restarted.open(key, start, 0)) {
      assertThat(StreamReading.items(StreamReading.toTheTip(cursor))).containsExactly("while down");
    }
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void losesNothingOfEmptyShardWhileOtherTableIsWritten() throws StreamException {
    create("ledger");
    create("customers");
    var service = listed("ledger");
    try (var cursor = service.open(onlyShard(service), Position.Horizon.INSTANCE, 0)) {
      assertThat(cursor.read().entries()).isEmpty();
      put("customers", "elsewhere");
      put("ledger", "first");

      assertThat(StreamReading.items(cursor.read().entries())).containsExactly("first");
    }
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void continuesAfterARecord() throws StreamException {
    create("ledger");
    put("ledger", "a");
    put("ledger", "b");
    var service = listed("ledger");
    var key = onlyShard(service);
    try (var first = service.open(key, Position.Horizon.INSTANCE, 0)) {
      var entries = first.read().entries();
      assertThat(entries.get(0).bytes()).isPositive();
      try (var second = service.open(key, entries.get(0).after(), 0)) {
        assertThat(StreamReading.items(StreamReading.toTheTip(second))).containsExactly("b");
      }
    }
  }

  @Test
  void readsDisabledStreamAndTreatsReenabledOneAsNew() throws StreamException {
    create("ledger");
    put("ledger", "old");
    var service = listed("ledger");
    String old = service.streams().found().get(0).arn();

    tables.stream(prefix + "ledger", false);
    put("ledger", "unseen");

    assertThat(service.streams().found())
        .singleElement()
        .matches(stream -> !stream.live() && stream.arn().equals(old));
    var shard = StreamReading.shards(service, old).get(0);
    assertThat(shard.closed()).isTrue();
    try (var cursor = service.open(new ShardKey(old, shard.id()), Position.Horizon.INSTANCE, 0)) {
      assertThat(StreamReading.items(StreamReading.toTheTip(cursor))).containsExactly("old");
      assertThat(service.children(new ShardKey(old, shard.id()))).isEmpty();
    }

    tables.stream(prefix + "ledger", true);
    put("ledger", "new");

    assertThat(service.streams().found()).extracting(StreamInfo::live).containsExactly(true, false);
    assertThat(service.streams().found().get(1).arn()).isEqualTo(old);
    assertThat(read(service, service.streams().found().get(0))).containsExactly("new");
  }

  @Test
  void failsAsGoneForUnknownStream() {
    var service = listed("ledger");

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(
            () -> service.shards(tables.create(prefix + "x", false, Map.of()) + "/stream/0", null))
        .matches(e -> e.kind() == StreamException.Kind.GONE)
        .withMessageContaining("ResourceNotFoundException")
        .withMessageContaining("/stream/0");
  }

  private String create(String table) {
    return tables.create(prefix + table, true, Map.of());
  }

  private void put(String table, String id) {
    tables.put(prefix + table, id);
  }

  private DynamoDbStreamsService listed(String... names) {
    return service(
        new TableSelection.Listed(Arrays.stream(names).map(name -> prefix + name).toList()));
  }

  private DynamoDbStreamsService service(TableSelection selection) {
    var settings = DynamoDbStreamsSettings.of(AwsAccess.DEFAULT, selection);
    return new DynamoDbStreamsService(tables.api(), settings, tables.clock(), events);
  }

  private static ShardKey onlyShard(DynamoDbStreamsService service) throws StreamException {
    String stream = service.streams().found().get(0).arn();
    return new ShardKey(stream, StreamReading.shards(service, stream).get(0).id());
  }

  private static List<String> read(DynamoDbStreamsService service, StreamInfo stream)
      throws StreamException {
    String root = StreamReading.shards(service, stream.arn()).get(0).id();
    return StreamReading.lineage(
        service, new ShardKey(stream.arn(), root), Position.Horizon.INSTANCE);
  }
}
