package io.exposuremonitor.job.quality;

import io.exposuremonitor.detectors.detection.StatefulDetections;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.simulation.Fortnight;
import io.exposuremonitor.job.simulation.Plant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The detections' results on one simulated fortnight, in numbers and as Markdown. */
public final class QualityReport {
  /** The share of ids whose planted attacks must all be found. */
  public static final double RECALL_TARGET = 0.95;

  /** The number of false findings at medium or above per judged day must stay below this. */
  public static final double FALSE_FINDINGS_TARGET = 1;

  private static final int JUDGED_DAYS = Fortnight.DAYS - Fortnight.JUDGED_FROM;

  private final long seed;
  private final long records;
  private final Verdict verdict;
  private final RuleChecks rules;

  /**
   * @param seed seed of the fortnight
   * @param records number of its CloudTrail records
   * @param verdict comparison of the findings with what was planted
   * @param rules results of the shipped rules on their own records
   */
  QualityReport(long seed, long records, Verdict verdict, RuleChecks rules) {
    this.seed = seed;
    this.records = records;
    this.verdict = verdict;
    this.rules = rules;
  }

  /** The share of ids of stateful detections of which every planted attack was found. */
  public double recall() {
    return verdict.recallOverIds();
  }

  /** False findings at medium or above per judged day. */
  public double falseFindingsPerDay() {
    return (double) verdict.mistaken().size() / JUDGED_DAYS;
  }

  /** Attacks that were missed, by id and name. */
  public List<String> missed() {
    return verdict.missed().stream().map(plant -> plant.id() + ": " + plant.name()).toList();
  }

  /** False findings, one per line. */
  public List<String> mistaken() {
    return verdict.mistaken().stream().map(QualityReport::line).toList();
  }

  /** Checks of the shipped rules that failed, with the reason. */
  public List<String> failedRuleChecks() {
    return rules.failed();
  }

  /** Ids of stateful detections for which no attack is planted. */
  public List<String> unmeasured() {
    Set<String> planted =
        verdict.rows().stream()
            .filter(row -> row.attacks() > 0)
            .map(Verdict.Row::id)
            .collect(Collectors.toSet());
    return StatefulDetections.IDS.stream().filter(id -> !planted.contains(id)).sorted().toList();
  }

  /** The report as lines of Markdown. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "Seed %d: %,d CloudTrail records of %d days, judged on the last %d.",
            seed, records, Fortnight.DAYS, JUDGED_DAYS));
    lines.add("");
    lines.add("| what | result | target |");
    lines.add("|---|---|---|");
    lines.add(
        format(
            "| ids of which every planted attack was found | %.0f %% | %.0f %% |",
            100 * recall(), 100 * RECALL_TARGET));
    lines.add(
        format(
            "| false findings at medium or above, a day | %.1f | under %.0f |",
            falseFindingsPerDay(), FALSE_FINDINGS_TARGET));
    lines.add(
        format(
            "| false findings in the %d days before, in all | %d | |",
            Fortnight.JUDGED_FROM, verdict.whileLearning()));
    lines.add(
        format(
            "| rules (%d, of %d ids): records judged correctly | %d of %d | all |",
            rules.rules(),
            rules.ids().size(),
            rules.checks() - rules.failed().size(),
            rules.checks()));
    lines.add("");
    lines.add("| detection | attacks | found | innocent twins | accused | reported at low |");
    lines.add("|---|---|---|---|---|---|");
    for (Verdict.Row row : verdict.rows()) {
      lines.add(
          format(
              "| `%s` | %d | %d | %d | %d | %d |",
              row.id(), row.attacks(), row.found(), row.twins(), row.accused(), row.mentioned()));
    }
    lines.add("");
    lines.addAll(stories(verdict.plants()));
    list(lines, "Missed:", missed());
    list(lines, "False:", mistaken());
    list(lines, "No attack is planted for:", unmeasured());
    return lines;
  }

  /** The table of what is planted: the attacks and twins of each id, in the order of planting. */
  static List<String> stories(List<Plant> plants) {
    Map<String, List<Plant>> byId = new TreeMap<>();
    plants.forEach(plant -> byId.computeIfAbsent(plant.id(), id -> new ArrayList<>()).add(plant));
    List<String> lines = new ArrayList<>();
    lines.add("| detection | attacks | innocent twins |");
    lines.add("|---|---|---|");
    byId.forEach(
        (id, all) ->
            lines.add(format("| `%s` | %s | %s |", id, names(all, true), names(all, false))));
    return lines;
  }

  private static String names(List<Plant> plants, boolean attacks) {
    return plants.stream()
        .filter(plant -> plant.attack() == attacks)
        .map(Plant::name)
        .distinct()
        .collect(Collectors.joining(" · "));
  }

  private static void list(List<String> lines, String title, List<String> entries) {
    if (!entries.isEmpty()) {
      lines.add("");
      lines.add(title);
      lines.add("");
      entries.forEach(entry -> lines.add("- " + entry));
    }
  }

  private static String line(Finding finding) {
    String level = finding.level().word();
    return level + ' ' + finding.analytic().id() + ": " + finding.message();
  }

  private static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }
}
