package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the fixtures of a rule file: records that must match (hits) and near misses that must not.
 * Every exclusion of a rule needs a miss that would be a hit without it.
 */
public final class FixtureRunner {
  /**
   * The outcome of one check.
   *
   * @param name the fixture, or the check
   * @param passed true if the check passed
   * @param problem what is wrong, or empty
   */
  public record Outcome(String name, boolean passed, String problem) {}

  private final DerivedFields derivedFields;

  /**
   * @param derivedFields derives the fields under {@code exposure.}
   */
  public FixtureRunner(DerivedFields derivedFields) {
    this.derivedFields = derivedFields;
  }

  /**
   * Runs one file of fixtures against the rules of one file.
   *
   * @param rules the rules of the rule file; a record is a hit if any of them matches
   * @param file name of the fixture file in messages
   * @param yaml its content
   * @return one outcome for each fixture, one for each gap in them, and one for each search that
   *     the condition does not use
   * @throws RuleException if the file is not a valid fixture file, or the rules can't be compiled
   *     against its policy
   */
  public List<Outcome> run(List<SigmaRule> rules, String file, String yaml) throws RuleException {
    Fixtures fixtures = Fixtures.read(file, yaml);
    RuleSet ruleSet = RuleSet.compile(rules, fixtures.policy());
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> uncovered = new LinkedHashSet<>();
    rules.forEach(rule -> uncovered.addAll(rule.exclusions()));
    for (Fixtures.Case fixture : fixtures.cases()) {
      Checked checked = new Checked(rules, ruleSet, fixtures.policy(), fixture);
      String problem = check(checked);
      String name = (fixture.hit() ? "hit '" : "miss '") + fixture.name() + "'";
      outcomes.add(new Outcome(name, problem.isEmpty(), problem));
      if (problem.isEmpty() && !fixture.hit()) {
        uncovered.remove(fixture.covers());
      }
    }
    for (SigmaRule rule : rules) {
      for (String search : rule.detection().unused()) {
        outcomes.add(new Outcome("condition", false, "does not use '" + search + "'"));
      }
    }
    for (String search : uncovered) {
      outcomes.add(new Outcome("exclusions", false, "no miss covers '" + search + "'"));
    }
    if (fixtures.cases().stream().noneMatch(Fixtures.Case::hit)) {
      outcomes.add(new Outcome("hits", false, "no record hits"));
    }
    return List.copyOf(outcomes);
  }

  private record Checked(
      List<SigmaRule> rules, RuleSet ruleSet, Policy policy, Fixtures.Case fixture) {}

  private String check(Checked checked) throws RuleException {
    Fixtures.Case fixture = checked.fixture();
    RuleEvent event;
    try {
      event = RuleEvent.of(fixture.json(), checked.policy(), derivedFields);
    } catch (RuleEventException e) {
      return String.valueOf(e.getMessage());
    }
    boolean hit = !checked.ruleSet().match(event).isEmpty();
    if (hit != fixture.hit()) {
      return fixture.hit() ? "the rule does not match this record" : "the rule matches this record";
    }
    if (fixture.covers().isEmpty() || explained(checked, event)) {
      return "";
    }
    List<String> searches =
        checked.rules().stream()
            .flatMap(rule -> rule.detection().searches().keySet().stream())
            .distinct()
            .toList();
    return searches.contains(fixture.covers())
        ? "'" + fixture.covers() + "' isn't what keeps it out"
        : "no search is called '" + fixture.covers() + "'" + Hint.of(fixture.covers(), searches);
  }

  /** True if the search matches and the rule would match without it. */
  private static boolean explained(Checked checked, RuleEvent event) throws RuleException {
    Placeholders placeholders = Placeholders.of(checked.policy());
    String covers = checked.fixture().covers();
    for (SigmaRule rule : checked.rules()) {
      Expression search = rule.detection().searches().get(covers);
      if (search != null
          && search.bind(placeholders).matches(event)
          && rule.detection().condition().without(covers).bind(placeholders).matches(event)) {
        return true;
      }
    }
    return false;
  }
}
