package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a call of one facet counts as.
 *
 * @param pages how many pages of each measure a call counts, by index
 * @param keys whether its keys count
 */
record Reading(int[] pages, boolean keys) {

  /** Whether it counts in {@link ReadTally}. */
  boolean tallied() {
    return keys
        || pages[Measure.SCAN.index] > 0
        || pages[Measure.PARTIQL.index] > 0
        || pages[Measure.QUERY.index] > 0;
  }

  /** What a facet counts as, or null when it reads nothing. */
  static @Nullable Reading of(Facet facet) {
    Reading reading = ofSuccess(facet);
    return reading == null || !facet.failed() ? reading : one(Measure.FAILED, false);
  }

  private static @Nullable Reading ofSuccess(Facet facet) {
    return switch (facet.operation()) {
      case SCAN -> one(scan(facet), false);
      case QUERY -> facet.countOnly() ? one(Measure.COUNT_ONLY, false) : one(Measure.QUERY, true);
      case GET_ITEM, BATCH_GET_ITEM, TRANSACT_GET_ITEMS, SEARCH_VECTORS ->
          new Reading(new int[Measure.values().length], true);
      case EXECUTE_STATEMENT, BATCH_EXECUTE_STATEMENT, EXECUTE_TRANSACTION -> statements(facet);
      default -> null;
    };
  }

  private static Measure scan(Facet facet) {
    if (facet.countOnly()) {
      return Measure.COUNT_ONLY;
    }
    boolean explorer =
        facet.origin().console() && facet.limit() > 0 && facet.limit() <= Measure.CONSOLE_LIMIT;
    return explorer ? Measure.CONSOLE : Measure.SCAN;
  }

  /** Every SELECT of a batch reads a page of its own; one that can't be read counts as a Query. */
  private static @Nullable Reading statements(Facet facet) {
    int[] pages = new int[Measure.values().length];
    int selects = 0;
    for (Statement statement : facet.statements()) {
      if (statement.verb() == Statement.Verb.SELECT) {
        boolean scan = statement.access() == Statement.Access.FULL_SCAN;
        pages[(scan ? Measure.PARTIQL : Measure.QUERY).index]++;
        selects++;
      }
    }
    return selects == 0 ? null : new Reading(pages, false);
  }

  private static Reading one(Measure measure, boolean keys) {
    int[] pages = new int[Measure.values().length];
    pages[measure.index] = 1;
    return new Reading(pages, keys);
  }
}
