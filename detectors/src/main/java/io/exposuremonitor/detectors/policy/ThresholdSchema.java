package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.Part;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The part of the table of keys that holds the detectors' thresholds. */
final class ThresholdSchema {
  private static final BulkReadThresholds BULK_READ = BulkReadThresholds.DEFAULTS;
  private static final PartiqlThresholds PARTIQL = PartiqlThresholds.DEFAULTS;
  private static final SensitiveDataThresholds SENSITIVE_DATA = SensitiveDataThresholds.DEFAULTS;
  private static final DestructionThresholds DESTRUCTION = DestructionThresholds.DEFAULTS;

  private static final TableCopyThresholds TABLE_COPIES = TableCopyThresholds.DEFAULTS;
  private static final ConsumerThresholds CONSUMERS = ConsumerThresholds.DEFAULTS;
  private static final BlindspotThresholds BLINDSPOT = BlindspotThresholds.DEFAULTS;

  /** The sections that an override may speak of. */
  static final List<String> DETECTORS =
      List.of(
          "bulkRead",
          "partiql",
          "sensitiveData",
          "destruction",
          "tableCopies",
          "consumers",
          "blindspot",
          "recon",
          "access",
          "network");

  /** Everything under {@code thresholds}. */
  static final Section THRESHOLDS = thresholds();

  private ThresholdSchema() {}

  private static Section thresholds() {
    Section bulkRead = bulkRead();
    Section partiql = partiql();
    Section sensitiveData = sensitiveData();
    Section destruction = destruction();
    Section tableCopies = tableCopies();
    Section consumers = consumers();
    Section blindspot = blindspot();
    Section override =
        new Section(
            joined(
                ConductSchema.PARTS,
                Options.anyPattern(
                    "actor",
                    PatternKind.ACTOR,
                    "For whom.",
                    "arn:aws:iam::111122223333:role/NightlyReport"),
                Options.anyPattern("table", PatternKind.TABLE, "On which table.", "orders-*"),
                new Option(
                    "bulkRead",
                    new Part("thresholds.bulkRead", bulkRead),
                    "What differs from `thresholds.bulkRead`, under the same keys.",
                    "{scanPages: {fiveMinutes: 5_000, hour: 60_000, day: 100_000}}"),
                new Option(
                    "partiql",
                    new Part("thresholds.partiql", partiql),
                    "What differs from `thresholds.partiql`, under the same keys.",
                    "{massWrites: 10_000}"),
                new Option(
                    "sensitiveData",
                    new Part("thresholds.sensitiveData", sensitiveData),
                    "What differs from `thresholds.sensitiveData`, under the same keys. The actor"
                        + " is the table's account.",
                    "{samplePercent: 10}"),
                new Option(
                    "destruction",
                    new Part("thresholds.destruction", destruction),
                    "What differs from `thresholds.destruction`, under the same keys.",
                    "{deletes: {hour: 200_000, day: 1M}}"),
                new Option(
                    "tableCopies",
                    new Part("thresholds.tableCopies", tableCopies),
                    "What differs from `thresholds.tableCopies`, under the same keys.",
                    "{memory: 100d}"),
                new Option(
                    "consumers",
                    new Part("thresholds.consumers", consumers),
                    "What differs from `thresholds.consumers`, under the same keys. The table is the"
                        + " one whose stream it is; for a Kinesis stream its name or ARN stands"
                        + " there.",
                    "{learning: 0d}"),
                new Option(
                    "blindspot",
                    new Part("thresholds.blindspot", blindspot),
                    "What differs from `thresholds.blindspot`, under the same keys. The actor is"
                        + " the table's account; an input's name stands where the table's does.",
                    "{darkHours: 12}")));
    return new Section(
        joined(
            ConductSchema.SECTIONS,
            new Option("bulkRead", bulkRead, "From when on reading a table is copying it.", ""),
            new Option("partiql", partiql, "When PartiQL is unusual.", ""),
            new Option(
                "sensitiveData",
                sensitiveData,
                "When a table starts to hold a class of personal or secret data.",
                ""),
            new Option(
                "destruction",
                destruction,
                "From when on deleting items is destroying a table.",
                ""),
            new Option(
                "tableCopies",
                tableCopies,
                "When an export or a backup of a whole table is unusual.",
                ""),
            new Option(
                "consumers",
                consumers,
                "When a reader of a change stream is unknown, and when there are too many.",
                ""),
            new Option("blindspot", blindspot, "When silence is a blind spot.", ""),
            new Option(
                "overrides",
                new Sections(override),
                "Other thresholds for some actors and tables; for each detector, the first entry"
                    + " that matches and speaks of it counts.",
                "")));
  }

  private static List<Option> joined(List<Option> last, Option... first) {
    List<Option> all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return List.copyOf(all);
  }

  private static Section bulkRead() {
    return new Section(
        List.of(
            floors(
                "scanPages",
                BULK_READ.scanPages(),
                "pages",
                "Floors for pages of Scan, and of PartiQL SELECT without a key. A page holds up to"
                    + " 1 MB."),
            floors(
                "queryPages",
                BULK_READ.queryPages(),
                "pages",
                "Floors for pages of Query, and of PartiQL SELECT with a key."),
            floors(
                "distinctKeys",
                BULK_READ.distinctKeys(),
                "keys",
                "Floors for distinct keys of Query, GetItem, BatchGetItem, TransactGetItems."),
            count(
                "slowPages",
                BULK_READ.slowPages(),
                "pages",
                "Scan pages over seven days that count as low and slow."),
            count(
                "slowKeys",
                BULK_READ.slowKeys(),
                "keys",
                "Distinct keys over seven days that count as low and slow."),
            new Option(
                "coveragePercent",
                new Leaf<>(Quantities.PERCENT, (long) BULK_READ.coveragePercent(), false, ""),
                "Share of a table of known size or count that speaks by itself.",
                ""),
            count(
                "minimumPages",
                BULK_READ.minimumPages(),
                "pages",
                "Below so many pages coverage says nothing (small tables)."),
            number(
                "tables",
                1,
                BULK_READ.tables(),
                "tables",
                "Distinct tables read by one actor within an hour."),
            number(
                "distributedActors",
                2,
                BULK_READ.distributedActors(),
                "actors",
                "Fewest actors that make a read distributed."),
            new Option(
                "historyFactor",
                new Leaf<>(ValueTypes.FACTOR, BULK_READ.historyFactor(), false, ""),
                "Where an actor has a history on a table, how far above it a value must be.",
                ""),
            number(
                "minimumHistoryDays",
                0,
                BULK_READ.minimumHistoryDays(),
                "days",
                "Days of history before it is believed.")));
  }

  private static Section partiql() {
    return new Section(
        List.of(
            new Option(
                "learning",
                new Leaf<>(
                    Quantities.duration(Duration.ZERO, Duration.ofDays(90)),
                    PARTIQL.learning(),
                    false,
                    ""),
                "How long an actor, and the monitor itself, is watched before something first seen"
                    + " counts.",
                ""),
            new Option(
                "memory",
                new Leaf<>(
                    Quantities.duration(Duration.ofHours(1), Duration.ofDays(400)),
                    PARTIQL.memory(),
                    false,
                    ""),
                "After so long without being seen, a statement shape is forgotten.",
                ""),
            count(
                "massWrites",
                PARTIQL.massWrites(),
                "statements",
                "Statements that write, or delete, within five minutes.")));
  }

  private static Section sensitiveData() {
    return new Section(
        List.of(
            new Option(
                "learning",
                new Leaf<>(
                    Quantities.duration(Duration.ZERO, Duration.ofDays(90)),
                    SENSITIVE_DATA.learning(),
                    false,
                    ""),
                "How long a table's changes are watched before a class of data is new to it.",
                ""),
            count(
                "minimumItems",
                SENSITIVE_DATA.minimumItems(),
                "items",
                "Items that must hold the class within a day, and that must have been looked at"
                    + " before."),
            percent(
                "sharePercent",
                SENSITIVE_DATA.sharePercent(),
                "Part of the items of a day that must hold the class."),
            percent(
                "samplePercent",
                SENSITIVE_DATA.samplePercent(),
                "Part of the items whose values are looked at, by a hash of the key.")));
  }

  private static Section destruction() {
    return new Section(
        List.of(
            floors(
                "deletes",
                DESTRUCTION.deletes(),
                "items",
                "Floors for distinct items deleted, not counting those that expired."),
            new Option(
                "historyFactor",
                new Leaf<>(ValueTypes.FACTOR, DESTRUCTION.historyFactor(), false, ""),
                "Where there is a history, how far above it a value must be.",
                ""),
            number(
                "minimumHistoryDays",
                0,
                DESTRUCTION.minimumHistoryDays(),
                "days",
                "Days of history before it is believed.")));
  }

  private static Section tableCopies() {
    return new Section(
        List.of(
            new Option(
                "learning",
                new Leaf<>(
                    Quantities.duration(Duration.ZERO, Duration.ofDays(90)),
                    TABLE_COPIES.learning(),
                    false,
                    ""),
                "How long the monitor watches before a copy first seen counts.",
                ""),
            new Option(
                "memory",
                new Leaf<>(
                    Quantities.duration(Duration.ofDays(1), Duration.ofDays(400)),
                    TABLE_COPIES.memory(),
                    false,
                    ""),
                "After so long without one, an actor's copies of a table are forgotten.",
                ""),
            new Option(
                "preparation",
                new Leaf<>(
                    Quantities.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
                    TABLE_COPIES.preparation(),
                    false,
                    ""),
                "An export so soon after its actor switched point-in-time recovery on was"
                    + " prepared.",
                "")));
  }

  private static Section consumers() {
    return new Section(
        List.of(
            new Option(
                "learning",
                new Leaf<>(
                    Quantities.duration(Duration.ZERO, Duration.ofDays(90)),
                    CONSUMERS.learning(),
                    false,
                    ""),
                "How long the monitor watches before a reader first seen counts. With `0d` the"
                    + " readers under `consumers` are all there are, from the first record on.",
                ""),
            new Option(
                "memory",
                new Leaf<>(
                    Quantities.duration(Duration.ofDays(1), Duration.ofDays(400)),
                    CONSUMERS.memory(),
                    false,
                    ""),
                "After so long without reading, a reader is forgotten.",
                ""),
            number(
                "readersPerShard",
                1,
                CONSUMERS.readersPerShard(),
                "readers",
                "Readers at the same time that a shard of a table's stream has room for."),
            number(
                "readersPerReplicatedShard",
                1,
                CONSUMERS.readersPerReplicatedShard(),
                "readers",
                "The same where the table has replicas, which read it as well.")));
  }

  private static Section blindspot() {
    return new Section(
        List.of(
            new Option(
                "silence",
                new Leaf<>(
                    Quantities.duration(Duration.ofMinutes(5), Duration.ofDays(7)),
                    BLINDSPOT.silence(),
                    false,
                    ""),
                "How long an input is quiet, at least, before that is told.",
                ""),
            count(
                "missedRecords",
                BLINDSPOT.missedRecords(),
                "records",
                "Records that would usually have come from it meanwhile."),
            new Option(
                "firstWord",
                new Leaf<>(
                    Quantities.duration(Duration.ofHours(1), Duration.ofDays(30)),
                    BLINDSPOT.firstWord(),
                    false,
                    ""),
                "After so long an input that never said anything is told of.",
                ""),
            hours(
                "darkHours",
                BLINDSPOT.darkHours(),
                "Hours in which a table was alive and CloudTrail silent about it, where it was heard"
                    + " before."),
            count(
                "missedEvents",
                BLINDSPOT.missedEvents(),
                "events",
                "Data events that would usually have come of the table in them."),
            hours(
                "neverHeardHours",
                BLINDSPOT.neverHeardHours(),
                "The same hours where CloudTrail never told of the table.")));
  }

  /** Dark hours, of which no more are remembered. */
  private static Option hours(String name, int fallback, String meaning) {
    return new Option(
        name,
        new Leaf<>(
            Quantities.count(1, BlindspotThresholds.MOST_DARK_HOURS),
            (long) fallback,
            false,
            "hours"),
        meaning,
        "");
  }

  private static Option percent(String name, int fallback, String meaning) {
    return new Option(
        name, new Leaf<>(Quantities.PERCENT, (long) fallback, false, ""), meaning, "");
  }

  private static Option floors(String name, Floors defaults, String unit, String meaning) {
    return new Option(
        name,
        new Section(
            List.of(
                count("fiveMinutes", defaults.fiveMinutes(), unit, "Within five minutes."),
                count("hour", defaults.hour(), unit, "Within an hour."),
                count("day", defaults.day(), unit, "Within 24 hours."))),
        meaning,
        "");
  }

  private static Option count(String name, long fallback, String unit, String meaning) {
    return new Option(
        name, new Leaf<>(Quantities.count(1, Long.MAX_VALUE), fallback, false, unit), meaning, "");
  }

  private static Option number(
      String name, int minimum, int fallback, String unit, String meaning) {
    return new Option(
        name,
        new Leaf<>(Quantities.count(minimum, Integer.MAX_VALUE), (long) fallback, false, unit),
        meaning,
        "");
  }
}
