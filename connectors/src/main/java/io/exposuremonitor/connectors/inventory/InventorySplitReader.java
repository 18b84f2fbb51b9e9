package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.inventory.InventorySweep.Seen;
import io.exposuremonitor.connectors.single.OnlySplit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps, and waits until the next sweep is due. For the fetcher's thread, except {@link #wakeUp}
 * and the pauses that it ends.
 */
final class InventorySplitReader implements SplitReader<Seen, OnlySplit> {
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final InventoryApi api;
  private final InventorySettings settings;
  private final InventoryMetrics metrics;
  private final InstantSource clock;
  private final PacedCalls calls;
  private final Object lock = new Object();
  private boolean woken;
  private boolean assigned;
  private @Nullable InventorySweep sweep;
  private long due = Long.MIN_VALUE;

  InventorySplitReader(
      InventoryApi api, InventorySettings settings, InventoryMetrics metrics, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.calls =
        new PacedCalls(
            new TokenBucket(settings.callsPerSecond(), System::nanoTime, this::pause), metrics);
  }

  @Override
  public RecordsWithSplitIds<Seen> fetch() {
    RecordsBySplits.Builder<Seen> records = new RecordsBySplits.Builder<>();
    try {
      Seen seen = next();
      if (seen != null && (seen.table() != null || seen.trails() != null)) {
        records.add(OnlySplit.ALL.splitId(), seen);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return records.build();
  }

  private @Nullable Seen next() throws InterruptedException {
    if (!assigned || (sweep == null && !isDue())) {
      return null;
    }
    InventorySweep current = sweep;
    if (current == null) {
      due = clock.millis() + settings.interval().toMillis();
      current = new InventorySweep(api, calls, settings, clock);
    }
    Seen seen = current.next();
    sweep = seen == null ? null : current;
    if (seen == null) {
      ended(current);
    }
    return seen;
  }

  /** Ends a sweep. An incomplete one does not count: it is repeated before the interval ends. */
  private void ended(InventorySweep over) {
    if (over.isComplete()) {
      metrics.swept(over.found());
    } else {
      due = Math.min(due, clock.millis() + AGAIN.toMillis());
    }
  }

  /** Waits for the next sweep, or until it is woken. */
  private boolean isDue() throws InterruptedException {
    long wait = due - clock.millis();
    // A sweep is due within the interval, unless the clock was set back since the last one.
    if (due == Long.MIN_VALUE || wait <= 0 || wait > settings.interval().toMillis()) {
      return true;
    }
    pause(TimeUnit.MILLISECONDS.toNanos(wait));
    return due <= clock.millis();
  }

  private void pause(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    synchronized (lock) {
      for (long left = nanos; left > 0 && !woken; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
      }
      woken = false;
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<OnlySplit> changes) {
    assigned |= !changes.splits().isEmpty();
  }

  @Override
  public void wakeUp() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
