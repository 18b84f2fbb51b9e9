package io.exposuremonitor.job.simulation;

import java.util.List;
import java.util.stream.IntStream;

/** PartiQL statements with keys, as programs write them. */
final class Statements {
  private Statements() {}

  /** Statements that each delete one of {@code count} consecutive items. */
  static List<String> deletes(Table table, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(item -> delete(table, item)).toList();
  }

  /** A statement that deletes an item. */
  static String delete(Table table, int item) {
    return "DELETE FROM \"%s\" WHERE \"%s\" = '%s'"
        .formatted(table.name(), table.partitionKey(), table.partition(item));
  }

  /** A statement that reads an item. */
  static String select(Table table, int item) {
    return select("*", table, item);
  }

  /** A statement that reads some attributes of an item. */
  static String select(String attributes, Table table, int item) {
    return "SELECT %s FROM \"%s\" WHERE \"%s\" = '%s'"
        .formatted(attributes, table.name(), table.partitionKey(), table.partition(item));
  }

  /** One statement that reads consecutive items. */
  static String in(Table table, int first, int count) {
    return "SELECT * FROM \"" + table.name() + "\" WHERE \"pk\" IN " + keys(table, first, count);
  }

  /** A list of the keys of consecutive items, without those that would need quoting. */
  static String keys(Table table, int first, int count) {
    List<String> keys =
        IntStream.range(first, first + count)
            .filter(item -> item % 997 != 0)
            .mapToObj(item -> "'" + table.partition(item) + "'")
            .toList();
    return "(" + String.join(", ", keys) + ")";
  }
}
