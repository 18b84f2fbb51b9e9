package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.TestingReaderContext;
import io.exposuremonitor.connectors.failure.Backoff;
import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectSourceReaderTest {
  private static final ObjectSourceSettings.Reading SETTINGS =
      new ObjectSourceSettings.Reading(
          2, 1_000, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)), 3, 200);

  private final FakeStore store = new FakeStore();
  private final Output output = new Output();
  private final TestingReaderContext context = new TestingReaderContext();
  private ObjectSourceReader<String> reader = reader();

  private ObjectSourceReader<String> reader() {
    return reader(SETTINGS);
  }

  private ObjectSourceReader<String> reader(ObjectSourceSettings.Reading settings) {
    ObjectReaderMetrics metrics = new ObjectReaderMetrics(new UnregisteredMetricsGroup());
    AtomicInteger postponed = new AtomicInteger();
    return new ObjectSourceReader<>(
        () ->
            new ObjectSplitReader<>(
                store, new LineDecoder(), metrics, settings, new Random(1), postponed),
        metrics,
        settings.slots(),
        postponed,
        context);
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  private ObjectSplit object(String key, int lines) {
    store.put(
        key, LineDecoder.gzip(IntStream.range(0, lines).mapToObj(i -> key + "/" + i).toList()));
    return ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, key));
  }

  private void readUntil(int elements) throws Exception {
    while (output.elements.size() < elements) {
      if (reader.pollNext(output) != InputStatus.MORE_AVAILABLE) {
        reader.isAvailable().get(30, TimeUnit.SECONDS);
      }
    }
  }

  private void readUntilIdle() throws Exception {
    reader.handleSourceEvents(new NothingToRead());
    while (!output.idle) {
      if (reader.pollNext(output) != InputStatus.MORE_AVAILABLE && !output.idle) {
        reader.isAvailable().get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void requestsAsManyObjectsAsItHasSlots() throws Exception {
    reader.start();
    assertThat(context.requests()).isEqualTo(4);

    reader.addSplits(List.of(object("a", 2), object("b", 2)));
    readUntilIdle();

    assertThat(output.elements).containsExactlyInAnyOrder("a/0", "a/1", "b/0", "b/1");
    assertThat(context.requests()).isEqualTo(6);
  }

  @Test
  void requestsOthersWhileDeniedObjectsAreTriedAgain() throws Exception {
    Backoff hourly = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
    reader.close();
    reader = reader(new ObjectSourceSettings.Reading(2, 1_000, hourly, 3, 200));
    reader.start();
    List<ObjectSplit> denied = new ArrayList<>();
    for (String key : List.of("a", "b", "c", "d")) {
      denied.add(object(key, 1));
      store.refuse(key, TransferException.Kind.REFUSED);
    }
    reader.addSplits(denied);
    while (context.requests() < 8) {
      if (reader.pollNext(output) != InputStatus.MORE_AVAILABLE && context.requests() < 8) {
        reader.isAvailable().get(30, TimeUnit.SECONDS);
      }
    }
    reader.addSplits(List.of(object("e", 2)));
    readUntil(2);

    assertThat(output.elements).containsExactly("e/0", "e/1");
    assertThat(reader.snapshotState(1))
        .extracting(split -> split.object().key())
        .contains("a", "b", "c", "d");
  }

  @Test
  void requestsFewerObjectsAfterRestore() {
    reader.addSplits(List.of(object("a", 2), object("b", 2), object("c", 2)));
    reader.start();

    assertThat(context.requests()).isEqualTo(1);
  }

  @Test
  void readsTwiceAssignedObjectOnce() throws Exception {
    ObjectSplit split = object("a", 2);
    reader.start();
    reader.addSplits(List.of(split));
    reader.addSplits(List.of(split));
    assertThat(context.requests()).as("room for another").isEqualTo(5);
    readUntilIdle();

    assertThat(output.elements).containsExactly("a/0", "a/1");
  }

  @Test
  void resumesFromCheckpoint() throws Exception {
    reader.start();
    reader.addSplits(List.of(object("a", 40), object("b", 40)));
    readUntil(17);
    List<ObjectSplit> state = reader.snapshotState(1);
    reader.close();
    reader = reader();
    reader.addSplits(state);
    reader.start();
    readUntilIdle();

    assertThat(output.elements).hasSize(80).doesNotHaveDuplicates();
    assertThat(output.elements.stream().filter(e -> e.startsWith("a/")).toList())
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "a/" + i).toList());
    assertThat(reader.snapshotState(2)).isEmpty();
  }

  @Test
  void readsRestoredObjectsInTheOrderOfDelivery() throws Exception {
    List<String> keys = List.of("x_20260131T1000Z_x", "x_20260131T1005Z_x", "x_20260131T1010Z_x");
    reader.addSplits(
        List.of(object(keys.get(2), 1), object(keys.get(0), 1), object(keys.get(1), 1)));
    reader.start();
    readUntilIdle();

    assertThat(output.elements)
        .containsExactlyElementsOf(keys.stream().map(k -> k + "/0").toList());
  }

  @Test
  void checkpointsETagAndPosition() throws Exception {
    reader.start();
    reader.addSplits(List.of(object("a", 300)));
    readUntil(3);

    assertThat(reader.snapshotState(1))
        .singleElement()
        .satisfies(split -> assertThat(split.object().eTag()).isNotNull())
        .satisfies(split -> assertThat(split.emitted()).isEqualTo(3));
  }

  @Test
  void isIdleOnlyAfterNothingToReadEventAndWithoutObjects() throws Exception {
    reader.start();
    reader.pollNext(output);
    assertThat(output.idle).as("an object may be waiting").isFalse();

    reader.handleSourceEvents(new NothingToRead());
    assertThat(reader.isAvailable()).isDone();
    reader.pollNext(output);
    assertThat(output.idle).isTrue();

    reader.addSplits(List.of(object("a", 1)));
    // The first poll then emits the element.
    reader.isAvailable().get(10, TimeUnit.SECONDS);
    readUntil(1);
    assertThat(output.idleAtElements).containsExactly(false);
    readUntilIdle();
  }

  @Test
  void emitsAllObjectsThroughTheMainOutput() throws Exception {
    ObjectSplit stuck = object("stuck", 1);
    store.refuse("stuck", Kind.RETRYABLE);
    reader.start();
    reader.addSplits(List.of(stuck, object("a", 2)));
    readUntil(2);

    assertThat(output.elements).containsExactly("a/0", "a/1");
    assertThat(output.elementsOfSplits).isZero();
    store.allow("stuck");
    readUntilIdle();
    assertThat(output.elements).contains("stuck/0");
  }

  /** Flink's base reader polls again by itself, with the output that it was given. */
  @Test
  void staysActiveWhenObjectEndsInNestedPoll() throws Exception {
    ObjectSplit ends = object("a", 1);
    store.refuse("stuck", Kind.RETRYABLE);
    reader.start();
    reader.addSplits(List.of(object("stuck", 1), ends));
    ReaderOutput<String> sharedOutput = new SharedOutput<>(output);
    while (!output.released.contains(ends.splitId())) {
      InputStatus status = reader.pollNext(sharedOutput);
      if (status != InputStatus.MORE_AVAILABLE && output.released.isEmpty()) {
        reader.isAvailable().get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(output.idle).as("another object is still to be read").isFalse();
  }

  @Test
  void releasesOutputOfFinishedObject() throws Exception {
    ObjectSplit split = object("a", 2);
    reader.start();
    reader.addSplits(List.of(split));
    readUntilIdle();

    assertThat(output.released).containsExactly(split.splitId());
  }

  private static final class Output implements ReaderOutput<String> {
    final List<String> elements = new ArrayList<>();
    final List<Boolean> idleAtElements = new ArrayList<>();
    boolean idle;
    int elementsOfSplits;
    final Set<String> released = new HashSet<>();

    @Override
    public void collect(String element) {
      elements.add(element);
      idleAtElements.add(idle);
    }

    @Override
    public void collect(String element, long timestamp) {
      collect(element);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }

    @Override
    public SourceOutput<String> createOutputForSplit(String splitId) {
      return new SplitOutput(this);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      released.add(splitId);
    }
  }

  /** The output of one object, which must stay unused. */
  private record SplitOutput(Output main) implements SourceOutput<String> {
    @Override
    public void collect(String element) {
      main.elementsOfSplits++;
    }

    @Override
    public void collect(String element, long timestamp) {
      collect(element);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markIdle() {
      // An idle output holds no watermark back.
    }

    @Override
    public void markActive() {
      throw new UnsupportedOperationException();
    }
  }
}
