package io.exposuremonitor.connectors.shard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Detects shards that are open but had no successful read for too long, because a subscription only
 * seems alive, or a call never returns. Paused shards don't count. Thread-safe.
 */
public final class StallWatch {
  private final long limitNanos;
  private final Map<ShardKey, Long> since = new ConcurrentHashMap<>();

  /**
   * @param limitNanos how long a shard may go without a successful read
   */
  public StallWatch(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /**
   * Records that reading started, resumed after a pause, or succeeded, possibly without records.
   */
  public void alive(ShardKey shard, long nanos) {
    since.put(shard, nanos);
  }

  /** Stops watching a shard that was paused, drained or reassigned. */
  public void ignore(ShardKey shard) {
    since.remove(shard);
  }

  /** The number of stalled shards. */
  public int stalled(long nanos) {
    int count = 0;
    for (long last : since.values()) {
      if (nanos - last > limitNanos) {
        count++;
      }
    }
    return count;
  }
}
