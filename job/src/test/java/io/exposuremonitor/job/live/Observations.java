package io.exposuremonitor.job.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an {@link ObservedMonitor} read: for each run of its job, in order, the numbers of the
 * changes of each item.
 *
 * @param runs by run and item
 */
record Observations(Map<String, Map<String, List<Integer>>> runs) {
  private static final char BEFORE_NUMBER = '#';

  /** The id of an item's change, from which it is known again. */
  static String eventId(String item, int number) {
    return item + BEFORE_NUMBER + number;
  }

  /** What is there so far. The last line may still be being written. */
  static Observations read(Path file) throws IOException {
    Map<String, Map<String, List<Integer>>> runs = new LinkedHashMap<>();
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException none) {
      return new Observations(runs);
    }
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      int run = line.indexOf(' ');
      int number = line.indexOf(BEFORE_NUMBER);
      runs.computeIfAbsent(line.substring(0, run), any -> new TreeMap<>())
          .computeIfAbsent(line.substring(run + 1, number), any -> new ArrayList<>())
          .add(Integer.valueOf(line.substring(number + 1)));
    }
    return new Observations(runs);
  }

  /** The furthest of each item's changes that was read. */
  Map<String, Integer> furthest() {
    Map<String, Integer> furthest = new TreeMap<>();
    for (Map<String, List<Integer>> items : runs.values()) {
      items.forEach(
          (item, numbers) -> numbers.forEach(number -> furthest.merge(item, number, Math::max)));
    }
    return furthest;
  }

  /**
   * What breaks the promise, for people; empty when it is kept: that each run reads the changes of
   * an item, whichever shards they went through, one after the other without a hole, each once; and
   * begins no later than behind what the runs before it had read.
   */
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    Map<String, Integer> furthest = new TreeMap<>();
    runs.forEach(
        (run, items) ->
            items.forEach(
                (item, numbers) -> {
                  int last = furthest.getOrDefault(item, 0);
                  if (numbers.get(0) > last + 1) {
                    violations.add(
                        "run %s begins %s at %d behind %d"
                            .formatted(run, item, numbers.get(0), last));
                  }
                  for (int i = 1; i < numbers.size(); i++) {
                    if (numbers.get(i) != numbers.get(i - 1) + 1) {
                      violations.add(
                          "run %s reads of %s %d after %d"
                              .formatted(run, item, numbers.get(i), numbers.get(i - 1)));
                    }
                  }
                  furthest.merge(item, numbers.get(numbers.size() - 1), Math::max);
                }));
    return violations;
  }
}
