package io.exposuremonitor.connectors.dynamodbstreams;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/**
 * The shards of a stream that others name as their parent, in the present listing and the one
 * before: a child may be listed pages after its parent, which the next listing then corrects.
 * Bounded by what a stream lists. Thread-safe.
 */
final class KnownParents {
  private Set<String> before = Set.of();
  private Set<String> now = new HashSet<>();

  /**
   * @param first true for the first page of a listing
   */
  synchronized void page(List<Shard> shards, boolean first) {
    if (first) {
      before = now;
      now = new HashSet<>();
    }
    for (Shard shard : shards) {
      if (shard.parentShardId() != null) {
        now.add(shard.parentShardId());
      }
    }
  }

  synchronized boolean contains(String shard) {
    return now.contains(shard) || before.contains(shard);
  }
}
