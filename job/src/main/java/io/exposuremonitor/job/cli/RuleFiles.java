package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.job.element.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The shipped rules and a user's own, as they would be in force together. */
final class RuleFiles {
  private final CommandSpec spec;

  RuleFiles(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * Loads them.
   *
   * @param roots what {@code --rules} names
   * @throws ParameterException for a rule with a mistake, and for a name or id that two rules share
   */
  List<SigmaRule> withShipped(List<Path> roots) throws IOException {
    List<SigmaRule> rules = new ArrayList<>(Catalogue.load());
    List<RuleException> mistakes = new ArrayList<>();
    for (TextFile file : new TextFiles(spec).rulesBelow("--rules", roots)) {
      try {
        rules.addAll(SigmaLoader.load(file.name(), file.text()));
      } catch (RuleException mistake) {
        mistakes.add(mistake);
      }
    }
    try {
      if (!mistakes.isEmpty()) {
        throw RuleException.all(mistakes);
      }
      RuleSet.refuseShared(rules);
    } catch (RuleException mistake) {
      throw new ParameterException(spec.commandLine(), mistake.getMessage(), mistake);
    }
    return rules;
  }

  /**
   * What replaying with some files besides the shipped rules would refuse, in words; empty for
   * nothing. A copy of a shipped rule stands for that rule: so the shipped ones can be tested, too.
   */
  static String shared(List<TextFile> files) {
    List<String> texts = files.stream().map(TextFile::text).toList();
    List<SigmaRule> rules = new ArrayList<>();
    for (SigmaRule shipped : Catalogue.load()) {
      if (!texts.contains(Catalogue.text(shipped.file()))) {
        rules.add(shipped);
      }
    }
    for (TextFile file : files) {
      try {
        rules.addAll(SigmaLoader.load(file.name(), file.text()));
      } catch (RuleException broken) {
        // Its own test tells of it.
      }
    }
    try {
      RuleSet.refuseShared(rules);
      return "";
    } catch (RuleException shared) {
      return String.valueOf(shared.getMessage());
    }
  }
}
