package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleReview;
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

/** Loads the shipped rules together with a user's own, as they would be in force. */
final class RuleFiles {
  private final CommandSpec spec;

  RuleFiles(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * Loads the rules.
   *
   * @param roots the paths given by {@code --rules}
   * @throws ParameterException for an invalid rule, and for a name or id that two rules share
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
   * The warnings about valid rules of a user, each with its place.
   *
   * @param roots the paths given by {@code --rules}
   */
  List<String> warnings(List<Path> roots) throws IOException {
    List<String> warnings = new ArrayList<>();
    for (TextFile file : new TextFiles(spec).rulesBelow("--rules", roots)) {
      warnings.addAll(RuleReview.warnings(file.name(), file.text()));
    }
    return warnings;
  }

  /**
   * The reason why a replay with these files and the shipped rules would reject them; empty if it
   * would not. A copy of a shipped rule replaces that rule, so that shipped rules can be tested,
   * too.
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
        // The rule's own test reports it.
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
