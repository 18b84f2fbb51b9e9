package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.OverrideIndex.Pair;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Checks thresholds against each other: reports those that can't have the effect they promise. */
final class ThresholdReview {
  private static final List<String> DETECTORS =
      ThresholdSchema.SECTIONS.stream().map(ThresholdSection::name).toList();

  /** The sections whose actor is the table's account. */
  private static final List<String> OF_OWNERS =
      List.of(SensitiveDataThresholds.SECTION.name(), BlindspotThresholds.SECTION.name());

  private static final String ACCESS = AccessThresholds.SECTION.name();
  private static final String BULK_READ = BulkReadThresholds.SECTION.name();
  private static final String RECON = ReconThresholds.SECTION.name();
  private static final String TABLES = "tables";
  private static final String TABLES_PER_DAY = "tablesPerDay";

  private final Entries thresholds;
  private final Problems problems;

  private ThresholdReview(Entries thresholds, Problems problems) {
    this.thresholds = thresholds;
    this.problems = problems;
  }

  /** Reports the problems of the section {@code thresholds}. */
  static void review(Entries thresholds, Problems problems) {
    ThresholdReview review = new ThresholdReview(thresholds, problems);
    review.overrides();
    review.learning();
    review.floors(thresholds);
  }

  private void overrides() {
    List<Entries> overrides =
        thresholds.sections("overrides").stream().filter(Entries::isValid).toList();
    List<Pair> pairs =
        overrides.stream()
            .map(override -> new Pair(override.get("actor", "*"), override.get("table", "*")))
            .toList();
    OverrideIndex index = new OverrideIndex(pairs);
    for (int i = 0; i < overrides.size(); i++) {
      Entries override = overrides.get(i);
      List<String> detectors =
          DETECTORS.stream().filter(name -> hasThresholds(override, name)).toList();
      if (detectors.isEmpty()) {
        problems
            .at(override.node(), override.path())
            .warning("changes nothing: it has none of " + String.join(", ", DETECTORS), "");
      }
      for (String name : detectors) {
        // The patterns are matched against the texts of this entry's, whose asterisks are then
        // ordinary characters that only an asterisk can match. So what matches these texts matches
        // everything that this entry does.
        Pair pair = pairs.get(i);
        int first =
            index.first(pair.actor(), pair.table(), at -> hasThresholds(overrides.get(at), name));
        if (first < i) {
          complainAt(override, name)
              .warning(
                  "is never reached: " + overrides.get(first).path() + " matches all of it", "");
        }
      }
      actors(override);
      tables(override);
      floors(override);
    }
  }

  /** Reports a caller where the actor is an account. */
  private void actors(Entries override) {
    String actor = override.get("actor", "*");
    if (PatternKind.OWNER.canMatch(actor)) {
      return;
    }
    String account = Arns.isArn(actor) ? Arns.account(actor) : "";
    for (String name : OF_OWNERS) {
      if (hasThresholds(override, name)) {
        complainAt(override, name)
            .warning(
                "is never used: its actor is the table's account, as 12 digits",
                Arns.isAccount(account) ? ValueTypes.quote(account) : "");
      }
    }
  }

  /** Reports a table where all tables are counted together. */
  private void tables(Entries override) {
    String table = override.get("table", "*");
    if (hasThresholds(override, RECON) && !PatternKind.matchesEverything(table)) {
      complainAt(override, RECON)
          .warning("has hardly any effect: looks are counted over all tables; leave out table", "");
    }
    Entries access = override.section(ACCESS);
    if (!PatternKind.matchesEverything(table)) {
      Stream.of("refusals", "refusalsAlone")
          .filter(access::has)
          .forEach(
              name ->
                  complainAt(access, name)
                      .warning(
                          "has hardly any effect: refused calls are counted over all tables; leave"
                              + " out table",
                          ""));
    }
    Entries bulkRead = override.section(BULK_READ);
    if (!namesAllOfAPlace(table)) {
      Stream.of(TABLES, TABLES_PER_DAY)
          .filter(bulkRead::has)
          .forEach(
              name ->
                  complainAt(bulkRead, name)
                      .warning(
                          "is never used: it counts over all tables of an account; leave out table",
                          ""));
    }
  }

  /** Whether a pattern matches the ARN that stands for all tables of an account and Region. */
  private static boolean namesAllOfAPlace(String pattern) {
    String name = pattern.substring(Arns.nameStart(pattern));
    return name.matches("\\*+|arn:.*\\*");
  }

  private void learning() {
    Entries partiql = thresholds.section("partiql");
    PartiqlThresholds base = PartiqlThresholds.DEFAULTS;
    Duration learning = partiql.get("learning", base.learning());
    Duration memory = partiql.get("memory", base.memory());
    if (memory.compareTo(learning) < 0) {
      complainAt(partiql, partiql.has("memory") ? "memory" : "learning")
          .warning(
              "memory is shorter than learning: everything is forgotten before it is learned", "");
    }
  }

  /**
   * Reports floors above that of a longer time.
   *
   * @param section the general thresholds or an override of them
   */
  private void floors(Entries section) {
    Entries general = thresholds.section(BULK_READ);
    Entries bulkRead = section.section(BULK_READ);
    BulkReadThresholds base = BulkReadThresholds.DEFAULTS;
    floors(bulkRead.section("scanPages"), general.section("scanPages"), base.scanPages());
    floors(bulkRead.section("queryPages"), general.section("queryPages"), base.queryPages());
    floors(bulkRead.section("distinctKeys"), general.section("distinctKeys"), base.distinctKeys());
    floors(
        section.section("destruction").section("deletes"),
        thresholds.section("destruction").section("deletes"),
        DestructionThresholds.DEFAULTS.deletes());
    compare(
        bulkRead,
        TABLES,
        bulkRead.integer(TABLES, 0),
        TABLES_PER_DAY,
        bulkRead.integer(TABLES_PER_DAY, general.integer(TABLES_PER_DAY, base.tablesPerDay())));
  }

  private void floors(Entries changed, Entries general, Floors defaults) {
    Floors floors = Floors.read(changed, Floors.read(general, defaults));
    compare(changed, "fiveMinutes", floors.fiveMinutes(), "hour", floors.hour());
    compare(changed, "hour", floors.hour(), "day", floors.day());
  }

  /** A shorter time's floor that isn't written here is left alone: it was right when it was. */
  private void compare(
      Entries section, String shorter, long floor, String longer, long floorOfLonger) {
    if (section.has(shorter) && floor > floorOfLonger) {
      complainAt(section, shorter)
          .warning(
              "is above " + longer + ", which is " + floorOfLonger + " and so is reached first",
              "");
    }
  }

  private Complaints complainAt(Entries entries, String name) {
    return problems.at(entries.at(name), entries.pathOf(name));
  }

  private static boolean hasThresholds(Entries override, String name) {
    return !override.section(name).isEmpty();
  }
}
