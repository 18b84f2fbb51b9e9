package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;

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
  static Verdict of(List<Finding> episodes, ReportData.Inputs inputs) {
    return new Verdict(found(episodes, inputs), basis(inputs));
  }

  private static String found(List<Finding> episodes, ReportData.Inputs inputs) {
    if (inputs.records() == 0 && episodes.isEmpty()) {
      return inputs.itemChanges().total() == 0
          ? "Nothing was read"
          : "Nothing found: no CloudTrail record was read";
    }
    if (episodes.isEmpty()) {
      if (inputs.lost() > 0) {
        return "Nothing found in what could be read: "
            + Units.count(inputs.lost(), "input")
            + (inputs.lost() == 1 ? " was" : " were")
            + " broken or cut off";
      }
      return inputs.dataEvents() > 0
          ? "Nothing found"
          : "Nothing found, but reads were not recorded";
    }
    List<Finding> grave = episodes.stream().filter(f -> f.level().atLeast(Level.HIGH)).toList();
    if (grave.isEmpty()) {
      return Units.count(episodes.size(), "finding")
          + ", none at high or above, in "
          + accounts(episodes);
    }
    return Units.count(grave.size(), "finding") + " at high or above in " + accounts(grave);
  }

  private static String accounts(List<Finding> findings) {
    return Units.count(findings.stream().map(Finding::account).distinct().count(), "account");
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
