package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** Summarises a policy in a few lines, for readers who need to know how findings were judged. */
public final class PolicySummary {
  private PolicySummary() {}

  /**
   * Summarises a policy.
   *
   * @param now epoch milliseconds; separates suppressions in force from expired ones
   */
  public static List<ReportData.Entry> of(Policy policy, long now) {
    List<ReportData.Entry> lines = new ArrayList<>();
    add(lines, "Own accounts", listed(policy.own().accounts(), "none named"));
    add(lines, "Own organisations", listed(policy.own().organizations(), "none named"));
    add(lines, "Regions in use", listed(policy.own().regions(), "only the call's own"));
    add(lines, "Approved export buckets", listed(policy.approved().exportBuckets(), "none"));
    add(lines, "Approved backup vaults", listed(policy.approved().backupVaults(), "none"));
    add(lines, "Known stream readers", Units.count(policy.consumers().size()));
    add(lines, "PartiQL users", listed(policy.partiqlUsers(), "none"));
    add(lines, "Tables described", Units.count(policy.tables().entries().size()));
    add(lines, "Decoy tables", Units.count(policy.decoys().tables().size()));
    add(lines, "Decoy items", Units.count(policy.decoys().keys().size()));
    add(lines, "Threshold overrides", Units.count(policy.thresholds().overrides().size()));
    long inForce = policy.suppressions().stream().filter(s -> s.expires() > now).count();
    long expired = policy.suppressions().size() - inForce;
    add(
        lines,
        "Suppressions",
        Units.count(inForce) + " in force, " + Units.count(expired) + " expired");
    add(lines, "Detections in dry run or disabled", Units.count(policy.findings().stages().size()));
    add(lines, "Lowest level reported", policy.findings().minimumLevel().word());
    return List.copyOf(lines);
  }

  private static void add(List<ReportData.Entry> lines, String name, String value) {
    lines.add(new ReportData.Entry(name, value));
  }

  private static String listed(List<String> values, String none) {
    int shown = Math.min(values.size(), 5);
    String text = String.join(", ", values.subList(0, shown));
    return values.isEmpty()
        ? none
        : text + (shown < values.size() ? " and " + (values.size() - shown) + " more" : "");
  }
}
