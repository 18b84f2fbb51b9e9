package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.objects.ObjectReading.Patience;
import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectReadingTest {
  private static final String KEY = "a.json.gz";
  private static final String PATH = "s3://trail/a.json.gz";

  private static final List<String> LINES =
      IntStream.range(0, 200).mapToObj(i -> "line " + i * 7919).toList();

  private final FakeStore store = new FakeStore();
  private final ObjectReaderMetrics metrics =
      new ObjectReaderMetrics(new UnregisteredMetricsGroup());
  private final List<Integer> pauses = new ArrayList<>();

  /** The number of consecutive failures at each postponement of an object. */
  private final List<Integer> tasks = new ArrayList<>();

  @BeforeEach
  void putObject() {
    store.put(KEY, LineDecoder.gzip(LINES));
  }

  @AfterEach
  void leavesNothingOpen() {
    assertThat(store.open()).isZero();
  }

  private List<ObjectElement<String>> read(ObjectSplit split) throws InterruptedException {
    return read(split, new LineDecoder());
  }

  private List<ObjectElement<String>> read(ObjectSplit split, LineDecoder decoder)
      throws InterruptedException {
    List<ObjectElement<String>> all = new ArrayList<>();
    for (ReadTask task = ReadTask.first(split); task != null; ) {
      assertThat(task.splitId()).isEqualTo(split.splitId());
      try (ObjectReading<String> reading =
          new ObjectReading<>(task, store, decoder, metrics, patience())) {
        for (var next = reading.next(); next != null; next = reading.next()) {
          all.add(next);
        }
        assertThat(reading.next()).isNull();
        task = reading.later();
      }
      if (task != null) {
        tasks.add(task.failures());
      }
    }
    return all;
  }

  private Patience patience() {
    return new Patience(3, 30, pauses::add);
  }

  private List<String> values(long emitted) throws InterruptedException {
    ObjectSplit split = new ObjectSplit(ObjectRef.of(FakeStore.BUCKET, KEY), emitted);
    return read(split).stream().map(ObjectElement::value).toList();
  }

  @Test
  void readsAnObjectToItsEnd() throws InterruptedException {
    List<ObjectElement<String>> elements =
        read(ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, KEY)));

    byte[] stored = LineDecoder.gzip(LINES);
    assertThat(elements).extracting(ObjectElement::value).isEqualTo(LINES);
    assertThat(elements)
        .extracting(ObjectElement::position)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).mapToObj(i -> (long) i).toList());
    assertThat(elements).allMatch(element -> FakeStore.eTag(stored).equals(element.eTag()));
    assertThat(metrics.objectsRead.getCount()).isEqualTo(1);
    assertThat(metrics.bytesIn.getCount()).isEqualTo(stored.length);
  }

  @Test
  void closesConnectionWhenTheDecoderFailsToOpen() {
    ObjectDecoder<String> broken =
        new LineDecoder() {
          @Override
          public Elements<String> open(String path, InputStream bytes) {
            throw new IllegalStateException("no secret");
          }
        };
    ObjectSplit split = ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, KEY));
    try (ObjectReading<String> reading =
        new ObjectReading<>(ReadTask.first(split), store, broken, metrics, patience())) {
      assertThatThrownBy(reading::next).hasMessage("no secret");
    }
  }

  @Test
  void resumesAfterEmittedElements() throws InterruptedException {
    assertThat(values(150)).isEqualTo(LINES.subList(150, 200));
    assertThat(values(200)).isEmpty();
  }

  @Test
  void resumesWhereTheConnectionBroke() throws InterruptedException {
    store.breakOffAfter(5, 100, 200, 300);

    assertThat(values(0)).isEqualTo(LINES);
    assertThat(metrics.retriedCalls.getCount()).isEqualTo(4);
    assertThat(metrics.objectsRead.getCount()).isEqualTo(1);
  }

  /** What decoders do when their input breaks off. */
  private enum Habit {
    TAKES_IT_FOR_THE_END,
    BLAMES_THE_CONTENT,
    THROWS_UNCHECKED
  }

  private static LineDecoder decoder(Habit habit) {
    return new LineDecoder() {
      @Override
      public Elements<String> open(String path, InputStream bytes) {
        Elements<String> lines = super.open(path, bytes);
        return new Elements<>() {
          @Override
          public @Nullable String next() throws IOException {
            try {
              return lines.next();
            } catch (IOException e) {
              switch (habit) {
                case TAKES_IT_FOR_THE_END -> {
                  return null;
                }
                case BLAMES_THE_CONTENT -> throw new IOException("damaged", e);
                case THROWS_UNCHECKED -> throw new UncheckedIOException(e);
              }
              throw e;
            }
          }

          @Override
          public void close() throws IOException {
            lines.close();
          }
        };
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void resumesWhateverTheDecoderMakesOfBrokenConnection(Habit habit) throws InterruptedException {
    store.breakOffAfter(100, 200);
    ObjectSplit split = ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, KEY));

    assertThat(read(split, decoder(habit))).extracting(ObjectElement::value).isEqualTo(LINES);
    assertThat(pauses).as("each connection gave new elements").containsExactly(1, 1);
  }

  @Test
  void reportsGapWhenTheConnectionKeepsBreaking() throws InterruptedException {
    store.breakOffAfter(100, 100, 100, 100);

    List<String> values = values(0);

    assertThat(values).last().isEqualTo("gap OBJECT_UNREADABLE " + PATH);
    assertThat(LINES).startsWith(values.subList(0, values.size() - 1).toArray(String[]::new));
    assertThat(metrics.unreadableObjects.getCount()).isEqualTo(1);
  }

  @Test
  void postponesObjectsWhileTheStoreIsUnreachable() throws InterruptedException {
    store.failNext(20);

    assertThat(values(0)).isEqualTo(LINES);
    assertThat(tasks).containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    assertThat(pauses).isEmpty();
    assertThat(metrics.retriedCalls.getCount()).isEqualTo(20);
  }

  @Test
  void resumesPostponedObjectAfterEmittedElements() throws InterruptedException {
    store.breakOffAfter(100);
    ObjectSplit split = ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, KEY));
    List<String> values = new ArrayList<>();
    ReadTask later;
    try (ObjectReading<String> reading =
        new ObjectReading<>(ReadTask.first(split), store, new LineDecoder(), metrics, patience())) {
      values.add(reading.next().value());
      store.failNext(1);
      for (var next = reading.next(); next != null; next = reading.next()) {
        values.add(next.value());
      }
      later = reading.later();
    }
    assertThat(later.splitId()).isEqualTo(split.splitId());
    assertThat(later.rest().object().eTag()).isNotNull();
    try (ObjectReading<String> reading =
        new ObjectReading<>(later, store, new LineDecoder(), metrics, patience())) {
      for (var next = reading.next(); next != null; next = reading.next()) {
        values.add(next.value());
      }
    }

    assertThat(values).isEqualTo(LINES);
  }

  @Test
  void reportsGapForUnreachableObject() throws InterruptedException {
    store.refuse(KEY, Kind.RETRYABLE);

    assertThat(values(0)).containsExactly("gap OBJECT_MISSING " + PATH);
    assertThat(tasks).hasSize(29);
    assertThat(metrics.missingObjects.getCount()).isEqualTo(1);
    assertThat(metrics.unreadableObjects.getCount()).isZero();
  }

  @Test
  void reportsGapForMissingObject() throws InterruptedException {
    store.remove(KEY);

    assertThat(values(0)).containsExactly("gap OBJECT_MISSING " + PATH);
    assertThat(values(7)).containsExactly("gap OBJECT_MISSING " + PATH);
    assertThat(pauses).isEmpty();
    assertThat(metrics.missingObjects.getCount()).isEqualTo(2);
  }

  @Test
  void retriesRefusedObjectBeforeReportingGap() throws InterruptedException {
    store.refuse(KEY, Kind.REFUSED);

    assertThat(values(0)).containsExactly("gap OBJECT_MISSING " + PATH);
    assertThat(tasks).containsExactly(1, 2);
    assertThat(pauses).as("others are read meanwhile").isEmpty();
    assertThat(metrics.missingObjects.getCount()).isEqualTo(1);
    assertThat(metrics.retriedCalls.getCount()).isEqualTo(2);
  }

  @Test
  void countsOnlyRefusalsAsAttemptsOnARefusedObject() throws InterruptedException {
    store.failNext(20);
    store.refuse(KEY, Kind.REFUSED);

    assertThat(values(0)).containsExactly("gap OBJECT_MISSING " + PATH);
    assertThat(tasks).containsExactlyElementsOf(IntStream.rangeClosed(1, 22).boxed().toList());
  }

  @Test
  void reportsGapWhenTheContentWasReplaced() throws InterruptedException {
    ObjectSplit split =
        new ObjectSplit(new ObjectRef(FakeStore.BUCKET, KEY, null, "replaced", -1), 3);

    assertThat(read(split))
        .extracting(ObjectElement::value)
        .containsExactly("gap OBJECT_MISSING " + PATH);
  }

  @Test
  void keepsElementsBeforeTruncation() throws InterruptedException {
    byte[] whole = LineDecoder.gzip(LINES);
    store.put(KEY, Arrays.copyOf(whole, whole.length / 2));

    List<String> values = values(0);

    assertThat(values).hasSizeGreaterThan(20).last().isEqualTo("unreadable " + PATH);
    assertThat(LINES).startsWith(values.subList(0, values.size() - 1).toArray(String[]::new));
    assertThat(metrics.unreadableObjects.getCount()).isEqualTo(1);
    assertThat(metrics.retriedCalls.getCount()).isZero();
    assertThat(values(values.size())).as("reported once").isEmpty();
  }

  @Test
  void reportsContentThatIsNotGzip() throws InterruptedException {
    store.put(KEY, new byte[] {1, 2, 3});

    assertThat(values(0)).containsExactly("unreadable " + PATH);
  }

  @Test
  void reportsUnreadableObjectWhenTheDecoderFails() throws InterruptedException {
    store.put(KEY, LineDecoder.gzip(List.of("a", LineDecoder.POISON, "c")));

    assertThat(values(0)).containsExactly("a", "unreadable " + PATH);
  }

  /** The message may quote the object. */
  @Test
  void hidesMessageOfFailedDecoder() throws InterruptedException {
    store.put(KEY, LineDecoder.gzip(List.of(LineDecoder.POISON)));
    LineDecoder telling =
        new LineDecoder() {
          @Override
          public String unreadable(String path, IOException error) {
            return error.getMessage();
          }
        };
    ObjectSplit split = ObjectSplit.of(ObjectRef.of(FakeStore.BUCKET, KEY));

    assertThat(read(split, telling))
        .extracting(ObjectElement::value)
        .containsExactly("the decoder failed: java.lang.IllegalStateException");
  }
}
