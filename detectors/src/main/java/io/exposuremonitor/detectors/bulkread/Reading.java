package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of one facet are counted.
 *
 * @param pages the index of a {@link Measure} for each page, or each item of a smaller page, that a
 *     call counts as
 * @param keys whether their keys count
 * @param startKey whether the last of several keys is that of the item before the page, not of an
 *     item read
 * @param tallied whether they count in {@link ReadTally}
 * @param paths the paths by which they read; empty if they are evidence only
 */
record Reading(int[] pages, boolean keys, boolean startKey, boolean tallied, Set<ReadPath> paths) {
  private static final Map<Integer, ReadPath> PATHS =
      Map.of(
          Measure.SCAN.index, ReadPath.SCAN,
          Measure.PARTIQL.index, ReadPath.PARTIQL,
          Measure.QUERY.index, ReadPath.QUERY,
          Measure.CONSOLE.index, ReadPath.CONSOLE,
          Measure.FULL_QUERY.index, ReadPath.SCAN,
          Measure.SCAN_ITEM.index, ReadPath.SCAN);

  private static final int[] NO_PAGES = new int[0];

  /**
   * How the calls of a facet are counted, or null if they read nothing.
   *
   * @param itemsPerPage number of the table's items that count as a page
   */
  static @Nullable Reading of(Facet facet, int itemsPerPage) {
    if (facet.operation().isReadBack()) {
      // The items came back, in the error if the write failed.
      return new Reading(NO_PAGES, true, true);
    }
    Reading reading = ofSuccess(facet, itemsPerPage);
    return reading == null || !facet.failed() ? reading : aside(Measure.FAILED);
  }

  private Reading(int[] pages, boolean keys, boolean tallied) {
    this(pages, keys, false, tallied, paths(pages, keys));
  }

  private static Set<ReadPath> paths(int[] pages, boolean keys) {
    Set<ReadPath> paths = EnumSet.noneOf(ReadPath.class);
    for (int page : pages) {
      ReadPath path = PATHS.get(page);
      if (path != null) {
        paths.add(path);
      }
    }
    if (keys && pages.length == 0) {
      paths.add(ReadPath.KEY);
    }
    return paths;
  }

  private static @Nullable Reading ofSuccess(Facet facet, int itemsPerPage) {
    return switch (facet.operation()) {
      case SCAN -> scan(facet, itemsPerPage);
      case QUERY -> query(facet);
      // A search names no key, so its calls are counted instead.
      case SEARCH_VECTORS -> new Reading(new int[] {Measure.QUERY.index}, false, true);
      case GET_ITEM, BATCH_GET_ITEM, TRANSACT_GET_ITEMS -> new Reading(NO_PAGES, true, true);
      case EXECUTE_STATEMENT, BATCH_EXECUTE_STATEMENT, EXECUTE_TRANSACTION -> statements(facet);
      default -> null;
    };
  }

  /** A page that follows a full page is itself a page of up to 1 MB, like a page of Scan. */
  private static Reading query(Facet facet) {
    if (facet.countOnly()) {
      return aside(Measure.COUNT_ONLY);
    }
    int[] pages =
        followsFullPage(facet)
            ? new int[] {Measure.QUERY.index, Measure.FULL_QUERY.index}
            : new int[] {Measure.QUERY.index};
    return new Reading(pages, true, facet.continued(), true, paths(pages, true));
  }

  /**
   * Without a limit, DynamoDB ends a page at 1 MB (developer guide, Query.Pagination); with a
   * limit, after that many items. Continuing after a few items is paging, as in user interfaces and
   * the console.
   */
  private static boolean followsFullPage(Facet facet) {
    return facet.continued() && (facet.limit() == 0 || facet.limit() > Measure.CONSOLE_LIMIT);
  }

  private static Reading scan(Facet facet, int itemsPerPage) {
    if (facet.countOnly()) {
      return aside(Measure.COUNT_ONLY);
    }
    int limit = facet.limit();
    if (facet.origin().console() && limit > 0 && limit <= Measure.CONSOLE_LIMIT) {
      return aside(Measure.CONSOLE);
    }
    if (limit == 0 || limit >= itemsPerPage) {
      return new Reading(new int[] {Measure.SCAN.index}, false, true);
    }
    int[] items = new int[limit];
    Arrays.fill(items, Measure.SCAN_ITEM.index);
    return new Reading(items, false, true);
  }

  /**
   * Every SELECT of a batch reads a page of its own; a statement that can't be parsed counts as a
   * Query. A statement that continues after a full page counts as a page of the table, with a key
   * or without. Of statements that write items and return them, the keys count.
   */
  private static @Nullable Reading statements(Facet facet) {
    int[] pages =
        facet.statements().stream()
            .filter(statement -> statement.verb() == Statement.Verb.SELECT)
            .map(statement -> statement.access() == Statement.Access.FULL_SCAN)
            .mapToInt(
                scan -> (scan || followsFullPage(facet) ? Measure.PARTIQL : Measure.QUERY).index)
            .toArray();
    boolean returnsItems = facet.statements().stream().anyMatch(Statement::returnsItem);
    if (pages.length == 0) {
      return returnsItems ? new Reading(NO_PAGES, true, true) : null;
    }
    return new Reading(pages, false, true);
  }

  private static Reading aside(Measure measure) {
    return new Reading(new int[] {measure.index}, false, false);
  }
}
