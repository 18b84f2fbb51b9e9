package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.rule.DerivedFields;
import io.exposuremonitor.detectors.rule.FixtureRunner;
import io.exposuremonitor.detectors.rule.FixtureRunner.Outcome;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleReview;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.report.Units;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules}: lists the rules in force, and tests the user's own. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "List the Sigma rules in force, and test your own against their fixtures.")
final class RulesCommand implements Runnable {
  private static final String LIST = "list";
  private static final String TEST = "test";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = LIST,
      mixinStandardHelpOptions = true,
      description = "List the shipped rules and, with --rules, your own.")
  int list(
      @Option(names = "--rules", paramLabel = "DIR", description = "Your own Sigma rules.")
          List<Path> roots,
      @Option(
              names = "--calls",
              description = "Show the calls that each rule matches instead of its title.")
          boolean calls)
      throws IOException {
    List<Path> own = roots == null ? List.of() : roots;
    RuleFiles files = new RuleFiles(Subcommand.of(spec, LIST));
    List<SigmaRule> rules = files.withShipped(own);
    rules.sort(Comparator.comparing(SigmaRule::finding).thenComparing(SigmaRule::name));
    PrintWriter out = spec.commandLine().getOut();
    RuleTable.lines(rules, calls, Terminal.width()).forEach(out::println);
    out.println();
    out.println(rules.size() + " rules. What each one means: docs/detections.md");
    files.warnings(own).forEach(spec.commandLine().getErr()::println);
    return ExitCode.OK;
  }

  @Command(
      name = TEST,
      mixinStandardHelpOptions = true,
      description = {
        "Check every rule below DIR, and run it against the fixtures beside it.",
        "The fixtures of x.yml are in x.fixtures.yml.",
        "Exit codes: 0 all passed; 1 something failed, a rule has no fixtures, or two rules share"
            + " a name or id; 2 usage."
      })
  int test(
      @Parameters(paramLabel = "DIR", description = "A folder of rules, or one rule file.")
          Path root)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TextFiles reader = new TextFiles(Subcommand.of(spec, TEST));
    List<TextFile> files = reader.rulesBelow("", List.of(root));
    int passed = 0;
    int failed = 0;
    for (TextFile file : files) {
      RuleReview.warnings(file.name(), file.text()).forEach(out::println);
      try {
        for (Outcome outcome : run(file, reader)) {
          if (outcome.passed()) {
            passed++;
          } else {
            failed++;
            out.println(file.name() + ": " + outcome.name() + ": " + outcome.problem());
          }
        }
      } catch (RuleException mistake) {
        // The other rules are still tested. The message begins with the place, including the file.
        failed++;
        out.println(mistake.getMessage());
      }
    }
    String shared = RuleFiles.shared(files);
    if (!shared.isEmpty()) {
      failed++;
      out.println(shared);
    }
    out.println(
        Units.count(files.size(), "rule file")
            + ": "
            + Units.count(passed, "check")
            + " passed, "
            + Units.count(failed)
            + " failed");
    return failed > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static List<Outcome> run(TextFile file, TextFiles files)
      throws IOException, RuleException {
    Path fixtures = TextFiles.fixturesOf(Path.of(file.name()));
    List<SigmaRule> rules = SigmaLoader.load(file.name(), file.text());
    if (!Files.exists(fixtures)) {
      return List.of(new Outcome("fixtures", false, "there is no " + fixtures.getFileName()));
    }
    return new FixtureRunner(new DerivedFields(StatementAnalyser::analyse))
        .run(rules, fixtures.toString(), files.read("", fixtures).text());
  }
}
