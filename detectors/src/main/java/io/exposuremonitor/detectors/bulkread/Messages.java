package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Names;
import java.util.Locale;

/** The one sentence that a person reads first. */
final class Messages {
  private Messages() {}

  /** What one actor read of one table. */
  static String read(Analytic analytic, Observation seen, Actor actor, String table) {
    boolean keys = analytic.equals(Analytics.KEY_SWEEP) || seen.magnitude() > seen.count("pages");
    String how =
        analytic.equals(Analytics.TABLE_SCAN)
            ? scanned(seen)
            : analytic.equals(Analytics.PARTIQL_DUMP) ? " with PartiQL" : "";
    return sentence(keys ? keys(seen) : pages(seen.count("pages")), seen, table)
        + " by "
        + name(actor)
        + how;
  }

  private static String scanned(Observation seen) {
    long queries = seen.count("full_query_pages");
    if (queries == 0) {
      return " with Scan";
    }
    return queries < seen.count("pages") - seen.count("partiql_pages")
        ? " with Scan and Query"
        : " with Query";
  }

  /** What many actors read of one table. */
  static String distributed(String amount, Observation seen, String table) {
    return sentence(amount, seen, table)
        + String.format(
            Locale.ROOT, " by %d actors together, none of which explains it", seen.count("actors"));
  }

  static String manyTables(long tables, Actor actor) {
    return String.format(Locale.ROOT, "%,d tables read within an hour by %s", tables, name(actor));
  }

  /** Pages, and how much they hold at most: a page is at most 1 MB. */
  static String pages(long pages) {
    return pages < 1_000
        ? String.format(Locale.ROOT, "%d pages (up to %d MB)", pages, pages)
        : String.format(Locale.ROOT, "%,d pages (up to %,.1f GB)", pages, pages / 1_000.0);
  }

  /** An actor as people call it: {@code role/Name}. */
  static String name(Actor actor) {
    return Names.actor(actor);
  }

  /** A table as people call it. */
  static String table(String arn) {
    return Names.table(arn);
  }

  private static String keys(Observation seen) {
    return seen.count("distinct_keys") >= seen.count("query_pages")
        ? String.format(Locale.ROOT, "%,d distinct keys", seen.count("distinct_keys"))
        : String.format(Locale.ROOT, "%,d pages of Query", seen.count("query_pages"));
  }

  private static String sentence(String amount, Observation seen, String table) {
    String duration = Names.duration(seen.end() - seen.start());
    long percent = seen.count("coverage_percent");
    return percent == 0
        ? amount + " of " + table(table) + " read in " + duration
        : String.format(
            Locale.ROOT,
            "About %d %% of %s, %s, read in %s",
            percent,
            table(table),
            amount,
            duration);
  }
}
