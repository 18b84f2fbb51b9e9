package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyCheck;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.policy.PolicyReading;
import io.exposuremonitor.detectors.policy.PolicyTemplate;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.option.OutputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy}: writes and checks the exposure policy. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Write and check the exposure policy: what is normal here.")
final class PolicyCommand implements Runnable {
  private static final String INIT = "init";
  private static final String CHECK = "check";

  private final InstantSource clock = InstantSource.system();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = INIT,
      mixinStandardHelpOptions = true,
      description = "Write a commented policy file with every key at its default.")
  int init(
      @Parameters(
              paramLabel = "FILE",
              defaultValue = "policy.yml",
              description = "Default: policy.yml; '-' writes to standard output.")
          String file,
      @Option(names = "--force", description = "Overwrite an existing file.") boolean force)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (file.equals("-")) {
      out.print(PolicyTemplate.commented());
      out.flush();
      return ExitCode.OK;
    }
    Path path = Path.of(file);
    CommandSpec init = Subcommand.of(spec, INIT);
    new OutputFiles(init).check("FILE", path);
    if (Files.exists(path) && !force) {
      throw new ParameterException(init.commandLine(), file + " exists; --force overwrites it");
    }
    Files.writeString(path, PolicyTemplate.commented());
    out.println("Wrote " + file + ". Edit it, then: exposure-monitor policy check " + file);
    return ExitCode.OK;
  }

  @Command(
      name = CHECK,
      mixinStandardHelpOptions = true,
      description = {
        "Explain what is wrong with a policy file, with line, column and nearest known key.",
        "Exit codes: 0 usable (warnings are printed); 1 not usable; 2 usage."
      })
  int check(
      @Parameters(paramLabel = "FILE", description = "The policy file.") Path file,
      @Option(
              names = "--rules",
              paramLabel = "DIR",
              description =
                  "Your own Sigma rules, whose findings the policy may name and whose placeholders"
                      + " it must list.")
          List<Path> rules)
      throws IOException {
    CommandSpec check = Subcommand.of(spec, CHECK);
    PrintWriter out = spec.commandLine().getOut();
    TextFile text;
    try {
      text = new TextFiles(check).read("", file);
    } catch (TextFiles.NotText binary) {
      out.println(binary.getMessage());
      out.println(file + ": not usable");
      return ExitCode.SOFTWARE;
    }
    List<SigmaRule> all = new RuleFiles(check).withShipped(rules == null ? List.of() : rules);
    PolicyReading reading =
        PolicyLoader.read(text.name(), text.text(), clock.millis(), PolicyWarnings.known(all));
    out.print(PolicyCheck.render(text.name(), text.text(), reading.problems()));
    boolean usable = reading.policy() != null && fits(all, reading.policy(), out);
    out.println(text.name() + (usable ? ": usable" : ": not usable"));
    return usable ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Whether the policy has what the rules refer to; prints what it lacks. */
  private static boolean fits(List<SigmaRule> rules, Policy policy, PrintWriter out) {
    try {
      RuleSet.compile(rules, policy);
      return true;
    } catch (RuleException missing) {
      out.println(missing.getMessage());
      return false;
    }
  }
}
