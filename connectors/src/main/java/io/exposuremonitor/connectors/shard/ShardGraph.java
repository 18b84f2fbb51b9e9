package io.exposuremonitor.connectors.shard;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The lineage of all streams' shards, as far as it was listed. Accepts listings in any order and
 * with holes; a shard that names itself as its ancestor is treated as having no parent. Not
 * thread-safe.
 */
final class ShardGraph {
  private final Map<ShardKey, Set<ShardKey>> parents = new HashMap<>();
  private final Map<ShardKey, Set<ShardKey>> children = new HashMap<>();

  /** Adds a shard, or updates its parents from a later listing. */
  void add(String stream, Shard shard) {
    ShardKey key = new ShardKey(stream, shard.id());
    Set<ShardKey> known = parents.computeIfAbsent(key, any -> new LinkedHashSet<>());
    for (String id : shard.parents()) {
      ShardKey parent = new ShardKey(stream, id);
      if (!parent.equals(key) && !descends(parent, key)) {
        known.add(parent);
        children.computeIfAbsent(parent, any -> new LinkedHashSet<>()).add(key);
      }
    }
  }

  /** Removes a shard; its children still name it as their parent. */
  void remove(ShardKey key) {
    for (ShardKey parent : parents.getOrDefault(key, Set.of())) {
      Set<ShardKey> siblings = children.getOrDefault(parent, Set.of());
      siblings.remove(key);
      if (siblings.isEmpty()) {
        children.remove(parent);
      }
    }
    parents.remove(key);
  }

  /** Separates a shard from its children, which then no longer name it as a parent. */
  void disown(ShardKey key) {
    Set<ShardKey> removed = children.remove(key);
    if (removed != null) {
      removed.forEach(child -> parents.getOrDefault(child, Set.of()).remove(key));
    }
  }

  /** The parents of a shard, whether or not they were listed themselves. */
  Collection<ShardKey> parents(ShardKey key) {
    return parents.getOrDefault(key, Set.of());
  }

  /** The shards that name this one as their parent. */
  Collection<ShardKey> children(ShardKey key) {
    return children.getOrDefault(key, Set.of());
  }

  private boolean descends(ShardKey from, ShardKey ancestor) {
    Set<ShardKey> seen = new HashSet<>();
    Deque<ShardKey> left = new ArrayDeque<>();
    left.add(from);
    while (!left.isEmpty()) {
      ShardKey next = left.remove();
      if (next.equals(ancestor)) {
        return true;
      }
      if (seen.add(next)) {
        left.addAll(parents(next));
      }
    }
    return false;
  }
}
