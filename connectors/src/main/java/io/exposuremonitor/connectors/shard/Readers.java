package io.exposuremonitor.connectors.shard;

import java.util.HashSet;
import java.util.Set;

/** Which readers are there, and which of them were told that nothing is coming. Not thread-safe. */
final class Readers {
  private final Set<Integer> registered = new HashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private final Set<Integer> standingBy = new HashSet<>();

  void register(int subtask) {
    registered.add(subtask);
    seen.add(subtask);
    standingBy.remove(subtask);
  }

  void lose(int subtask) {
    registered.remove(subtask);
    standingBy.remove(subtask);
  }

  /** Whether a reader is there now. */
  boolean has(int subtask) {
    return registered.contains(subtask);
  }

  /** How many readers have been there since the start. */
  int seen() {
    return seen.size();
  }

  /** Gives a shard to a reader, which then has something to do. */
  LedgerAction assign(ShardProgress progress, int subtask) {
    standingBy.remove(subtask);
    return new LedgerAction.Assign(progress, subtask);
  }

  /** A reader has nothing to do; false when it knows that. */
  boolean standBy(int subtask) {
    return standingBy.add(subtask);
  }
}
