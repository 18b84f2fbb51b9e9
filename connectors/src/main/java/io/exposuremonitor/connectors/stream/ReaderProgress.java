package io.exposuremonitor.connectors.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Determines up to which time a reader has emitted all of its shards, and when to report that
 * again. For the task's thread.
 */
final class ReaderProgress {
  static final long PERIOD_NANOS = 1_000_000_000L;

  private final LongSupplier nanos;
  private final Map<String, ShardSplitState> held = new HashMap<>();
  private boolean reported;
  private long reportedAt;

  ReaderProgress(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Adds a shard that is read from now on. */
  void hold(String split, ShardSplitState state) {
    held.put(split, state);
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
   * @return epoch milliseconds; 0 when it is unknown for all shards, or when there are none
   */
  long report() {
    reported = true;
    reportedAt = nanos.getAsLong();
    return held.values().stream()
        .filter(state -> !state.isDrained() && state.verifiedAt() > 0)
        .mapToLong(ShardSplitState::verifiedAt)
        .min()
        .orElse(0);
  }
}
