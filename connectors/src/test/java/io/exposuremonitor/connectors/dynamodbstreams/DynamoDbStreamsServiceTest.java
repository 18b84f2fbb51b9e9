package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.dynamodbstreams.DynamoDbStreamsSettings.Rates;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamService;
import io.exposuremonitor.emulators.DynamoDbLocal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** The service as a job creates it, on its own emulator, whose data is made to age by a day. */
class DynamoDbStreamsServiceTest {
  private final RecordedEvents events = new RecordedEvents();
  private DynamoDbLocal local;
  private EmulatedTables tables;

  @BeforeEach
  void startLocal() {
    local = DynamoDbLocal.start();
    tables = new EmulatedTables(local);
    tables.create("ledger", true, Map.of());
  }

  @AfterEach
  void stopLocal() {
    tables.close();
    local.close();
  }

  @Test
  void serializedFactoryCreatesWorkingService() throws Exception {
    tables.put("ledger", "a");
    try (var service = service()) {
      var key = onlyShard(service);

      assertThat(StreamReading.lineage(service, key, Position.Horizon.INSTANCE))
          .containsExactly("a");
    }
    assertThat(events.counted(Count.RETRIED_CALLS)).isZero();
  }

  @Test
  void reportsGapAfterADayAndContinuesWithChild() throws Exception {
    tables.put("ledger", "read");
    try (var service = service()) {
      var key = onlyShard(service);
      var cursor = service.open(key, Position.Horizon.INSTANCE, 0);
      var position = cursor.read().entries().get(0).after();
      tables.put("ledger", "lost");
      long verified = tables.now().minus(Duration.ofHours(25)).toEpochMilli();
      local.dilate(Duration.ofHours(25));
      tables.put("ledger", "kept");

      try (var restarted = service.open(key, position, verified)) {
        StreamReading.toTheEnd(restarted);
        var child = new ShardKey(key.stream(), service.children(key).get(0).id());
        assertThat(StreamReading.lineage(service, child, Position.Horizon.INSTANCE))
            .containsExactly("kept");
      }
      assertThat(events.gaps())
          .singleElement()
          .satisfies(gap -> assertThat(gap.cause()).isEqualTo(CoverageGap.Cause.TRIMMED))
          .satisfies(gap -> assertThat(gap.from()).isEqualTo(verified))
          .satisfies(gap -> assertThat(gap.part()).isEqualTo(key.shard()));
    }
  }

  @Test
  void renewsExpiredIterator() throws Exception {
    tables.put("ledger", "old");
    try (var service = service()) {
      var cursor = service.open(onlyShard(service), Position.Horizon.INSTANCE, 0);
      cursor.read();
      local.dilate(Duration.ofMinutes(20));
      tables.put("ledger", "new");

      assertThat(StreamReading.items(cursor.read().entries())).containsExactly("new");
      assertThat(events.counted(Count.EXPIRED_ITERATORS)).isEqualTo(1);
      assertThat(events.gaps()).isEmpty();
    }
  }

  @Test
  void rejectsSettingsBeyondServiceLimits() {
    var access = AwsAccess.DEFAULT;
    var tables = new TableSelection.Prefixed("");
    for (int limit : new int[] {0, 1001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DynamoDbStreamsSettings(access, tables, limit, Rates.DEFAULT))
          .withMessageContaining("1 to 1000");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Rates(10.1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rates(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rates(1, 1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TableSelection.Listed(List.of()))
        .withMessageContaining("no table");
  }

  private StreamService<Record> service() throws Exception {
    var settings =
        DynamoDbStreamsSettings.of(tables.access(), new TableSelection.Listed(List.of("ledger")));
    return InstantiationUtil.clone(DynamoDbStreamsService.factory(settings)).create(events);
  }

  private static ShardKey onlyShard(StreamService<Record> service) throws Exception {
    String stream = service.streams().found().get(0).arn();
    return new ShardKey(stream, StreamReading.shards(service, stream).get(0).id());
  }
}
