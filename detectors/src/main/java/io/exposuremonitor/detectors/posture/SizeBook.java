package io.exposuremonitor.detectors.posture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How large tables are, and whether that is worth telling: who is told works it into everything it
 * does. Growth of less than a tenth changes nothing that matters. A hundred bytes for each table;
 * one that no look has seen for a week is not known any more. Not thread-safe.
 */
public final class SizeBook {
  /** A table may be gone, or whoever looked at it: its size says nothing then. */
  static final long MEMORY_MILLIS = 7 * 24 * 60 * 60_000L;

  private static final double WORTH_TELLING = 0.1;

  private final Map<String, TableSize> known = new TreeMap<>();
  private Map<String, TableSize> told = Map.of();

  /**
   * Takes a look at a table; one that is older than what is known changes nothing.
   *
   * @return whether what is known of the table is worth telling
   */
  public boolean look(TableSize size) {
    TableSize newest =
        known.merge(
            size.table(), size, (before, now) -> now.time() >= before.time() ? now : before);
    return isNews(told.get(size.table()), newest);
  }

  /**
   * Forgets what was seen too long ago.
   *
   * @param now the clock, epoch milliseconds
   */
  public void forget(long now) {
    known.values().removeIf(size -> now - size.time() > MEMORY_MILLIS);
  }

  /** Whether what is known differs from what was told by more than a little. */
  public boolean hasNews() {
    return known.size() != told.size()
        || known.values().stream().anyMatch(size -> isNews(told.get(size.table()), size));
  }

  private static boolean isNews(@Nullable TableSize before, TableSize now) {
    return before == null
        || differs(before.sizeBytes(), now.sizeBytes())
        || differs(before.itemCount(), now.itemCount());
  }

  private static boolean differs(long before, long now) {
    return Math.abs(now - before) > WORTH_TELLING * before;
  }

  /** What is known, which counts as told from now on; by table. */
  public List<TableSize> told() {
    told = Map.copyOf(known);
    return known();
  }

  /** What is known, by table. */
  public List<TableSize> known() {
    return List.copyOf(known.values());
  }
}
