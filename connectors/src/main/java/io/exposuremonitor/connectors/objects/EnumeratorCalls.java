package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.MessageQueue.Deletion;
import io.exposuremonitor.connectors.objects.ObjectStore.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the enumerator's calls to the queue and the store, one round after the other on the
 * engine's I/O thread. The tasks of a round and its outcome are plain data; only {@link #endPause}
 * may be called on the coordinator's thread.
 */
final class EnumeratorCalls implements AutoCloseable {
  private final ObjectStore store;
  private final @Nullable MessageQueue queue;
  private final ObjectSourceSettings.Queue settings;
  private final Semaphore endPause = new Semaphore(0);

  EnumeratorCalls(
      ObjectStore store, @Nullable MessageQueue queue, ObjectSourceSettings.Queue settings) {
    this.store = store;
    this.queue = queue;
    this.settings = settings;
  }

  /**
   * The tasks of one round, in this order.
   *
   * @param pause how long to wait first, unless interrupted by {@link #endPause}
   * @param delete handles of messages to delete
   * @param extend handles of messages to hide for longer
   * @param list the listing to continue with a page, or null
   * @param receive whether to receive messages
   * @param patient whether to wait for messages if there are none
   */
  record Round(
      Duration pause,
      List<String> delete,
      List<String> extend,
      Backfill.@Nullable Progress list,
      boolean receive,
      boolean patient) {}

  /**
   * The outcome of a round.
   *
   * @param deletion of messages
   * @param page of the listing, or null
   * @param messages possibly none
   * @param failures of calls; a failed call does not prevent the others
   */
  record Outcome(
      Deletion deletion,
      @Nullable Page page,
      List<QueueMessage> messages,
      List<TransferException> failures) {}

  /** Ends the current pause, or else the next one. Thread-safe. */
  void endPause() {
    endPause.release();
  }

  Outcome run(Round round) throws InterruptedException {
    if (endPause.tryAcquire(round.pause().toMillis(), TimeUnit.MILLISECONDS)) {
      endPause.drainPermits();
    }
    List<TransferException> failures = new ArrayList<>();
    MessageQueue messages = queue;
    if (messages == null) {
      return new Outcome(new Deletion(0, List.of()), page(round, failures), List.of(), failures);
    }
    Deletion deletion =
        attempt(() -> messages.delete(round.delete()), new Deletion(0, round.delete()), failures);
    attempt(() -> extended(messages, round), round.extend(), failures);
    Page page = page(round, failures);
    List<QueueMessage> received =
        round.receive()
            ? attempt(
                () -> messages.receive(wait(round), settings.visibility()), List.of(), failures)
            : List.of();
    return new Outcome(deletion, page, received, failures);
  }

  private Duration wait(Round round) {
    return round.patient() ? settings.longPoll() : Duration.ZERO;
  }

  private List<String> extended(MessageQueue messages, Round round) throws TransferException {
    messages.extend(round.extend(), settings.visibility());
    return List.of();
  }

  private @Nullable Page page(Round round, List<TransferException> failures) {
    Backfill.Progress list = round.list();
    if (list == null) {
      return null;
    }
    try {
      return store.list(list.of().bucket(), list.of().prefix(), list.listedTo());
    } catch (TransferException e) {
      failures.add(e);
      return null;
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T make() throws TransferException;
  }

  private static <T> T attempt(Call<T> call, T otherwise, List<TransferException> failures) {
    try {
      return call.make();
    } catch (TransferException e) {
      failures.add(e);
      return otherwise;
    }
  }

  @Override
  public void close() {
    try (store) {
      if (queue != null) {
        queue.close();
      }
    }
  }
}
