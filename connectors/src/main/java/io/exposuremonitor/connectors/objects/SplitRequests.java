package io.exposuremonitor.connectors.objects;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** How many objects each reader has room for; readers take turns. Not thread-safe. */
final class SplitRequests {
  private final Map<Integer, Integer> room = new LinkedHashMap<>();

  void add(int subtask) {
    room.merge(subtask, 1, Integer::sum);
  }

  /** A reader starts anew: what it asked for before is void. */
  void forget(int subtask) {
    room.remove(subtask);
  }

  /** Takes the request whose turn it is, of those readers that are there. */
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

  /** Readers that have room. */
  Set<Integer> waiting() {
    return Set.copyOf(room.keySet());
  }
}
