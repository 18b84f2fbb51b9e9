package io.exposuremonitor.connectors.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the reads of a subtask's shards, and holds results that were not emitted yet. Bounds
 * the number of concurrent reads and the bytes in flight. Guarded by the lock of {@link
 * ShardSplitReader}.
 *
 * @param <R> a record as the service's client returns it
 */
final class ReadQueue<R> {
  /** Returned when no read becomes due by the passing of time alone. */
  static final long NEVER = Long.MAX_VALUE;

  private final Map<String, ShardReading<R>> readings = new LinkedHashMap<>();
  private final Set<String> released = new HashSet<>();
  private final int maxActive;
  private final long maxBytes;
  private List<ShardReading.Outcome<R>> ready = new ArrayList<>();
  private int active;
  private long bytes;

  /**
   * @param maxActive maximum number of concurrent reads
   * @param maxBytes bytes in flight above which no read starts
   */
  ReadQueue(int maxActive, long maxBytes) {
    this.maxActive = maxActive;
    this.maxBytes = maxBytes;
  }

  void add(ShardReading<R> reading) {
    readings.put(reading.splitId(), reading);
  }

  /** Removes a shard; its results that were not emitted yet stay. */
  @Nullable ShardReading<R> remove(String id) {
    return readings.remove(id);
  }

  @Nullable ShardReading<R> get(String id) {
    return readings.get(id);
  }

  Set<String> ids() {
    return Set.copyOf(readings.keySet());
  }

  /** Releases a drained shard. May be called before the shard is added. */
  void release(String id) {
    released.add(id);
  }

  /** Returns the released shards among those present. They stay until they are removed. */
  Set<String> takeReleased() {
    Set<String> here = new HashSet<>(released);
    here.retainAll(readings.keySet());
    released.removeAll(here);
    return here;
  }

  /**
   * Starts the reads that are due, longest overdue first.
   *
   * @param now nanoseconds
   * @param start starts the read, which must end in {@link #done}, {@link #failed} or {@link
   *     #broken}
   * @return nanoseconds until the next read is due, or {@link #NEVER}
   */
  long start(long now, Consumer<ShardReading<R>> start) {
    while (active < maxActive && bytes < maxBytes) {
      ShardReading<R> next = next();
      if (next == null) {
        return NEVER;
      }
      if (next.pace().next() > now) {
        return next.pace().next() - now;
      }
      next.busy(true);
      active++;
      start.accept(next);
    }
    return NEVER;
  }

  private @Nullable ShardReading<R> next() {
    ShardReading<R> next = null;
    for (ShardReading<R> reading : readings.values()) {
      if (reading.mayRead() && (next == null || reading.pace().next() < next.pace().next())) {
        next = reading;
      }
    }
    return next;
  }

  /** Adds the result of a read. Its shard is not read again until the result is taken. */
  void done(ShardReading.Outcome<R> outcome) {
    active--;
    if (readings.containsKey(outcome.reading().splitId())) {
      bytes += outcome.heapBytes();
      ready.add(outcome);
    }
  }

  /** Records a read that failed temporarily. */
  void failed(ShardReading<R> reading, long now, boolean throttled) {
    active--;
    reading.busy(false);
    reading.pace().failed(now, throttled);
  }

  /** Records a read that failed permanently. */
  void broken() {
    active--;
  }

  boolean isReady() {
    return !ready.isEmpty();
  }

  /**
   * Takes the results, so that the next reads of their shards may start. Their bytes remain in
   * flight.
   */
  List<ShardReading.Outcome<R>> take() {
    List<ShardReading.Outcome<R>> taken = ready;
    ready = new ArrayList<>();
    taken.forEach(outcome -> outcome.reading().busy(false));
    return taken;
  }

  /** Releases the bytes of results that were emitted. */
  void putBack(long emitted) {
    bytes -= emitted;
  }
}
