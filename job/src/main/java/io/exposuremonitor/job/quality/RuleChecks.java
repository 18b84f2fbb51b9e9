package io.exposuremonitor.job.quality;

import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.DerivedFields;
import io.exposuremonitor.detectors.rule.FixtureRunner;
import io.exposuremonitor.detectors.rule.FixtureRunner.Outcome;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.detectors.rule.SigmaRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shipped rules on the records that ship with them: each rule needs a single event, so no
 * traffic around it can hide it.
 *
 * @param rules number of rules
 * @param ids ids of the findings that they raise
 * @param checks number of checks: records that must or must not match, and a near miss for each
 *     exclusion
 * @param failed the failed checks, with the reason
 */
record RuleChecks(int rules, Set<String> ids, int checks, List<String> failed) {
  RuleChecks {
    ids = Set.copyOf(ids);
    failed = List.copyOf(failed);
  }

  /**
   * Runs all checks.
   *
   * @throws RuleException if fixtures are broken, which the tests rule out
   */
  static RuleChecks run() throws RuleException {
    FixtureRunner runner = new FixtureRunner(new DerivedFields(StatementAnalyser::analyse));
    Set<String> ids = new TreeSet<>();
    List<String> failed = new ArrayList<>();
    int rules = 0;
    int checks = 0;
    for (String file : Catalogue.ruleFiles()) {
      List<SigmaRule> loaded = SigmaLoader.load(file, Catalogue.text(file));
      rules += loaded.size();
      loaded.forEach(rule -> ids.add(rule.finding()));
      String fixtures = Catalogue.fixturesOf(file);
      for (Outcome outcome : runner.run(loaded, fixtures, Catalogue.text(fixtures))) {
        checks++;
        if (!outcome.passed()) {
          failed.add(fixtures + ": " + outcome.name() + ": " + outcome.problem());
        }
      }
    }
    return new RuleChecks(rules, ids, checks, failed);
  }
}
