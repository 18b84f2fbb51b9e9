package io.exposuremonitor.connectors.leases;

import static io.exposuremonitor.connectors.leases.FakeLeaseTables.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection;
import io.exposuremonitor.connectors.leases.Leases.Layout;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LeaseTableReaderTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";

  private final FakeLeaseTables tables = new FakeLeaseTables();
  private final RecordedLeaseEvents events = new RecordedLeaseEvents();
  private long now = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  private LeaseTableReader reader(TableSelection selection) {
    return new LeaseTableReader(
        tables,
        settings(selection),
        () -> Instant.ofEpochMilli(now),
        new TokenBucket(100, () -> 0, nanos -> {}),
        events);
  }

  private static LeaseSettings settings(TableSelection selection) {
    return new LeaseSettings(
        AwsAccess.DEFAULT,
        selection,
        STREAM,
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        LeaseSettings.Pace.DEFAULT);
  }

  private LeaseTableReader readerOf(String... names) {
    return reader(new TableSelection.Listed(List.of(names)));
  }

  private static Map<String, AttributeValue> lease(
      String shard, @Nullable String owner, long counter) {
    return Leases.of(Layout.SINGLE_TABLE, shard, owner, counter, "4961");
  }

  private StreamLeases onlyStream(LeaseTableReader reader) throws InterruptedException {
    List<LeaseReading> readings = reader.pass();
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).streams()).hasSize(1);
    return readings.get(0).streams().get(0);
  }

  @ParameterizedTest
  @EnumSource
  void countsLeasesInEveryLayout(Layout layout) throws Exception {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    items.add(Leases.of(layout, "s0", "w1", 7, "SHARD_END"));
    items.add(Leases.of(layout, "s1", "w1", 8, "4961"));
    items.add(Leases.of(layout, "s2", "w2", 9, "TRIM_HORIZON"));
    if (layout == Layout.SINGLE_TABLE) {
      items.addAll(Leases.others());
    }
    tables.put("indexer", items);

    List<LeaseReading> readings = readerOf("indexer").pass();

    assertThat(readings)
        .containsExactly(
            new LeaseReading(
                ARN + "indexer",
                "indexer",
                true,
                now,
                List.of(new StreamLeases(STREAM, 2, 0, 1, 2, 0))));
    assertThat(events.items).isEqualTo(items.size());
    assertThat(events.unreadable).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void separatesStreamsOfMultiStreamApplication(Layout layout) throws Exception {
    tables.put(
        "indexer",
        List.of(
            Leases.ofStream(layout, "111122223333:orders:1500000000", "s0", "w1", 1, "4961"),
            Leases.ofStream(layout, "111122223333:orders:1500000000", "s1", "w1", 1, "SHARD_END"),
            Leases.ofStream(layout, "444455556666:carts:1500000000", "s0", "w2", 1, "4961")));

    assertThat(readerOf("indexer").pass().get(0).streams())
        .containsExactly(
            new StreamLeases(STREAM, 1, 0, 1, 1, 0),
            new StreamLeases("arn:aws:kinesis:eu-west-1:444455556666:stream/carts", 1, 0, 0, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({"299999, 1, 0", "300000, 0, 1"})
  void countsUnrenewedLeaseAsOrphaned(long later, int owned, int orphaned) throws Exception {
    tables.put("indexer", List.of(lease("s0", "w1", 8)));
    LeaseTableReader reader = readerOf("indexer");
    reader.pass();
    now += later;

    assertThat(onlyStream(reader))
        .isEqualTo(new StreamLeases(STREAM, owned, orphaned, 0, owned, later));
  }

  @Test
  void countsRenewedLeaseAsOwnedAndTakesLagFromTheSlowest() throws Exception {
    tables.put("indexer", List.of(lease("s0", "w1", 8), lease("s1", "w2", 8)));
    LeaseTableReader reader = readerOf("indexer");
    reader.pass();
    now += 240_000;
    tables.put("indexer", List.of(lease("s0", "w1", 8), lease("s1", "w2", 9)));

    assertThat(onlyStream(reader)).isEqualTo(new StreamLeases(STREAM, 2, 0, 0, 2, 240_000));
  }

  @Test
  void watchesEachLeaseOfEachTable() throws Exception {
    tables.put("a", List.of(lease("s0", "w1", 8), lease("s1", "w1", 9)));
    tables.put("b", List.of(lease("s0", "w1", 7)));
    LeaseTableReader reader = readerOf("a", "b");
    reader.pass();
    now += 300_000;

    assertThat(reader.pass())
        .extracting(reading -> reading.streams().get(0).orphaned())
        .containsExactly(2, 1);
  }

  @Test
  void countsUnownedLeaseAsOrphanedAfterTimeout() throws Exception {
    tables.put("indexer", List.of(lease("s0", null, 8)));
    LeaseTableReader reader = readerOf("indexer");

    assertThat(onlyStream(reader)).isEqualTo(new StreamLeases(STREAM, 0, 0, 0, 0, 0));
    now += 300_000;
    assertThat(onlyStream(reader)).isEqualTo(new StreamLeases(STREAM, 0, 1, 0, 0, 300_000));
  }

  @Test
  void restartsTimeoutOfLeaseThatReappears() throws Exception {
    tables.put("indexer", List.of(lease("s0", "w1", 8)));
    LeaseTableReader reader = readerOf("indexer");
    reader.pass();
    tables.put("indexer", List.of());
    reader.pass();
    now += 300_000;
    tables.put("indexer", List.of(lease("s0", "w1", 8)));

    assertThat(onlyStream(reader).orphaned()).isZero();
  }

  @Test
  void keepsStateAfterFailedPass() throws Exception {
    List<Map<String, AttributeValue>> leases =
        List.of(lease("s0", "w1", 8), lease("s1", "w1", 8), lease("s2", "w1", 8));
    tables.put("indexer", leases);
    LeaseTableReader reader = readerOf("indexer");
    reader.pass();
    tables.fail("indexer", "ThrottlingException");
    now += 300_000;

    assertThat(reader.pass()).isEmpty();
    assertThat(events.failures).containsExactly(StreamException.Kind.THROTTLED);
    tables.mend();
    assertThat(onlyStream(reader).orphaned()).isEqualTo(3);
  }

  @Test
  void selectsTablesByPrefixAndSkipsOthers() throws Exception {
    tables.put("app-a", List.of(lease("s0", "w1", 8)));
    tables.create("app-b", "id");
    tables.put("app-c", List.of(lease("s0", "w1", 8)));
    tables.put("other", List.of(lease("s0", "w1", 8)));

    assertThat(reader(new TableSelection.Prefixed("app-")).pass())
        .extracting(LeaseReading::application, LeaseReading::named)
        .containsExactly(tuple("app-a", false), tuple("app-c", false));
  }

  @Test
  void describesTableRarely() throws Exception {
    tables.create("app-b", "id");
    LeaseTableReader reader = readerOf("app-b");
    for (int i = 0; i < 61; i++) {
      reader.pass();
    }

    assertThat(tables.calls).isEqualTo(2);
  }

  @Test
  void reportsDeniedTableOnceAndCountsEachDeniedCall() throws Exception {
    tables.put("indexer", List.of(lease("s0", "w1", 8)));
    tables.put("secret", List.of());
    tables.fail("secret", "AccessDeniedException");
    LeaseTableReader reader = readerOf("secret", "indexer");

    assertThat(reader.pass()).hasSize(1);
    assertThat(reader.pass()).hasSize(1);
    assertThat(events.gaps)
        .extracting(CoverageGap::cause, CoverageGap::source)
        .containsExactly(tuple(CoverageGap.Cause.DENIED, "secret"));
    assertThat(events.counts).containsOnly(StreamEvents.Count.DENIED_CALLS).hasSize(2);
    tables.mend();
    assertThat(reader.pass()).hasSize(2);
    tables.fail("secret", "AccessDeniedException");
    reader.pass();
    assertThat(events.gaps).as("a new denial is a new gap").hasSize(2);
  }

  @Test
  void reportsEachDenialOfListingAsGap() throws Exception {
    LeaseTableReader reader = reader(new TableSelection.Prefixed(""));
    tables.fail("", "AccessDeniedException");
    assertThat(reader.pass()).isEmpty();
    reader.pass();
    assertThat(events.gaps).hasSize(1);

    tables.mend();
    reader.pass();
    tables.fail("", "AccessDeniedException");
    reader.pass();

    assertThat(events.gaps).hasSize(2);
  }

  @Test
  void countsFailedListing() throws Exception {
    tables.fail("", "ThrottlingException");

    assertThat(reader(new TableSelection.Prefixed("")).pass()).isEmpty();
    assertThat(events.failures).containsExactly(StreamException.Kind.THROTTLED);
  }

  @Test
  void pacesAllCallsTogether() throws Exception {
    tables.put("a", List.of(lease("s0", "w1", 8), lease("s1", "w1", 8), lease("s2", "w1", 8)));
    tables.put("b", List.of(lease("s0", "w1", 8)));
    tables.put("c", List.of());
    List<Long> pauses = new ArrayList<>();
    new LeaseTableReader(
            tables,
            settings(new TableSelection.Prefixed("")),
            () -> Instant.ofEpochMilli(now),
            new TokenBucket(1, () -> 0, pauses::add),
            events)
        .pass();

    assertThat(tables.calls).as("2 of listing, 3 of describing, 4 of reading").isEqualTo(9);
    assertThat(pauses).as("one call comes at once").hasSize(8);
  }

  @Test
  void countsMissingTableAndReadsItOnceItExists() throws Exception {
    LeaseTableReader reader = readerOf("indexer");

    assertThat(reader.pass()).isEmpty();
    assertThat(events.missing).isEqualTo(1);
    tables.put("indexer", List.of());
    assertThat(onlyStream(reader)).isEqualTo(new StreamLeases(STREAM, 0, 0, 0, 0, 0));
    assertThat(events.missing).isZero();
    tables.drop("indexer");
    assertThat(reader.pass()).isEmpty();
  }

  @Test
  void countsUnreadableLeases() throws Exception {
    Map<String, AttributeValue> incomplete = new HashMap<>(lease("s0", "w1", 8));
    incomplete.remove("checkpoint");
    Map<String, AttributeValue> invalid = new HashMap<>(lease("s1", "w1", 8));
    invalid.put("leaseCounter", AttributeValue.fromN("no number"));
    Map<String, AttributeValue> uncounted = new HashMap<>(lease("s2", "w1", 8));
    uncounted.remove("leaseCounter");
    tables.put("indexer", List.of(incomplete, invalid, uncounted, lease("s3", "w1", 8)));

    assertThat(onlyStream(readerOf("indexer")).owned()).isEqualTo(1);
    assertThat(events.unreadable).isEqualTo(3);
  }

  @Test
  void rejectsTimeoutShorterThanInterval() {
    assertThatThrownBy(
            () ->
                new LeaseSettings(
                    AwsAccess.DEFAULT,
                    new TableSelection.Prefixed(""),
                    "",
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5),
                    LeaseSettings.Pace.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closesItsClient() {
    readerOf("indexer").close();

    assertThat(tables.closed).isTrue();
  }
}
