package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.Map;

/**
 * Summarises a run in two sentences: what was found, and on what basis.
 *
 * @param found such as {@code 3 findings at high or above in 1 account}
 * @param basis such as {@code 412,331 records of 2 days, 3 files and 12 records skipped}
 */
record Verdict(String found, String basis) {

  /**
   * The verdict on a run.
   *
   * @param episodes one finding for each episode
   */
  static Verdict of(List<Finding> episodes, ReportData data) {
    String found = episodes.isEmpty() ? nothing(data.inputs()) : found(episodes, data.omitted());
    return new Verdict(found, basis(data.inputs()));
  }

  private static String nothing(ReportData.Inputs inputs) {
    if (inputs.records() == 0) {
      return inputs.itemChanges().total() == 0
          ? "Nothing was read"
          : "Nothing found: no CloudTrail record was read";
    }
    if (inputs.lost() > 0) {
      return "Nothing found in what could be read: "
          + Units.count(inputs.lost(), "input")
          + (inputs.lost() == 1 ? " was" : " were")
          + " broken or cut off";
    }
    return inputs.dataEvents() > 0 ? "Nothing found" : "Nothing found, but reads were not recorded";
  }

  private static String found(List<Finding> episodes, Map<Level, Long> omitted) {
    Map<Level, Long> counts = Levels.counts(episodes, omitted);
    long all = Levels.total(counts);
    counts.keySet().removeIf(level -> !level.atLeast(Level.HIGH));
    long grave = Levels.total(counts);
    if (grave == 0) {
      return Units.count(all, "finding")
          + ", none at high or above, in "
          + accounts(episodes, all > episodes.size());
    }
    List<Finding> listed = episodes.stream().filter(f -> f.level().atLeast(Level.HIGH)).toList();
    return Units.count(grave, "finding")
        + " at high or above in "
        + accounts(listed, grave > listed.size());
  }

  private static String accounts(List<Finding> findings, boolean orMore) {
    long accounts = findings.stream().map(Finding::account).distinct().count();
    return Units.count(accounts, "account") + (orMore ? " or more" : "");
  }

  private static String basis(ReportData.Inputs inputs) {
    String read = Units.count(inputs.records(), "record");
    if (inputs.records() > 0) {
      read += " of " + Units.span(inputs.firstEvent(), inputs.lastEvent());
    }
    if (inputs.itemChanges().total() > 0) {
      read += ", " + Units.count(inputs.itemChanges().total(), "item change");
    }
    String skipped = inputs.skippedInNumbers();
    return skipped.isEmpty() ? read : read + ", " + skipped + " skipped";
  }
}
