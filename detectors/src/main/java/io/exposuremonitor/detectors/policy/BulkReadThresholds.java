package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.count;
import static io.exposuremonitor.detectors.policy.Options.factor;
import static io.exposuremonitor.detectors.policy.Options.number;
import static io.exposuremonitor.detectors.policy.Options.percent;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.util.List;

/**
 * The thresholds above which reading a table counts as copying it. Without any history, reaching a
 * floor raises a signal; if an actor has a history on a table, the value must also exceed {@code
 * historyFactor} times its previous maximum.
 *
 * <p>The defaults suit a table that a service reads all day: 50 calls a second over 200,000 keys
 * raise no signal, nor does a job that scans less than 100 MB at a time. A page of Scan holds up to
 * 1 MB. Services read mostly by Query, so the floors of its pages are far above those of distinct
 * keys; they detect sweeps whose keys are not in the log. The floor of a table read by many actors
 * together is twice that of one actor.
 *
 * @param scanPages floors for pages of Scan, of PartiQL SELECT without a key, and of reads that
 *     continue after a full page
 * @param queryPages floors for pages of Query and of PartiQL SELECT with a key
 * @param distinctKeys floors for distinct keys of Query, GetItem, BatchGetItem, TransactGetItems
 * @param slowPages scan pages over seven days that count as low and slow
 * @param slowKeys distinct keys over seven days that count as low and slow
 * @param coveragePercent share of a table of known size or item count that raises a signal by
 *     itself, 0 to 100; at 100, the share of keys does not
 * @param minimumPages number of pages below which coverage is ignored (small tables)
 * @param smallTablePages a table known to have fewer pages is small: how many were read is ignored,
 *     since programs that cache it read it over and over; 1 means that no table is
 * @param tables distinct tables read by one actor within an hour
 * @param tablesPerDay distinct tables read by one actor within 24 hours
 * @param distributedActors minimum number of actors of a distributed read
 * @param historyFactor how far above its own history a value must be
 * @param minimumHistoryDays days of history required before it is used
 */
public record BulkReadThresholds(
    Floors scanPages,
    Floors queryPages,
    Floors distinctKeys,
    long slowPages,
    long slowKeys,
    int coveragePercent,
    long minimumPages,
    long smallTablePages,
    int tables,
    int tablesPerDay,
    int distributedActors,
    double historyFactor,
    int minimumHistoryDays)
    implements DetectorThresholds {

  /** One floor for each window. */
  public record Floors(long fiveMinutes, long hour, long day) {
    static Option option(String name, Floors defaults, String unit, String meaning) {
      return new Option(
          name,
          new Section(
              List.of(
                  count("fiveMinutes", defaults.fiveMinutes, unit, "Within five minutes."),
                  count("hour", defaults.hour, unit, "Within an hour."),
                  count("day", defaults.day, unit, "Within 24 hours."))),
          meaning,
          "");
    }

    static Floors read(Entries entries, Floors base) {
      return new Floors(
          entries.get("fiveMinutes", base.fiveMinutes),
          entries.get("hour", base.hour),
          entries.get("day", base.day));
    }
  }

  /** The documented defaults. */
  public static final BulkReadThresholds DEFAULTS =
      new BulkReadThresholds(
          new Floors(100, 300, 1_000),
          new Floors(100_000, 600_000, 6_000_000),
          new Floors(50_000, 250_000, 1_000_000),
          3_000,
          3_000_000,
          50,
          20,
          20,
          25,
          100,
          3,
          3.0,
          3);

  /** The keys in the policy file. */
  static final ThresholdSection<BulkReadThresholds> SECTION =
      new ThresholdSection<>(
          "bulkRead",
          "Thresholds above which reading a table counts as copying it.",
          DEFAULTS,
          new Section(
              List.of(
                  Floors.option(
                      "scanPages",
                      DEFAULTS.scanPages,
                      "pages",
                      "Floors for pages of Scan, of PartiQL SELECT without a key, and of"
                          + " Query and SELECT that continue after a full page. A page holds up to"
                          + " 1 MB."),
                  Floors.option(
                      "queryPages",
                      DEFAULTS.queryPages,
                      "pages",
                      "Floors for pages of Query, and of PartiQL SELECT with a key."),
                  Floors.option(
                      "distinctKeys",
                      DEFAULTS.distinctKeys,
                      "keys",
                      "Floors for distinct keys of Query, GetItem, BatchGetItem,"
                          + " TransactGetItems."),
                  count(
                      "slowPages",
                      DEFAULTS.slowPages,
                      "pages",
                      "Scan pages over seven days that count as low and slow."),
                  count(
                      "slowKeys",
                      DEFAULTS.slowKeys,
                      "keys",
                      "Distinct keys over seven days that count as low and slow."),
                  percent(
                      "coveragePercent",
                      DEFAULTS.coveragePercent,
                      "Share of a table of known size or count that raises a signal by itself."
                          + " 100: the share of its keys does not."),
                  count(
                      "minimumPages",
                      DEFAULTS.minimumPages,
                      "pages",
                      "Pages below which coverage is ignored (small tables)."),
                  count(
                      "smallTablePages",
                      DEFAULTS.smallTablePages,
                      "pages",
                      "A table known to have fewer pages of 1 MB is small: reading it page by page"
                          + " is not judged, since programs that cache it read it over and over. 1:"
                          + " no table is."),
                  number(
                      "tables",
                      1,
                      DEFAULTS.tables,
                      "tables",
                      "Distinct tables read by one actor within an hour."),
                  number(
                      "tablesPerDay",
                      1,
                      DEFAULTS.tablesPerDay,
                      "tables",
                      "Distinct tables read by one actor within 24 hours."),
                  number(
                      "distributedActors",
                      2,
                      DEFAULTS.distributedActors,
                      "actors",
                      "Minimum number of actors of a distributed read."),
                  factor(
                      "historyFactor",
                      DEFAULTS.historyFactor,
                      "If an actor has a history on a table, how far above it a value must be."),
                  number(
                      "minimumHistoryDays",
                      0,
                      DEFAULTS.minimumHistoryDays,
                      "days",
                      "Days of history required before it is used."))),
          BulkReadThresholds::read);

  private static BulkReadThresholds read(Entries entries, BulkReadThresholds base) {
    return new BulkReadThresholds(
        Floors.read(entries.section("scanPages"), base.scanPages),
        Floors.read(entries.section("queryPages"), base.queryPages),
        Floors.read(entries.section("distinctKeys"), base.distinctKeys),
        entries.get("slowPages", base.slowPages),
        entries.get("slowKeys", base.slowKeys),
        entries.integer("coveragePercent", base.coveragePercent),
        entries.get("minimumPages", base.minimumPages),
        entries.get("smallTablePages", base.smallTablePages),
        entries.integer("tables", base.tables),
        entries.integer("tablesPerDay", base.tablesPerDay),
        entries.integer("distributedActors", base.distributedActors),
        entries.get("historyFactor", base.historyFactor),
        entries.integer("minimumHistoryDays", base.minimumHistoryDays));
  }
}
