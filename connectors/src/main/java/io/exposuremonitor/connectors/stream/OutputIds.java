package io.exposuremonitor.connectors.stream;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids of the outputs of a reader's splits. Released ids are reused, so there are never more than
 * the largest number of splits that the reader held at the same time. For the task's thread.
 */
final class OutputIds {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final BitSet used = new BitSet();

  /** The id of a split's output; the same until it is released. */
  String of(String split) {
    return id(numbers.computeIfAbsent(split, added -> next()));
  }

  /** Makes the id of a split's output available to others, and returns it. */
  String release(String split) {
    String id = of(split);
    Integer number = numbers.remove(split);
    if (number != null) {
      used.clear(number);
    }
    return id;
  }

  private int next() {
    int number = used.nextClearBit(0);
    used.set(number);
    return number;
  }

  private static String id(int number) {
    return "shard-" + number;
  }
}
