package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call of one facet counts as.
 *
 * @param pages the index of a {@link Measure} for each page, or each item of less than a page, that
 *     a call counts
 * @param keys whether its keys count
 * @param startKey whether the last of several keys is not of what is read, but of the item before
 * @param tallied whether it counts in {@link ReadTally}
 * @param paths by which paths it reads; none where it is only noted in passing
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
   * What a facet counts as, or null when it reads nothing.
   *
   * @param itemsPerPage how many of the table's items weigh as much as a page
   */
  static @Nullable Reading of(Facet facet, int itemsPerPage) {
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
      // What a search asks for is no key, so that its calls are counted instead.
      case SEARCH_VECTORS -> new Reading(new int[] {Measure.QUERY.index}, false, true);
      case GET_ITEM, BATCH_GET_ITEM, TRANSACT_GET_ITEMS -> new Reading(NO_PAGES, true, true);
      case EXECUTE_STATEMENT, BATCH_EXECUTE_STATEMENT, EXECUTE_TRANSACTION -> statements(facet);
      default -> null;
    };
  }

  /** A page that follows a full one is a page of up to 1 MB as well, like one of a Scan. */
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
   * Without a limit DynamoDB ends a page at 1 MB (developer guide, Query.Pagination), with one
   * after so many items. What goes on after few of them leafs, as programs with pages of their own
   * and the console do.
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
   * Every SELECT of a batch reads a page of its own; one that can't be read counts as a Query. One
   * that goes on after a full page reads one of the table, with a key or without.
   */
  private static @Nullable Reading statements(Facet facet) {
    int[] pages =
        facet.statements().stream()
            .filter(statement -> statement.verb() == Statement.Verb.SELECT)
            .map(statement -> statement.access() == Statement.Access.FULL_SCAN)
            .mapToInt(
                scan -> (scan || followsFullPage(facet) ? Measure.PARTIQL : Measure.QUERY).index)
            .toArray();
    return pages.length == 0 ? null : new Reading(pages, false, true);
  }

  private static Reading aside(Measure measure) {
    return new Reading(new int[] {measure.index}, false, false);
  }
}
