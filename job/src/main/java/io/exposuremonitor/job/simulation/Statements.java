package io.exposuremonitor.job.simulation;

import java.util.List;
import java.util.stream.IntStream;

/** PartiQL, as programs write it: always with the key. */
final class Statements {
  private Statements() {}

  /** One for each of some items in a row, which deletes it. */
  static List<String> deletes(Table table, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(item -> delete(table, item)).toList();
  }

  /** Deletes an item. */
  static String delete(Table table, int item) {
    return "DELETE FROM \"%s\" WHERE \"%s\" = '%s'"
        .formatted(table.name(), table.partitionKey(), table.partition(item));
  }

  /** Reads an item. */
  static String select(Table table, int item) {
    return select("*", table, item);
  }

  /** Reads some attributes of an item. */
  static String select(String attributes, Table table, int item) {
    return "SELECT %s FROM \"%s\" WHERE \"%s\" = '%s'"
        .formatted(attributes, table.name(), table.partitionKey(), table.partition(item));
  }

  /** Reads items in a row, all by one statement. */
  static String in(Table table, int first, int count) {
    return "SELECT * FROM \"" + table.name() + "\" WHERE \"pk\" IN " + keys(table, first, count);
  }

  /** Keys of items in a row, as a list; those that would need to be quoted are left out. */
  static String keys(Table table, int first, int count) {
    List<String> keys =
        IntStream.range(first, first + count)
            .filter(item -> item % 997 != 0)
            .mapToObj(item -> "'" + table.partition(item) + "'")
            .toList();
    return "(" + String.join(", ", keys) + ")";
  }
}
