package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.failure.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectSplitReaderTest {
  private final FakeStore store = new FakeStore();
  private final ObjectReaderMetrics metrics =
      new ObjectReaderMetrics(new UnregisteredMetricsGroup());
  private final ObjectSplitReader<String> reader =
      new ObjectSplitReader<>(
          store,
          new LineDecoder(),
          metrics,
          new ObjectSourceSettings.Reading(
              3, 100, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), 3, 1_000_000),
          new Random(1),
          new AtomicInteger());

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void keepsOrderWithinEachOfSeveralObjects() throws Exception {
    Map<String, List<String>> expected = new TreeMap<>();
    List<ObjectSplit> splits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String key = "k" + i;
      List<String> lines = IntStream.range(0, 50).mapToObj(n -> key + "/" + n).toList();
      store.put(key, LineDecoder.gzip(lines));
      splits.add(ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, key)).withinReader());
      expected.put(splits.get(i).splitId(), lines);
    }
    store.failNext(5);
    reader.handleSplitsChanges(new SplitsAddition<>(splits));

    Map<String, List<String>> read = new TreeMap<>();
    Set<String> finished = new HashSet<>();
    while (finished.size() < 20) {
      RecordsWithSplitIds<ObjectElement<String>> batch = reader.fetch();
      for (String split = batch.nextSplit(); split != null; split = batch.nextSplit()) {
        for (var e = batch.nextRecordFromSplit(); e != null; e = batch.nextRecordFromSplit()) {
          assertThat(finished).doesNotContain(split);
          read.computeIfAbsent(split, any -> new ArrayList<>()).add(e.value());
        }
      }
      finished.addAll(batch.finishedSplits());
    }
    assertThat(read).isEqualTo(expected);
    assertThat(metrics.objectsRead.getCount()).isEqualTo(20);
  }

  @Test
  void readsOtherObjectsWhileSomeAreUnreachable() throws Exception {
    List<ObjectSplit> splits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      store.refuse("unreachable" + i, TransferException.Kind.RETRYABLE);
      splits.add(ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, "unreachable" + i)).withinReader());
    }
    store.put("reachable", LineDecoder.gzip(List.of("x")));
    ObjectSplit reachable =
        ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, "reachable")).withinReader();
    splits.add(reachable);
    reader.handleSplitsChanges(new SplitsAddition<>(splits));

    Set<String> finished = new HashSet<>();
    while (finished.isEmpty()) {
      finished.addAll(reader.fetch().finishedSplits());
    }
    assertThat(finished).containsExactly(reachable.splitId());
    assertThat(metrics.retriedCalls.getCount()).isPositive();
  }

  @Test
  void readsOtherObjectsWhileDeniedOnesAreTriedAgain() throws Exception {
    List<ObjectSplit> splits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      store.refuse("denied" + i, TransferException.Kind.REFUSED);
      splits.add(ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, "denied" + i)).withinReader());
    }
    store.put("allowed", LineDecoder.gzip(List.of("x")));
    ObjectSplit allowed = ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, "allowed")).withinReader();
    splits.add(allowed);
    Backoff hourly = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
    AtomicInteger postponed = new AtomicInteger();
    ObjectSplitReader<String> patient =
        new ObjectSplitReader<>(
            store,
            new LineDecoder(),
            metrics,
            new ObjectSourceSettings.Reading(3, 100, hourly, 5, 10),
            new Random(1),
            postponed);
    try {
      patient.handleSplitsChanges(new SplitsAddition<>(splits));
      Set<String> finished = new HashSet<>();
      while (finished.isEmpty()) {
        finished.addAll(patient.fetch().finishedSplits());
      }
      assertThat(finished).containsExactly(allowed.splitId());
      assertThat(postponed).hasValue(8);
    } finally {
      patient.close();
    }
  }

  /**
   * All workers take up objects again that were unreachable, before others that were assigned
   * meanwhile: these must not be waited for, since nobody reads them yet.
   */
  @Test
  void doesNotStopWhenUnreachableObjectsComeBack() throws Exception {
    List<String> lines = IntStream.range(0, 200).mapToObj(i -> "line " + i * 7919).toList();
    List<ObjectSplit> splits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      store.put("k" + i, LineDecoder.gzip(lines));
      splits.add(ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, "k" + i)).withinReader());
    }
    List<ObjectSplit> unreachable = splits.subList(0, 3);
    unreachable.forEach(
        split -> store.refuse(split.object().key(), TransferException.Kind.RETRYABLE));
    reader.handleSplitsChanges(new SplitsAddition<>(unreachable));
    awaitCount(metrics.retriedCalls::getCount, 3);
    // Nobody takes their elements, so that the workers wait while the others become due again.
    reader.handleSplitsChanges(new SplitsAddition<>(splits.subList(3, 6)));
    awaitCount(store::opened, 3);
    Thread.sleep(10);
    unreachable.forEach(split -> store.allow(split.object().key()));
    reader.handleSplitsChanges(new SplitsAddition<>(splits.subList(6, 9)));

    Set<String> finished = new HashSet<>();
    while (finished.size() < 9) {
      finished.addAll(reader.fetch().finishedSplits());
    }
    assertThat(metrics.objectsRead.getCount()).isEqualTo(9);
  }

  private static void awaitCount(LongSupplier count, long least) {
    while (count.getAsLong() < least) {
      Thread.onSpinWait();
    }
  }

  @Test
  void returnsWhenWoken() throws Exception {
    CompletableFuture<Boolean> fetched =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return reader.fetch().nextSplit() == null;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.wakeUp();

    assertThat(fetched.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void readsObjectsInTheirOrder() throws Exception {
    List<String> expected = new ArrayList<>();
    List<ObjectSplit> splits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String key = "k" + i;
      List<String> lines = IntStream.range(0, 30).mapToObj(n -> key + "/" + n).toList();
      store.put(key, LineDecoder.gzip(lines));
      splits.add(ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, key)).withinReader());
      expected.addAll(lines);
    }
    reader.handleSplitsChanges(new SplitsAddition<>(splits));

    List<String> read = new ArrayList<>();
    while (read.size() < expected.size()) {
      read.addAll(elements(reader.fetch()));
    }
    assertThat(read).isEqualTo(expected);
  }

  private static List<String> elements(RecordsWithSplitIds<ObjectElement<String>> batch) {
    List<String> elements = new ArrayList<>();
    while (batch.nextSplit() != null) {
      for (var e = batch.nextRecordFromSplit(); e != null; e = batch.nextRecordFromSplit()) {
        elements.add(e.value());
      }
    }
    return elements;
  }
}
