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

  /** A reader starts anew: its earlier requests are void. */
  void forget(int subtask) {
    room.remove(subtask);
  }

  /** Takes the next request, by turns, of the registered readers. */
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
