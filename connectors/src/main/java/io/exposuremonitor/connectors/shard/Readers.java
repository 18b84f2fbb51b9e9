package io.exposuremonitor.connectors.shard;

import java.util.HashSet;
import java.util.Set;

/**
 * Tracks which readers are registered, and which of them were notified that there is nothing to
 * read. Not thread-safe.
 */
final class Readers {
  private final Set<Integer> registered = new HashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private final Set<Integer> standingBy = new HashSet<>();

  void register(int subtask) {
    registered.add(subtask);
    seen.add(subtask);
    standingBy.remove(subtask);
  }

  /** Loses all other readers. */
  void retain(Set<Integer> subtasks) {
    registered.retainAll(subtasks);
    standingBy.retainAll(subtasks);
  }

  void lose(int subtask) {
    registered.remove(subtask);
    standingBy.remove(subtask);
  }

  /** Whether a reader is registered. */
  boolean has(int subtask) {
    return registered.contains(subtask);
  }

  /** How many different readers have registered since the start. */
  int seen() {
    return seen.size();
  }

  /** Assigns a shard to a reader, which then no longer stands by. */
  LedgerAction assign(ShardProgress progress, int subtask) {
    standingBy.remove(subtask);
    return new LedgerAction.Assign(progress, subtask);
  }

  /** Marks a reader as standing by; false when it was already. */
  boolean standBy(int subtask) {
    return standingBy.add(subtask);
  }
}
