package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Reads all shards of a subtask with a few I/O threads, so that a slow shard holds up no other.
 *
 * <p>Life of a read: (1) the fetcher thread, in {@link #fetch}, starts reads that are due while
 * there are threads and room for bytes; (2) an I/O thread makes the call and puts the outcome away
 * under the lock; (3) {@code fetch} hands outcomes on, and only then the shard's next read may
 * start; (4) the task's thread gives the bytes' room back when all was emitted. {@code fetch} waits
 * on one condition until something happens or a read is due; nothing spins. A full queue to the
 * task blocks the fetcher thread, and so starts no reads.
 *
 * <p>A drained shard stays, unread, until {@link #release}. Passing errors back off per shard; a
 * shard that is gone ends with a gap; any other error fails {@code fetch}, and the job.
 *
 * @param <R> a record as the service's client gives it
 */
final class ShardSplitReader<R> implements SplitReader<Fetched<R>, ShardSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(ShardedStreamSource.class);
  private static final long CLOSE_SECONDS = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, ShardReading<R>> readings = new LinkedHashMap<>();
  private final Map<ShardKey, ShardReading<R>> byKey = new ConcurrentHashMap<>();
  private final Set<String> released = new HashSet<>();
  private final ShardedStreamSettings settings;
  private final StreamService<R> service;
  private final ReaderMetrics metrics;
  private final Consumer<CoverageGap> unplaced;
  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private final Random random;
  private final ExecutorService threads;
  private List<ShardReading.Outcome<R>> ready = new ArrayList<>();
  private @Nullable Throwable failure;
  private boolean woken;
  private int active;
  private long bytes;

  /**
   * @param unplaced takes gaps of shards that aren't read here, on any thread
   * @param wallMillis epoch milliseconds, for what is reported
   * @param nanos any clock, for what is waited for
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
    this.unplaced = unplaced;
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.random = random;
    this.threads = Executors.newFixedThreadPool(settings.ioThreads(), ShardSplitReader::ioThread);
    this.service = factory.create(new Events());
  }

  private static Thread ioThread(Runnable work) {
    Thread thread = new Thread(work, "shard-reads");
    thread.setDaemon(true);
    return thread;
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
        long pause = startReads(nanos.getAsLong());
        Set<String> finished = takeReleased();
        if (!ready.isEmpty() || !finished.isEmpty()) {
          return takeReady(finished);
        }
        if (woken) {
          woken = false;
          return ShardRecords.none();
        }
        if (pause == Long.MAX_VALUE) {
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

  /** Starts what is due, the longest due first; gives the time until the next is. */
  private long startReads(long now) {
    while (active < settings.ioThreads() && bytes < settings.bytesInFlight()) {
      ShardReading<R> next = null;
      for (ShardReading<R> reading : readings.values()) {
        if (reading.mayRead() && (next == null || reading.pace().next() < next.pace().next())) {
          next = reading;
        }
      }
      if (next == null) {
        return Long.MAX_VALUE;
      }
      if (next.pace().next() > now) {
        return next.pace().next() - now;
      }
      ShardReading<R> due = next;
      due.busy(true);
      active++;
      threads.execute(() -> read(due));
    }
    return Long.MAX_VALUE;
  }

  private Set<String> takeReleased() {
    Set<String> finished = new HashSet<>(released);
    finished.retainAll(readings.keySet());
    for (String id : finished) {
      remove(id);
    }
    released.removeAll(finished);
    return finished;
  }

  private void remove(String id) {
    ShardReading<R> reading = readings.remove(id);
    if (reading != null) {
      byKey.remove(reading.key());
      metrics.closed(reading);
      reading.close();
      reading.takeGaps().forEach(unplaced);
    }
  }

  private RecordsWithSplitIds<Fetched<R>> takeReady(Set<String> finished) {
    List<ShardReading.Outcome<R>> taken = ready;
    ready = new ArrayList<>();
    long room = 0;
    for (ShardReading.Outcome<R> outcome : taken) {
      outcome.reading().busy(false);
      room += outcome.bytes();
    }
    long given = room;
    return new ShardRecords<>(taken, finished, () -> giveBack(given));
  }

  private void giveBack(long room) {
    locked(() -> bytes -= room);
  }

  /** On an I/O thread. */
  private void read(ShardReading<R> reading) {
    long started = nanos.getAsLong();
    long startedWall = wallMillis.getAsLong();
    try {
      ShardReading.Outcome<R> outcome = reading.read(startedWall, settings.chunkRecords());
      metrics.read(outcome);
      boolean empty = outcome.records() == 0;
      locked(
          () -> {
            reading.pace().succeeded(started, empty, outcome.behindMillis());
            put(outcome);
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
        metrics.calls().failed(error);
        boolean throttled = error.kind() == StreamException.Kind.THROTTLED;
        locked(
            () -> {
              active--;
              reading.busy(false);
              reading.pace().failed(nanos.getAsLong(), throttled);
            });
      }
      case GONE -> {
        metrics.calls().gap();
        ShardReading.Outcome<R> outcome = reading.gone(wallMillis.getAsLong(), error.getMessage());
        metrics.resumed(reading);
        locked(() -> put(outcome));
      }
      case PERMANENT -> {
        LOG.error("{}; the job fails, and is started again", error.getMessage());
        locked(() -> fail(error));
      }
    }
  }

  private void put(ShardReading.Outcome<R> outcome) {
    active--;
    if (readings.containsKey(outcome.reading().splitId())) {
      bytes += outcome.bytes();
      ready.add(outcome);
    }
  }

  private void fail(Throwable error) {
    active--;
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
    readings.put(split.splitId(), reading);
    byKey.put(reading.key(), reading);
    metrics.reading(reading);
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
    ShardReading<R> reading = readings.get(id);
    if (reading != null) {
      reading.pause(paused);
      if (paused) {
        metrics.paused(reading);
      } else {
        metrics.resumed(reading);
      }
    }
  }

  /** Closes a drained split with the next fetch. May come before the split itself. */
  void release(String id) {
    locked(() -> released.add(id));
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
      List.copyOf(readings.keySet()).forEach(this::remove);
    } finally {
      lock.unlock();
      service.close();
    }
    if (!ended) {
      throw new IOException("calls went on after they were interrupted");
    }
  }

  /** What the service tells, on any thread. */
  private final class Events implements StreamEvents {
    @Override
    public void count(Count what) {
      metrics.calls().count(what);
    }

    @Override
    public void gap(CoverageGap gap) {
      metrics.calls().gap();
      ShardReading<R> reading = byKey.get(new ShardKey(gap.source(), gap.part()));
      if (reading == null) {
        unplaced.accept(gap);
      } else {
        reading.lost(gap);
      }
    }
  }
}
