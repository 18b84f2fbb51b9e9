package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.LedgerEntry.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's entries with their indexes: lineage, waiting entries, and the number of shards of
 * each subtask. Not thread-safe.
 */
final class LedgerBook {
  private final Map<ShardKey, LedgerEntry> entries = new LinkedHashMap<>();
  private final Set<ShardKey> waiting = new LinkedHashSet<>();
  private final ShardGraph graph = new ShardGraph();
  private final int[] load;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  LedgerBook(int parallelism) {
    load = new int[parallelism];
  }

  @Nullable LedgerEntry get(ShardKey key) {
    return entries.get(key);
  }

  /** All entries, oldest first. */
  List<LedgerEntry> all() {
    return List.copyOf(entries.values());
  }

  /** Entries that are unassigned, or drained and not released. */
  List<LedgerEntry> waiting() {
    List<LedgerEntry> found = new ArrayList<>(waiting.size());
    for (ShardKey key : waiting) {
      LedgerEntry entry = entries.get(key);
      if (entry != null) {
        found.add(entry);
      }
    }
    return found;
  }

  /** Adds or replaces an entry. */
  void put(LedgerEntry entry) {
    LedgerEntry before = entries.put(entry.key(), entry);
    if (before != null) {
      count(before, -1);
    }
    count(entry, 1);
    if (before == null || !before.shard().equals(entry.shard())) {
      graph.add(entry.stream(), entry.shard());
    }
    boolean drained = entry.status() == Status.DRAINED && !entry.released();
    if (entry.status() == Status.UNASSIGNED || drained) {
      waiting.add(entry.key());
    } else {
      waiting.remove(entry.key());
    }
  }

  /** Replaces an entry by one of another shard with the same id, whose lineage is its own. */
  void replace(LedgerEntry entry) {
    forget(entry.key());
    graph.disown(entry.key());
    put(entry);
  }

  /** Removes an entry. */
  void forget(ShardKey key) {
    LedgerEntry before = entries.remove(key);
    if (before != null) {
      count(before, -1);
      waiting.remove(key);
      graph.remove(key);
    }
  }

  /** The parents' entries, with null for each parent without an entry. */
  List<@Nullable LedgerEntry> parents(ShardKey key) {
    return entriesOf(graph.parents(key));
  }

  /** The entries of those children that have one. */
  List<LedgerEntry> children(ShardKey key) {
    List<LedgerEntry> found = new ArrayList<>();
    for (LedgerEntry child : entriesOf(graph.children(key))) {
      if (child != null) {
        found.add(child);
      }
    }
    return found;
  }

  /** The number of entries with a status. */
  int count(Status status) {
    return counts.getOrDefault(status, 0);
  }

  /** A copy of the number of unfinished shards that are assigned to, or wait for, each subtask. */
  int[] load() {
    return load.clone();
  }

  private List<@Nullable LedgerEntry> entriesOf(Collection<ShardKey> keys) {
    List<@Nullable LedgerEntry> found = new ArrayList<>(keys.size());
    keys.forEach(key -> found.add(entries.get(key)));
    return found;
  }

  private void count(LedgerEntry entry, int change) {
    counts.merge(entry.status(), change, Integer::sum);
    boolean unfinished = entry.status() == Status.UNASSIGNED || entry.status() == Status.ASSIGNED;
    if (unfinished && entry.subtask() >= 0 && entry.subtask() < load.length) {
      load[entry.subtask()] += change;
    }
  }
}
