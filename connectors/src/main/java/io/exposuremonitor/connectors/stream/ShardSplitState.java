package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.util.List;

/** How far a reader has emitted a shard. Updated with every element, on the task's thread. */
final class ShardSplitState {
  private final ShardKey key;
  private Position position;
  private long verifiedAt;
  private boolean drained;
  private List<Shard> children;

  ShardSplitState(ShardSplit split) {
    ShardProgress progress = split.progress();
    this.key = progress.key();
    this.position = progress.position();
    this.verifiedAt = progress.verifiedAt();
    this.drained = progress.drained();
    this.children = progress.children();
  }

  ShardKey key() {
    return key;
  }

  /** See {@link ShardProgress#verifiedAt}. */
  long verifiedAt() {
    return verifiedAt;
  }

  /** True when the shard was emitted to its end. */
  boolean isDrained() {
    return drained;
  }

  void advanceTo(Position reached) {
    position = reached;
  }

  /** Advances the verified time. It never decreases, although a service's estimate may. */
  void verified(long millis) {
    verifiedAt = Math.max(verifiedAt, millis);
  }

  void drained(List<Shard> named) {
    drained = true;
    children = named;
  }

  ShardSplit toSplit() {
    return new ShardSplit(new ShardProgress(key, position, verifiedAt, drained, children));
  }
}
