package io.exposuremonitor.job.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counts of the items that the services really returned, which CloudTrail does not record and the
 * monitor has to estimate. The items themselves are not kept. Thread-safe.
 */
final class Ledger {
  /**
   * What an actor read from a table.
   *
   * @param actor the actor without its session
   * @param table name of the table
   * @param calls number of reads
   * @param items number of items returned, including repetitions
   * @param distinct number of different items among them
   * @param bytes size of the items: lengths of attribute names and values
   */
  record Taken(String actor, String table, long calls, long items, long distinct, long bytes) {}

  private record Key(String actor, String table) {}

  private static final class Tally {
    private long calls;
    private long items;
    private long bytes;
    private final Set<AttributeValue> keys = new HashSet<>();
  }

  private final Map<Key, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, Long> changes = new HashMap<>();

  /**
   * Adds the items returned by a call.
   *
   * @param keyName name of the table's partition key
   */
  synchronized void took(
      String actor, String table, String keyName, List<Map<String, AttributeValue>> items) {
    Tally tally = tallies.computeIfAbsent(new Key(actor, table), key -> new Tally());
    tally.calls++;
    tally.items += items.size();
    for (Map<String, AttributeValue> item : items) {
      tally.bytes += size(item);
      AttributeValue key = item.get(keyName);
      if (key != null) {
        tally.keys.add(key);
      }
    }
  }

  /** All counts so far, in the order of the first call. */
  synchronized List<Taken> taken() {
    List<Taken> all = new ArrayList<>();
    tallies.forEach(
        (key, tally) ->
            all.add(
                new Taken(
                    key.actor(),
                    key.table(),
                    tally.calls,
                    tally.items,
                    tally.keys.size(),
                    tally.bytes)));
    return all;
  }

  /** What an actor read from a table; zero if it never read it. */
  Taken taken(String actor, String table) {
    return taken().stream()
        .filter(taken -> taken.actor().equals(actor) && taken.table().equals(table))
        .findFirst()
        .orElse(new Taken(actor, table, 0, 0, 0, 0));
  }

  /** Counts an item change that the monitor read. */
  synchronized void changed(String table) {
    changes.merge(table, 1L, Long::sum);
  }

  /** Number of item changes of a table that the monitor has read. */
  synchronized long changes(String table) {
    return changes.getOrDefault(table, 0L);
  }

  private static long size(Map<String, AttributeValue> item) {
    long size = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      size += attribute.getKey().length() + size(attribute.getValue());
    }
    return size;
  }

  private static long size(AttributeValue value) {
    return value.s() != null ? value.s().length() : value.n() != null ? value.n().length() : 1;
  }
}
