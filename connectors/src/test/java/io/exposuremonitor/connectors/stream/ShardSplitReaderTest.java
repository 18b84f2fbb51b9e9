package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import io.exposuremonitor.connectors.stream.ShardedStreamSettings.Start;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardSplitReaderTest {
  private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";

  private final TestingStreams streams = new TestingStreams();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final List<CoverageGap> unplaced = new ArrayList<>();
  private final AtomicLong wall = new AtomicLong(1_000_000);
  private final AtomicLong lateness = new AtomicLong();
  private final Map<String, List<Fetched<TestingRecord>>> fetched = new HashMap<>();
  private ShardSplitReader<TestingRecord> reader = reader(RunningJob.fast(Start.horizon()).build());

  @AfterEach
  void close() throws Exception {
    reader.close();
    streams.close();
  }

  private ShardSplitReader<TestingRecord> reader(ShardedStreamSettings settings) {
    java.util.function.LongSupplier nanos = () -> System.nanoTime() + lateness.get();
    return new ShardSplitReader<>(
        streams.factory(),
        settings,
        new ReaderMetrics(metrics, settings, wall::get, nanos),
        unplaced::add,
        wall::get,
        nanos,
        new Random(1));
  }

  private void replaceReader(ShardedStreamSettings settings) throws IOException {
    reader.close();
    reader = reader(settings);
  }

  @Test
  void readsAShardInOrder() throws IOException {
    ShardKey a = shard("a", 25);
    add(a);
    while (records("a") < 25) {
      fetch();
    }
    assertThat(indexes("a")).isSorted().hasSize(25);
    assertThat(metrics.count(StreamMetrics.RECORDS_IN)).isEqualTo(25);
    assertThat(metrics.count(StreamMetrics.BYTES_IN)).isEqualTo(2_500);
  }

  @Test
  void readsOtherShardsWhileOneIsSlow() throws IOException {
    ShardKey slow = shard("slow", 1);
    ShardKey quick = shard("quick", 25);
    CountDownLatch gate = new CountDownLatch(1);
    streams.hold(TestingStreams.readOf(slow), gate);
    add(slow, quick);
    while (records("quick") < 25) {
      fetch();
    }
    assertThat(records("slow")).isZero();
    gate.countDown();
    while (records("slow") < 1) {
      fetch();
    }
  }

  @Test
  void blocksWithoutCallsWhileAllShardsArePaused() throws Exception {
    ShardKey a = shard("a", 5);
    ShardSplit split = split(a);
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
    reader.pauseOrResumeSplits(List.of(split), List.of());
    CompletableFuture<RecordsWithSplitIds<Fetched<TestingRecord>>> fetch =
        CompletableFuture.supplyAsync(this::fetchUnchecked);

    assertThat(fetch).isNotDone();
    reader.wakeUp();
    assertThat(fetch.get(30, TimeUnit.SECONDS).nextSplit()).isNull();
    assertThat(streams.calls(TestingStreams.readOf(a))).isZero();

    reader.pauseOrResumeSplits(List.of(), List.of(split));
    while (records("a") < 5) {
      fetch();
    }
  }

  @Test
  void startsNoReadAboveTheBytesInFlightLimit() throws IOException {
    replaceReader(RunningJob.fast(Start.horizon()).bytesInFlight(100).build());
    streams.batchSize(1);
    ShardKey a = shard("a", 3);
    add(a);
    RecordsWithSplitIds<Fetched<TestingRecord>> first = reader.fetch();
    reader.wakeUp();
    reader.fetch();
    assertThat(streams.calls(TestingStreams.readOf(a))).isEqualTo(1);

    first.recycle();
    reader.fetch();
    assertThat(streams.calls(TestingStreams.readOf(a))).isEqualTo(2);
  }

  @Test
  void keepsDrainedShardUntilReleased() throws IOException {
    ShardKey a = shard("a", 2);
    streams.shard(ARN, "b", "a");
    add(a);
    while (!ended("a")) {
      fetch();
    }
    int reads = streams.calls(TestingStreams.readOf(a));
    reader.release(split(a).splitId());
    assertThat(reader.fetch().finishedSplits()).containsExactly(split(a).splitId());
    assertThat(streams.calls(TestingStreams.readOf(a))).isEqualTo(reads);
  }

  @Test
  void remembersReleaseThatPrecedesItsShard() throws IOException {
    ShardKey a = shard("a", 2);
    ShardSplit drained =
        new ShardSplit(new ShardProgress(a, Position.Horizon.INSTANCE, 0, true, List.of()))
            .withinReader();
    reader.release(drained.splitId());
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(drained)));
    assertThat(reader.fetch().finishedSplits()).containsExactly(drained.splitId());
    assertThat(streams.calls(TestingStreams.readOf(a))).isZero();
  }

  @Test
  void retriesAndCountsTransientErrors() throws IOException {
    ShardKey a = shard("a", 1);
    streams.failNext(TestingStreams.readOf(a), Kind.THROTTLED, 3);
    streams.failNext(TestingStreams.readOf(a), Kind.RETRYABLE, 2);
    add(a);
    while (records("a") < 1) {
      fetch();
    }
    assertThat(metrics.count(StreamMetrics.THROTTLED_READS)).isEqualTo(3);
    assertThat(metrics.count(StreamMetrics.RETRIED_CALLS)).isEqualTo(2);
  }

  /** A shard read again would be reported as lost again, or once it has expired. */
  @Test
  void readsNoShardAfterItsEnd() throws IOException {
    ShardKey closed = shard("closed", 1);
    streams.shard(ARN, "child", "closed");
    ShardKey gone = shard("gone", 1);
    streams.failNext(TestingStreams.readOf(gone), Kind.GONE, 1);
    ShardKey restored = shard("restored", 1);
    ShardProgress drained =
        new ShardProgress(restored, new Position.AfterSequence("0"), 0, true, List.of());
    reader.handleSplitsChanges(
        new SplitsAddition<>(List.of(new ShardSplit(drained).withinReader())));
    add(closed, gone, shard("other", 1));
    while (!ended("closed") || !ended("gone")) {
      fetch();
    }
    for (int i = 0; i < 50; i++) {
      fetch();
    }
    assertThat(streams.calls(TestingStreams.readOf(closed))).isOne();
    assertThat(streams.calls(TestingStreams.readOf(gone))).isOne();
    assertThat(streams.calls(TestingStreams.readOf(restored))).isZero();
  }

  /** Else a restart would report a loss from the last record on. */
  @Test
  void verifiesIdleShardUpToEachRead() throws IOException {
    add(shard("a", 1));
    while (records("a") < 1) {
      fetch();
    }
    wall.set(2_000_000);
    for (int i = 0; i < 10; i++) {
      fetch();
    }
    assertThat(fetched.get("a")).contains(new Fetched.Verified<>(2_000_000));
  }

  @Test
  void reportsDenialAgainAfterAccessWasRestored() throws IOException {
    ShardKey a = shard("a", 1);
    streams.failNext(TestingStreams.readOf(a), Kind.DENIED, 1);
    add(a);
    while (records("a") < 1) {
      fetch();
    }
    streams.failNext(TestingStreams.readOf(a), Kind.DENIED, 1);
    while (metrics.count(StreamMetrics.DENIED_CALLS) < 2) {
      fetch();
    }
    fetch();
    assertThat(unplaced).hasSize(2);
  }

  /**
   * Without pauses, a refused shard would take the calls that its other readers are entitled to.
   */
  @Test
  void pausesAfterFailuresAndLongerWhenRefused() throws IOException {
    Duration tick = Duration.ofMillis(2);
    replaceReader(
        ShardedStreamSettings.from(Start.horizon())
            .pace(
                new ReadPace.Settings(
                    tick,
                    tick,
                    tick,
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofHours(10),
                    Duration.ofHours(100)))
            .build());
    List<ShardKey> keys = new ArrayList<>();
    for (Kind kind : List.of(Kind.RETRYABLE, Kind.THROTTLED, Kind.DENIED)) {
      ShardKey key = shard(kind.name(), 1);
      streams.failNext(TestingStreams.readOf(key), kind, 1);
      keys.add(key);
    }
    add(keys.toArray(ShardKey[]::new));
    add(shard("other", 1));
    assertThat(readAfter(Duration.ZERO, 0, keys)).isEmpty();
    assertThat(readAfter(Duration.ofMinutes(29), 0, keys)).isEmpty();
    assertThat(readAfter(Duration.ofHours(2), 1, keys)).containsExactly("RETRYABLE");
    assertThat(readAfter(Duration.ofHours(11), 3, keys)).hasSize(3);
  }

  /** Fetches at that time, until at least so many shards were read; returns which were. */
  private List<String> readAfter(Duration pause, int atLeast, List<ShardKey> keys)
      throws IOException {
    lateness.set(pause.toNanos());
    List<String> read = List.of();
    for (int fetches = 0; fetches < 50 || read.size() < atLeast; fetches++) {
      fetch();
      read = keys.stream().map(ShardKey::shard).filter(shard -> records(shard) > 0).toList();
    }
    return read;
  }

  @Test
  void reportsDeniedStreamOnceAndReadsTheOthers() throws IOException {
    ShardKey denied = shard("denied", 3);
    ShardKey other = streams.shard(ARN + "-other", "other");
    streams.put(other, 25, wall.get());
    streams.failNext(TestingStreams.readOf(denied), Kind.DENIED, 2);
    add(denied, other);
    String others = split(other).splitId().substring(ARN.length() + 1);
    while (records("denied") < 3 || records(others) < 25) {
      fetch();
    }

    assertThat(metrics.count(StreamMetrics.DENIED_CALLS)).isEqualTo(2);
    assertThat(metrics.count(StreamMetrics.COVERAGE_GAPS)).isEqualTo(1);
    assertThat(unplaced).extracting(CoverageGap::cause).containsExactly(CoverageGap.Cause.DENIED);
    assertThat(unplaced).extracting(CoverageGap::source).containsExactly(ARN);
  }

  /** As with enhanced fan-out: one read only subscribes, and the next receives the refusal. */
  @Test
  void doesNotCountUnansweredReadAsSuccess() throws IOException {
    ShardKey a = shard("a", 1);
    streams.failAlways(TestingStreams.readOf(a), Kind.DENIED);
    streams.subscribesFirst(true);
    add(a);
    while (metrics.count(StreamMetrics.DENIED_CALLS) < 3) {
      fetch();
    }
    assertThat(unplaced).as("reported once").hasSize(1);
    assertThat(metrics.value(StreamMetrics.STALLED_SHARDS)).isZero();

    wall.addAndGet(5_000);
    lateness.set(TimeUnit.MINUTES.toNanos(11));
    fetch();
    assertThat(metrics.value(StreamMetrics.STALLED_SHARDS)).isEqualTo(1);
    assertThat(metrics.value(StreamMetrics.MILLIS_BEHIND_LATEST)).isEqualTo(5_000);
  }

  @Test
  void failsWithServiceMessageOnPermanentReadError() {
    ShardKey a = shard("a", 1);
    streams.failAlways(TestingStreams.readOf(a), Kind.PERMANENT);
    add(a);
    assertThatThrownBy(
            () -> {
              while (true) {
                fetch();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("ScriptedPERMANENT for " + ARN);
  }

  @Test
  void endsMissingShardWithAGap() throws IOException {
    ShardKey a = shard("a", 1);
    streams.expire(a);
    add(a);
    while (!ended("a")) {
      fetch();
    }
    CoverageGap gap = gaps("a").get(0);
    assertThat(gap.cause()).isEqualTo(CoverageGap.Cause.SHARD_GONE);
    assertThat(gap.part()).isEqualTo("a");
    assertThat(metrics.count(StreamMetrics.COVERAGE_GAPS)).isEqualTo(1);
  }

  @Test
  void emitsGapBeforeTheRecordsThatFollowIt() throws IOException {
    ShardKey a = shard("a", 5);
    streams.trim(a, 3);
    reader.handleSplitsChanges(
        new SplitsAddition<>(
            List.of(
                new ShardSplit(
                        new ShardProgress(a, new Position.AfterSequence("0"), 77, false, List.of()))
                    .withinReader())));
    while (records("a") < 2) {
      fetch();
    }
    assertThat(fetched.get("a").get(0)).isInstanceOf(Fetched.Lost.class);
    assertThat(gaps("a")).extracting(CoverageGap::from).containsExactly(77L);
    assertThat(unplaced).isEmpty();
  }

  @Test
  void reportsLagAndStalledShards() throws IOException {
    replaceReader(RunningJob.fast(Start.horizon()).metricsPerShard(true).build());
    ShardKey a = shard("a", 1);
    add(a);
    while (records("a") < 1) {
      fetch();
    }
    streams.failAlways(TestingStreams.readOf(a), Kind.THROTTLED);
    while (metrics.count(StreamMetrics.THROTTLED_READS) == 0) {
      reader.wakeUp();
      fetch();
    }
    wall.addAndGet(5_000);
    assertThat(metrics.value(StreamMetrics.MILLIS_BEHIND_LATEST)).isEqualTo(5_000);
    assertThat(metrics.value("stream=" + ARN + " shard=a millisBehindLatest")).isEqualTo(5_000);
    assertThat(metrics.value(StreamMetrics.STALLED_SHARDS)).isZero();

    lateness.set(TimeUnit.MINUTES.toNanos(11));
    assertThat(metrics.value(StreamMetrics.STALLED_SHARDS)).isEqualTo(1);
  }

  @Test
  void omitsPerShardMetricsByDefault() {
    add(shard("a", 1));
    assertThat(metrics.has("stream=" + ARN + " shard=a millisBehindLatest")).isFalse();
  }

  private ShardKey shard(String id, int records) {
    ShardKey key = streams.shard(ARN, id);
    streams.put(key, records, wall.get());
    return key;
  }

  private void add(ShardKey... keys) {
    List<ShardSplit> splits = new ArrayList<>();
    for (ShardKey key : keys) {
      splits.add(split(key));
    }
    reader.handleSplitsChanges(new SplitsAddition<>(splits));
  }

  private static ShardSplit split(ShardKey key) {
    return new ShardSplit(new ShardProgress(key, Position.Horizon.INSTANCE, 0, false, List.of()))
        .withinReader();
  }

  private RecordsWithSplitIds<Fetched<TestingRecord>> fetchUnchecked() {
    try {
      return reader.fetch();
    } catch (IOException error) {
      throw new java.io.UncheckedIOException(error);
    }
  }

  private void fetch() throws IOException {
    RecordsWithSplitIds<Fetched<TestingRecord>> records = reader.fetch();
    String split;
    while ((split = records.nextSplit()) != null) {
      String shard = split.substring(ARN.length() + 1);
      Fetched<TestingRecord> next;
      while ((next = records.nextRecordFromSplit()) != null) {
        fetched.computeIfAbsent(shard, any -> new ArrayList<>()).add(next);
      }
    }
    records.recycle();
  }

  private List<Integer> indexes(String shard) {
    List<Integer> indexes = new ArrayList<>();
    for (Fetched<TestingRecord> item : fetched.getOrDefault(shard, List.of())) {
      if (item instanceof Fetched.Records<TestingRecord> records) {
        records.entries().forEach(entry -> indexes.add(entry.record().index()));
      }
    }
    return indexes;
  }

  private int records(String shard) {
    return indexes(shard).size();
  }

  private List<CoverageGap> gaps(String shard) {
    List<CoverageGap> gaps = new ArrayList<>();
    for (Fetched<TestingRecord> item : fetched.get(shard)) {
      if (item instanceof Fetched.Lost<TestingRecord> lost) {
        gaps.add(lost.gap());
      }
    }
    return gaps;
  }

  private boolean ended(String shard) {
    return fetched.getOrDefault(shard, List.of()).stream()
        .anyMatch(Fetched.Ended.class::isInstance);
  }
}
