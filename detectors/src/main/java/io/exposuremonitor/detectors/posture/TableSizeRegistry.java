package io.exposuremonitor.detectors.posture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest sizes of tables, and whether they differ enough from those last published. Publishing
 * is expensive for subscribers, and changes of up to 10 % do not matter to them. About 100 bytes
 * per table; a table without a snapshot for a week is dropped. Not thread-safe.
 */
public final class TableSizeRegistry {
  /** The table or its inventory may be gone, so an older size is unreliable. */
  static final long MEMORY_MILLIS = 7 * 24 * 60 * 60_000L;

  private static final double SIGNIFICANT_CHANGE = 0.1;

  private final Map<String, TableSize> known = new TreeMap<>();
  private Map<String, TableSize> published = Map.of();

  /**
   * Records a size; one older than the known size is ignored.
   *
   * @return true if the known size differs enough from the published one
   */
  public boolean look(TableSize size) {
    TableSize newest =
        known.merge(
            size.table(), size, (before, now) -> now.time() >= before.time() ? now : before);
    return isSignificant(published.get(size.table()), newest);
  }

  /**
   * Drops sizes older than the retention.
   *
   * @param now wall-clock time, epoch milliseconds
   */
  public void forget(long now) {
    known.values().removeIf(size -> now - size.time() > MEMORY_MILLIS);
  }

  /** True if the known sizes differ enough from the published ones. */
  public boolean hasChanged() {
    return known.size() != published.size()
        || known.values().stream()
            .anyMatch(size -> isSignificant(published.get(size.table()), size));
  }

  private static boolean isSignificant(@Nullable TableSize before, TableSize now) {
    return before == null
        || differs(before.sizeBytes(), now.sizeBytes())
        || differs(before.itemCount(), now.itemCount());
  }

  private static boolean differs(long before, long now) {
    return Math.abs(now - before) > SIGNIFICANT_CHANGE * before;
  }

  /** The known sizes, by table, which count as published from now on. */
  public List<TableSize> published() {
    published = Map.copyOf(known);
    return known();
  }

  /** The known sizes, by table. */
  public List<TableSize> known() {
    return List.copyOf(known.values());
  }
}
