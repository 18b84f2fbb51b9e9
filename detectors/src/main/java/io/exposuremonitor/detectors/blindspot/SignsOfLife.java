package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.baseline.RateBaseline;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Pre-aggregates, where records are decoded, the evidence that tables are in use: calls on their
 * items and changes of items. Sums are flushed periodically, so that a busy table costs no more
 * than a quiet one. Not thread-safe.
 *
 * <p>Expired items are not counted, since DynamoDB deletes them itself and CloudTrail does not
 * record it. Tables whose account and Region are unknown are left out, since they could not be
 * matched.
 */
public final class SignsOfLife {
  private final Map<TableHour, TableSigns> signs = new HashMap<>();
  private long firstEnd = Long.MAX_VALUE;

  /**
   * @param hour hours since the epoch
   */
  private record TableHour(String table, long hour) {}

  /**
   * Counts successful calls. Others don't show that the table exists: anybody can name thousands
   * that don't, and so fill the memory of those who follow tables.
   */
  public void add(ActivityBundle bundle) {
    String table = bundle.resource();
    if (!isTable(table)) {
      return;
    }
    long events = 0;
    long last = 0;
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      if (!facet.failed() && facet.operation().isOnItems()) {
        events++;
        last = Math.max(last, bundle.time(i));
      }
    }
    if (events > 0) {
      add(table, bundle.slot(), events, 0, last);
    }
  }

  /** Counts item changes. */
  public void add(List<ItemChange> changes) {
    for (ItemChange change : changes) {
      TableId table = change.header().table();
      if (isTable(table.arn()) && !change.header().byTimeToLive() && !change.replicated()) {
        add(table.arn(), change.header().time(), 0, 1, 0);
      }
    }
  }

  /** The sign that a table's item count or size has changed. */
  public static TableSigns ofCount(String table, long time) {
    return new TableSigns(placeOf(table), table, RateBaseline.hourOf(time), 0, 0, 1, 0);
  }

  /** True if unflushed sums include an hour that ends by {@code time}, epoch milliseconds. */
  public boolean holdsBefore(long time) {
    return firstEnd <= time;
  }

  /** Emits and clears all sums. */
  public void flush(Consumer<TableSigns> out) {
    if (!signs.isEmpty()) {
      new ArrayList<>(signs.values()).forEach(out);
      signs.clear();
      firstEnd = Long.MAX_VALUE;
    }
  }

  private void add(String table, long time, long events, long changes, long last) {
    TableHour key = new TableHour(table, RateBaseline.hourOf(time));
    TableSigns known = signs.get(key);
    String place = known == null ? placeOf(table) : known.place();
    TableSigns more = new TableSigns(place, table, key.hour(), events, changes, 0, last);
    signs.put(key, known == null ? more : known.plus(more));
    firstEnd = Math.min(firstEnd, more.end());
  }

  private static String placeOf(String table) {
    return Arns.account(table) + '/' + Arns.region(table);
  }

  private static boolean isTable(String arn) {
    return TableArns.isOfTable(arn) && !TableArns.isOfStream(arn);
  }
}
