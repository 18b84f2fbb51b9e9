package io.exposuremonitor.connectors.leases;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the leases of one stream. Not thread-safe. */
final class LeaseTally {
  private final Set<String> workers = new HashSet<>();
  private int owned;
  private int orphaned;
  private int finished;
  private long lag;

  void finished() {
    finished++;
  }

  /**
   * Counts a lease of a shard that was not read to its end.
   *
   * @param owner null for none
   * @param still for how long its counter has not changed, milliseconds
   * @param allowed for how long it may not change, milliseconds
   */
  void open(@Nullable String owner, long still, long allowed) {
    lag = Math.max(lag, still);
    if (still >= allowed) {
      orphaned++;
    } else if (owner != null) {
      owned++;
      workers.add(owner);
    }
  }

  StreamLeases of(String stream) {
    return new StreamLeases(stream, owned, orphaned, finished, workers.size(), lag);
  }
}
