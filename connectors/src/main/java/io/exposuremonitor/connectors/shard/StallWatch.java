package io.exposuremonitor.connectors.shard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices shards that are open but had no successful read for too long: a subscription that only
 * looks alive, a call that never returns. Paused shards don't count. Thread-safe.
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

  /** Reading began, went on after a pause, or succeeded; possibly without records. */
  public void alive(ShardKey shard, long nanos) {
    since.put(shard, nanos);
  }

  /** Nobody wants to read the shard: it was paused, drained or given away. */
  public void ignore(ShardKey shard) {
    since.remove(shard);
  }

  /** How many shards are stalled. */
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
