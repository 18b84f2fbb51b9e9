package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.detection.StatefulDetections;
import io.exposuremonitor.detectors.policy.KnownFindings;
import io.exposuremonitor.detectors.policy.PolicyCheck;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Prints the warnings about a valid policy. */
final class PolicyWarnings {
  private PolicyWarnings() {}

  /** The ids that a policy may use: those of the detectors' findings and of these rules. */
  static KnownFindings known(List<SigmaRule> rules) {
    Set<String> ids = new HashSet<>(StatefulDetections.IDS);
    ids.addAll(StatefulDetections.OF_THE_MONITOR);
    Set<String> names = new HashSet<>();
    for (SigmaRule rule : rules) {
      ids.add(rule.finding());
      names.add(rule.name());
    }
    return new KnownFindings(ids, names);
  }

  /**
   * Prints the warnings about valid settings, and flushes them: nothing else may be printed for
   * hours.
   *
   * @param now the clock, epoch milliseconds; determines whether suppressions have expired
   * @throws RuleException when the rules are not valid
   */
  static void print(MonitorSettings settings, long now, PrintWriter err) throws RuleException {
    err.print(of(settings, now));
    err.flush();
  }

  /** The warnings, each with its place, as lines; empty for none. */
  private static String of(MonitorSettings settings, long now) throws RuleException {
    TextFile policy = settings.policy();
    if (policy == null) {
      return "";
    }
    List<SigmaRule> rules = new ArrayList<>(Catalogue.load());
    for (TextFile file : settings.rules()) {
      rules.addAll(SigmaLoader.load(file.name(), file.text()));
    }
    return PolicyCheck.render(
        policy.name(),
        policy.text(),
        PolicyLoader.read(policy.name(), policy.text(), now, known(rules)).problems());
  }
}
