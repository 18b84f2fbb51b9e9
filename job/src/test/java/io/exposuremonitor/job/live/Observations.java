package io.exposuremonitor.job.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What an observed monitor read: for each run of its job, in order, the numbers of each item's
 * changes.
 *
 * @param runs by run and item
 */
record Observations(Map<String, Map<String, List<Integer>>> runs) {
  private static final char BEFORE_NUMBER = '#';

  /** The name that identifies a change of an item. */
  static String name(String item, int number) {
    return item + BEFORE_NUMBER + number;
  }

  /** The observations so far, if the ids of the changes are their names. */
  static Observations read(Path file) throws IOException {
    return read(file, UnaryOperator.identity());
  }

  /**
   * The observations so far.
   *
   * @param names maps the ids of changes to their names
   */
  static Observations read(Path file, UnaryOperator<String> names) throws IOException {
    Map<String, List<String>> runs = new LinkedHashMap<>();
    ids(file).forEach((run, ids) -> runs.put(run, ids.stream().map(names).toList()));
    return of(runs);
  }

  /**
   * Observations from lists of names.
   *
   * @param names names of changes, in order, by run
   */
  static Observations of(Map<String, List<String>> names) {
    Map<String, Map<String, List<Integer>>> runs = new LinkedHashMap<>();
    names.forEach(
        (run, changes) -> {
          Map<String, List<Integer>> items = new TreeMap<>();
          for (String name : changes) {
            int number = name.lastIndexOf(BEFORE_NUMBER);
            items
                .computeIfAbsent(name.substring(0, number), any -> new ArrayList<>())
                .add(Integer.valueOf(name.substring(number + 1)));
          }
          runs.put(run, items);
        });
    return new Observations(runs);
  }

  /** The ids that each run has read so far, in order. The last line may be incomplete. */
  static Map<String, List<String>> ids(Path file) throws IOException {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException none) {
      return ids;
    }
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      int run = line.indexOf(' ');
      ids.computeIfAbsent(line.substring(0, run), any -> new ArrayList<>())
          .add(line.substring(run + 1));
    }
    return ids;
  }

  /** Whether some run read again what an earlier one had read. */
  static boolean repeat(Collection<List<String>> ids) {
    Set<String> earlier = new HashSet<>();
    for (List<String> run : ids) {
      if (run.stream().anyMatch(earlier::contains)) {
        return true;
      }
      earlier.addAll(run);
    }
    return false;
  }

  /** The latest change of each item that was read. */
  Map<String, Integer> furthest() {
    Map<String, Integer> furthest = new TreeMap<>();
    for (Map<String, List<Integer>> items : runs.values()) {
      items.forEach(
          (item, numbers) -> numbers.forEach(number -> furthest.merge(item, number, Math::max)));
    }
    return furthest;
  }

  /**
   * Violations of the guarantee, for people; empty if it is kept: each run reads the changes of an
   * item in order, without gaps and once, whichever shards they went through, and begins no later
   * than after those that the previous runs had read.
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
