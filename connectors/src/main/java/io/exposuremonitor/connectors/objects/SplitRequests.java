package io.exposuremonitor.connectors.objects;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Tracks how many objects each reader has requested; readers take turns. Not thread-safe. */
final class SplitRequests {
  private final Map<Integer, Integer> room = new LinkedHashMap<>();

  void add(int subtask) {
    room.merge(subtask, 1, Integer::sum);
  }

  /** Drops the requests of a reader that starts anew. */
  void forget(int subtask) {
    room.remove(subtask);
  }

  /** Takes the next request of the registered readers, in turn. */
  OptionalInt take(Set<Integer> registered) {
    OptionalInt next =
        room.keySet().stream().filter(registered::contains).mapToInt(Integer::intValue).findFirst();
    next.ifPresent(this::takeFrom);
    return next;
  }

  private void takeFrom(int subtask) {
    Integer before = room.remove(subtask);
    if (before != null && before > 1) {
      room.put(subtask, before - 1);
    }
  }

  /** Readers with open requests. */
  Set<Integer> waiting() {
    return Set.copyOf(room.keySet());
  }
}
