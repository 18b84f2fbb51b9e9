package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Names;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Formats the messages of findings. */
final class Messages {
  private static final long HOUR_SECONDS = 3_600;

  private Messages() {}

  /** Reads of one table by one actor. */
  static String read(Analytic analytic, WindowEvidence seen, Actor actor, String table) {
    boolean keys = analytic.equals(Analytics.KEY_SWEEP) || seen.magnitude() > seen.count("pages");
    String how =
        analytic.equals(Analytics.TABLE_SCAN)
            ? scanned(seen)
            : analytic.equals(Analytics.PARTIQL_DUMP) ? " with PartiQL" : "";
    String when = "in " + Names.duration(seen.end() - seen.start());
    return sentence(keys ? keys(seen) : pages(seen.count("pages")), seen, table, when)
        + " by "
        + name(actor)
        + how;
  }

  private static String scanned(WindowEvidence seen) {
    long queries = seen.count("full_query_pages");
    if (queries == 0) {
      return " with Scan";
    }
    return queries < seen.count("pages") - seen.count("partiql_pages")
        ? " with Scan and Query"
        : " with Query";
  }

  /** Reads of one table by many actors. */
  static String distributed(String amount, WindowEvidence seen, String table) {
    String window =
        "within "
            + (seen.count("window_seconds") == HOUR_SECONDS ? "an hour" : "24 hours")
            + " ("
            + Instant.ofEpochMilli(seen.start())
            + " to "
            + Instant.ofEpochMilli(seen.end() + 1)
            + ")";
    return sentence(amount, seen, table, window)
        + String.format(
            Locale.ROOT,
            " by %d actors together; no one of them read enough by itself to be reported",
            seen.count("actors"));
  }

  /**
   * Tables read by one actor.
   *
   * @param names of all of them, or of some
   */
  static String manyTables(long tables, Span span, Actor actor, List<String> names) {
    String some = names.size() < tables ? ", " + names.size() + " of them" : "";
    return String.format(
        Locale.ROOT,
        "%,d tables read within %s by %s%s: %s",
        tables,
        span == Span.HOUR ? "an hour" : "24 hours",
        name(actor),
        some,
        String.join(", ", names));
  }

  /** Pages and their maximum size, at 1 MB per page. */
  static String pages(long pages) {
    return pages < 1_000
        ? String.format(Locale.ROOT, "%s (up to %d MB)", Names.count(pages, "page"), pages)
        : String.format(Locale.ROOT, "%,d pages (up to %,.1f GB)", pages, pages / 1_000.0);
  }

  /** The short name of an actor: {@code role/Name}. */
  static String name(Actor actor) {
    return Names.actor(actor);
  }

  /** The name of a table in backquotes. */
  static String table(String arn) {
    return Names.table(arn);
  }

  private static String keys(WindowEvidence seen) {
    return seen.count("distinct_keys") >= seen.count("query_pages")
        ? Names.count(seen.count("distinct_keys"), "distinct key")
        : Names.count(seen.count("query_pages"), "page") + " of Query";
  }

  /**
   * @param when duration or period
   */
  private static String sentence(String amount, WindowEvidence seen, String table, String when) {
    long percent = seen.count("coverage_percent");
    return percent == 0
        ? amount + " of " + table(table) + " read " + when
        : String.format(
            Locale.ROOT, "About %d %% of %s, %s, read %s", percent, table(table), amount, when);
  }
}
