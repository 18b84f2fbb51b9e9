package io.exposuremonitor.connectors.shard;

import java.util.List;

/**
 * How far a shard has been read, with everything that must survive a restart.
 *
 * @param key the shard
 * @param position where reading resumes
 * @param verifiedAt everything that arrived before this has been read, epoch milliseconds; 0 when
 *     unknown
 * @param drained true when the shard was read to its end
 * @param children the shards that follow it, as far as its reader knows them; empty until drained
 */
public record ShardProgress(
    ShardKey key, Position position, long verifiedAt, boolean drained, List<Shard> children) {

  /** Copies the list, so that progress is immutable. */
  public ShardProgress {
    children = List.copyOf(children);
  }
}
