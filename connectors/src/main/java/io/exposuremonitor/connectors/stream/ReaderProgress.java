package io.exposuremonitor.connectors.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Determines up to which time a reader has emitted all of its shards, and when to report that
 * again. A shard that was never answered counts from the time the reader received it: otherwise an
 * unreadable shard would look as if it were up to date. For the task's thread.
 */
final class ReaderProgress {
  static final long PERIOD_NANOS = 1_000_000_000L;

  private final LongSupplier nanos;
  private final LongSupplier wallMillis;
  private final Map<String, Held> held = new HashMap<>();
  private boolean reported;
  private long reportedAt;

  /**
   * @param nanos any clock
   * @param wallMillis epoch milliseconds
   */
  ReaderProgress(LongSupplier nanos, LongSupplier wallMillis) {
    this.nanos = nanos;
    this.wallMillis = wallMillis;
  }

  /** A shard, and since when it is read, epoch milliseconds. */
  private record Held(ShardSplitState state, long since) {
    long reached() {
      return state.verifiedAt() > 0 ? state.verifiedAt() : since;
    }
  }

  /** Adds a shard that is read from now on. */
  void hold(String split, ShardSplitState state) {
    held.put(split, new Held(state, wallMillis.getAsLong()));
  }

  /** Removes shards that are no longer read; the progress without them is reported at once. */
  void drop(Set<String> splits) {
    held.keySet().removeAll(splits);
    reported = false;
  }

  boolean holds(String split) {
    return held.containsKey(split);
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  boolean isDue() {
    return !reported || nanos.getAsLong() - reportedAt >= PERIOD_NANOS;
  }

  /**
   * Reports the time up to which everything was emitted.
   *
   * @return epoch milliseconds; 0 when there is no shard to be read
   */
  long report() {
    reported = true;
    reportedAt = nanos.getAsLong();
    return held.values().stream()
        .filter(shard -> !shard.state().isDrained())
        .mapToLong(Held::reached)
        .min()
        .orElse(0);
  }
}
