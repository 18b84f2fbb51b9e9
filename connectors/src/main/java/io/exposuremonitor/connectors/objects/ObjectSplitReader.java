package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.ObjectReading.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Reads several objects at the same time. A few workers, each with its own decoder, take objects in
 * the order in which they were assigned and put elements into the {@link Handover}, from which the
 * fetcher takes them in the same order. An object that can't be opened lets the others go first.
 *
 * @param <T> the element
 */
final class ObjectSplitReader<T> implements SplitReader<ObjectElement<T>, ObjectSplit> {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final ObjectReaderMetrics metrics;
  private final ObjectSourceSettings.Reading settings;
  private final RandomGenerator random;
  private final AtomicInteger postponed;
  private final Handover<T> handover;
  private final ReadTaskQueue tasks = new ReadTaskQueue();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService workers;

  /**
   * Starts the workers.
   *
   * @param store owned by this reader, and closed with it
   * @param random adds jitter to pauses; thread-safe
   * @param postponed is kept at the number of objects that wait for another attempt
   */
  ObjectSplitReader(
      ObjectStore store,
      ObjectDecoder<T> decoder,
      ObjectReaderMetrics metrics,
      ObjectSourceSettings.Reading settings,
      RandomGenerator random,
      AtomicInteger postponed) {
    this.store = store;
    this.metrics = metrics;
    this.settings = settings;
    this.random = random;
    this.postponed = postponed;
    this.handover = new Handover<>(settings.bufferedBytes());
    this.workers =
        Executors.newFixedThreadPool(
            settings.concurrent(), new ExecutorThreadFactory("object-reader"));
    for (int i = 0; i < settings.concurrent(); i++) {
      ObjectDecoder<T> own = copy(decoder);
      workers.execute(() -> work(own));
    }
  }

  private static <T> ObjectDecoder<T> copy(ObjectDecoder<T> decoder) {
    try {
      return InstantiationUtil.clone(decoder, decoder.getClass().getClassLoader());
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException("the decoder can't be copied", e);
    }
  }

  /** Runs a worker. */
  private void work(ObjectDecoder<T> decoder) {
    try {
      while (closing.getCount() > 0) {
        ReadTask task = tasks.take();
        if (task.failures() > 0) {
          postponed.decrementAndGet();
        }
        read(task, decoder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      handover.fail(e);
    }
  }

  private void read(ReadTask task, ObjectDecoder<T> decoder) throws InterruptedException {
    Patience patience = new Patience(settings.attempts(), settings.openings(), this::pause);
    try (ObjectReading<T> reading = new ObjectReading<>(task, store, decoder, metrics, patience)) {
      ObjectElement<T> element = reading.next();
      while (element != null) {
        handover.put(task.splitId(), element);
        element = reading.next();
      }
      ReadTask later = reading.later();
      if (later == null) {
        handover.finished(task.splitId());
      } else {
        // Before the fetcher returns, after which the task asks for as many others.
        postponed.incrementAndGet();
        handover.postpone(task.splitId());
        tasks.add(later, settings.backoff().pause(later.failures(), random));
      }
    }
  }

  private void pause(int failures) throws InterruptedException {
    long millis = settings.backoff().pause(failures, random).toMillis();
    if (closing.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("closing");
    }
  }

  @Override
  public RecordsWithSplitIds<ObjectElement<T>> fetch() throws IOException {
    try {
      return handover.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for objects", e);
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ObjectSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("objects are only added, not " + change);
    }
    for (ObjectSplit split : change.splits()) {
      // Before a worker can take it, so that the order is that of the assignment.
      handover.expect(split.splitId());
      tasks.add(ReadTask.first(split), Duration.ZERO);
    }
  }

  @Override
  public void wakeUp() {
    handover.wakeUp();
  }

  @Override
  public void close() {
    closing.countDown();
    workers.shutdownNow();
    // Ends reads that an interrupt doesn't end.
    store.close();
    try {
      workers.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
