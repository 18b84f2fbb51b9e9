package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.single.OnlySplit;
import io.exposuremonitor.connectors.stream.CallCounters;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamMetrics;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables on its own thread, pass after pass. When the task is slow to take the readings,
 * a newer pass replaces an older one; gaps wait until they are taken.
 *
 * @param <T> the element
 */
final class LeaseSourceReader<T> implements SourceReader<T, OnlySplit>, LeaseEvents {
  private static final int ENDING_SECONDS = 10;
  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final LeaseDecoder<T> decoder;
  private final long intervalMillis;
  private final InstantSource clock;
  private final Function<LeaseEvents, LeaseTableReader> readers;
  private final CallCounters calls;
  private final Counter items;
  private final Counter unreadable;
  private volatile int missing;

  private final Object lock = new Object();
  private final Deque<T> gaps = new ArrayDeque<>();
  private @Nullable T newest;
  private @Nullable Throwable failure;
  private CompletableFuture<Void> available = new CompletableFuture<>();

  private @Nullable ScheduledExecutorService thread;
  private @Nullable LeaseTableReader tables;

  /**
   * @param readers creates the table reader, with this reader's own counters
   */
  LeaseSourceReader(
      LeaseDecoder<T> decoder,
      long intervalMillis,
      InstantSource clock,
      MetricGroup group,
      Function<LeaseEvents, LeaseTableReader> readers) {
    this.decoder = decoder;
    this.intervalMillis = intervalMillis;
    this.clock = clock;
    this.readers = readers;
    calls = new CallCounters(group);
    items = group.counter(StreamMetrics.RECORDS_IN, new ThreadSafeSimpleCounter());
    unreadable = group.counter(LeaseMetrics.UNREADABLE_LEASES, new ThreadSafeSimpleCounter());
    group.gauge(LeaseMetrics.MISSING_TABLES, (Gauge<Integer>) () -> missing);
  }

  @Override
  public void start() {
    // Reading starts when the split is assigned.
  }

  @Override
  public void addSplits(List<OnlySplit> splits) {
    if (thread != null || splits.isEmpty()) {
      return;
    }
    ScheduledExecutorService own =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("lease tables"));
    thread = own;
    LeaseTableReader reader = readers.apply(this);
    tables = reader;
    var unused =
        own.scheduleWithFixedDelay(() -> pass(reader), 0, intervalMillis, TimeUnit.MILLISECONDS);
  }

  /** Runs a pass. An uncaught exception would silently end all further passes. */
  private void pass(LeaseTableReader reader) {
    try {
      T element = decoder.readings(reader.pass());
      synchronized (lock) {
        newest = element;
        wake();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error unexpected) {
      synchronized (lock) {
        failure = unexpected;
        wake();
      }
    }
  }

  private void wake() {
    available.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws IOException {
    T next;
    boolean more;
    synchronized (lock) {
      if (failure != null) {
        ExceptionUtils.rethrowIOException(failure);
      }
      next = gaps.poll();
      if (next == null) {
        next = newest;
        newest = null;
      }
      more = !gaps.isEmpty() || newest != null;
      if (!more) {
        available = new CompletableFuture<>();
      }
    }
    if (next != null) {
      output.collect(next, clock.millis());
    }
    return more ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    synchronized (lock) {
      boolean ready = !gaps.isEmpty() || newest != null || failure != null;
      return ready ? NOW : available;
    }
  }

  @Override
  public List<OnlySplit> snapshotState(long checkpoint) {
    return thread == null ? List.of() : List.of(OnlySplit.ALL);
  }

  @Override
  public void notifyNoMoreSplits() {
    // The passes continue.
  }

  @Override
  public void close() {
    ScheduledExecutorService own = thread;
    if (own != null) {
      own.shutdownNow();
      awaitEnd(own);
    }
    LeaseTableReader reader = tables;
    if (reader != null) {
      reader.close();
    }
  }

  /** Waits for the end; a call in progress is interrupted when the client is closed. */
  private static void awaitEnd(ScheduledExecutorService ended) {
    try {
      ended.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void count(Count what) {
    calls.count(what);
  }

  @Override
  public void gap(CoverageGap gap) {
    calls.gap();
    T element = decoder.gap(gap);
    synchronized (lock) {
      gaps.add(element);
      wake();
    }
  }

  @Override
  public void failed(StreamException error) {
    calls.failed(error);
  }

  @Override
  public void read(int count) {
    items.inc(count);
  }

  @Override
  public void unreadable(int count) {
    unreadable.inc(count);
  }

  @Override
  public void passed(int missingTables) {
    missing = missingTables;
  }
}
