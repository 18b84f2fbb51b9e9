package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardProgress;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all shards of a subtask with a few I/O threads, so that a slow shard delays no other.
 *
 * <p>Life of a read: (1) the fetcher thread, in {@link #fetch}, starts reads that are due while
 * threads and capacity for bytes are available; (2) an I/O thread makes the call and stores the
 * outcome under the lock; (3) {@code fetch} returns outcomes, and only then the shard's next read
 * may start; (4) the task's thread releases the bytes once everything was emitted. {@code fetch}
 * waits on one condition until something happens or a read is due, without spinning. A full queue
 * to the task blocks the fetcher thread, which then starts no reads.
 *
 * <p>A drained shard stays, unread, until {@link #release}. Temporary and authorisation errors back
 * off per shard, the latter with a gap; a shard that is gone ends with a gap; any other error fails
 * {@code fetch}, and the job.
 *
 * @param <R> a record as the service's client returns it
 */
final class ShardSplitReader<R> implements SplitReader<Fetched<R>, ShardSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(ShardedStreamSource.class);
  private static final long CLOSE_SECONDS = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReadQueue<R> queue;
  private final ReaderEvents<R> events;
  private final ShardedStreamSettings settings;
  private final StreamService<R> service;
  private final ReaderMetrics metrics;
  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private final Random random;
  private final ExecutorService threads;
  private @Nullable Throwable failure;
  private boolean woken;

  /**
   * @param unplaced receives gaps of shards that aren't read here, on any thread
   * @param wallMillis epoch milliseconds, for reports
   * @param nanos any clock, for waiting
   */
  ShardSplitReader(
      StreamService.Factory<R> factory,
      ShardedStreamSettings settings,
      ReaderMetrics metrics,
      Consumer<CoverageGap> unplaced,
      LongSupplier wallMillis,
      LongSupplier nanos,
      Random random) {
    this.settings = settings;
    this.metrics = metrics;
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.random = random;
    this.events = new ReaderEvents<>(metrics, unplaced);
    this.queue = new ReadQueue<>(settings.ioThreads(), settings.bytesInFlight());
    this.threads =
        Executors.newFixedThreadPool(settings.ioThreads(), DaemonThreads.named("shard-reads"));
    this.service = factory.create(events);
  }

  @Override
  public RecordsWithSplitIds<Fetched<R>> fetch() throws IOException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
    try {
      while (true) {
        if (failure != null) {
          throw new IOException(failure.getMessage(), failure);
        }
        long pause = queue.start(nanos.getAsLong(), due -> threads.execute(() -> read(due)));
        Set<String> finished = queue.takeReleased();
        finished.forEach(this::remove);
        if (queue.isReady() || !finished.isEmpty()) {
          return takeReady(finished);
        }
        if (woken) {
          woken = false;
          return ShardRecords.none();
        }
        if (pause == ReadQueue.NEVER) {
          changed.await();
        } else {
          changed.awaitNanos(pause);
        }
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    } finally {
      lock.unlock();
    }
  }

  private static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("interrupted while waiting").initCause(cause);
  }

  private void remove(String id) {
    ShardReading<R> reading = queue.remove(id);
    if (reading != null) {
      reading.close();
      events.closed(reading);
    }
  }

  private RecordsWithSplitIds<Fetched<R>> takeReady(Set<String> finished) {
    List<ShardReading.Outcome<R>> taken = queue.take();
    long room = taken.stream().mapToLong(ShardReading.Outcome::heapBytes).sum();
    return new ShardRecords<>(taken, finished, () -> locked(() -> queue.putBack(room)));
  }

  /** Reads once; runs on an I/O thread. */
  private void read(ShardReading<R> reading) {
    long started = nanos.getAsLong();
    long startedWall = wallMillis.getAsLong();
    try {
      ShardReading.Outcome<R> outcome = reading.read(startedWall, settings.chunkRecords());
      events.read(outcome);
      boolean empty = outcome.records() == 0;
      locked(
          () -> {
            if (outcome.answered()) {
              reading.pace().succeeded(started, empty, outcome.behindMillis());
            } else {
              reading.pace().unanswered(started);
            }
            queue.done(outcome);
          });
    } catch (StreamException error) {
      failed(reading, error);
    } catch (RuntimeException | Error error) {
      locked(() -> fail(error));
    }
  }

  private void failed(ShardReading<R> reading, StreamException error) {
    switch (error.kind()) {
      case RETRYABLE, THROTTLED -> {
        events.failed(error);
        backOff(reading, error.kind() == StreamException.Kind.THROTTLED);
      }
      case DENIED -> {
        events.denied(reading, error, wallMillis.getAsLong());
        backOff(reading, true);
      }
      case GONE -> {
        ShardReading.Outcome<R> outcome = reading.gone(wallMillis.getAsLong(), error.getMessage());
        events.gone(reading);
        locked(() -> queue.done(outcome));
      }
      case PERMANENT -> {
        LOG.error("{}; the job fails, and is started again", error.getMessage());
        locked(() -> fail(error));
      }
    }
  }

  private void backOff(ShardReading<R> reading, boolean throttled) {
    locked(() -> queue.failed(reading, nanos.getAsLong(), throttled));
  }

  private void fail(Throwable error) {
    queue.broken();
    failure = error;
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ShardSplit> change) {
    locked(
        () -> {
          for (ShardSplit split : change.splits()) {
            if (change instanceof SplitsAddition) {
              add(split);
            } else {
              remove(split.splitId());
            }
          }
        });
  }

  private void add(ShardSplit split) {
    ShardProgress progress = split.progress();
    ShardCursor<R> cursor =
        service.open(progress.key(), progress.position(), progress.verifiedAt());
    ReadPace pace = new ReadPace(settings.pace(), random, nanos.getAsLong());
    ShardReading<R> reading = new ShardReading<>(split, cursor, pace);
    queue.add(reading);
    events.opened(reading);
  }

  @Override
  public void pauseOrResumeSplits(Collection<ShardSplit> pause, Collection<ShardSplit> resume) {
    locked(
        () -> {
          pause.forEach(split -> pause(split.splitId(), true));
          resume.forEach(split -> pause(split.splitId(), false));
        });
  }

  private void pause(String id, boolean paused) {
    ShardReading<R> reading = queue.get(id);
    if (reading != null) {
      reading.pause(paused);
      if (paused) {
        metrics.paused(reading);
      } else {
        metrics.resumed(reading);
      }
    }
  }

  /** Closes a drained split with the next fetch. May be called before the split is added. */
  void release(String id) {
    locked(() -> queue.release(id));
  }

  @Override
  public void wakeUp() {
    locked(() -> woken = true);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    boolean ended = false;
    try {
      ended = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      queue.ids().forEach(this::remove);
    } finally {
      lock.unlock();
      service.close();
    }
    if (!ended) {
      throw new IOException("calls went on after they were interrupted");
    }
  }
}
