package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.alert.IncidentWriter;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.Release;
import io.exposuremonitor.job.ocsf.OcsfFindingWriter;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.replay.Replay;
import io.exposuremonitor.job.replay.ReplayResult;
import io.exposuremonitor.job.report.Progress;
import io.exposuremonitor.job.report.ReportData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: runs the whole topology over log files. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Read CloudTrail logs and report what was taken.",
      "Files and folders of any envelope, plain or gzip; records in any order, duplicates allowed.",
      "Item changes from DynamoDB Streams or Kinesis Data Streams among them are read too."
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 failed, or a log file or a record in it was broken, truncated or"
          + " unreadable (files that are not CloudTrail logs are skipped and named, and don't"
          + " count), or nothing was read, in total or from a PATH; 2 usage; 3 --fail-on reached.",
      "",
      "Examples: exposure-monitor replay logs/ --policy policy.yml --report out.html",
      "          exposure-monitor replay logs/ --policy policy.yml --learn state/"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Set<Path> STANDARD_INPUT =
      Set.of(Path.of("/dev/stdin"), Path.of("/dev/fd/0"), Path.of("/proc/self/fd/0"));

  private final InstantSource clock = InstantSource.system();

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Log files, or folders of them.")
  private List<Path> paths;

  @ArgGroup(exclusive = false, heading = "%nWhat is normal:%n")
  private Inputs inputs = new Inputs();

  @ArgGroup(exclusive = false, heading = "%nWhere results go:%n")
  private Outputs outputs = new Outputs();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = Parallelism.class,
      description =
          "Subtasks, 1 to " + EmbeddedEngine.MAX_PARALLELISM + "; default: one for each core.")
  private int parallelism = EmbeddedEngine.defaultParallelism();

  /** Options that name inputs. */
  static final class Inputs {
    @Option(
        names = "--policy",
        paramLabel = "FILE",
        description = "Exposure policy (see: policy init).")
    private @Nullable Path policy;

    @Option(
        names = "--rules",
        paramLabel = "DIR",
        description = "Your own Sigma rules, in addition to the shipped ones.")
    private List<Path> rules = List.of();

    @Option(
        names = "--inventory",
        paramLabel = "FILE",
        description = "Output of 'aws dynamodb describe-table', for the size of tables.")
    private List<Path> inventory = List.of();
  }

  /** Options that name outputs. */
  static final class Outputs {
    @Option(
        names = "--findings",
        paramLabel = "FILE",
        description = "Findings as OCSF, one JSON object per line; '-' for standard output.")
    private @Nullable String findings;

    @Option(
        names = "--incidents",
        paramLabel = "FILE",
        description = "Incidents (findings that belong together), one JSON object per line.")
    private @Nullable Path incidents;

    @Option(names = "--report", paramLabel = "FILE", description = "One self-contained HTML page.")
    private @Nullable Path report;

    @Option(
        names = "--metrics",
        paramLabel = "FILE",
        description = "Counts, in Prometheus text format.")
    private @Nullable Path metrics;

    @Option(
        names = "--fail-on",
        paramLabel = "LEVEL",
        description =
            "Exit with 3 when a finding has at least this level: ${COMPLETION-CANDIDATES}.")
    private @Nullable Level failOn;

    @Option(
        names = "--learn",
        paramLabel = "DIR",
        description =
            "Afterwards, learn from the same logs what is usual, and write the state for 'run"
                + " --state DIR' or a cluster to start from. Findings in these logs are history"
                + " then, and alert nobody. Reads the deployment's secret from"
                + " EXPOSURE_HASH_SECRET.")
    private @Nullable Path learn;
  }

  @Override
  public Integer call() throws Exception {
    refuseStandardInput();
    ReplayOutputs results =
        new ReplayOutputs(outputs.findings, outputs.incidents, outputs.report, outputs.metrics);
    checkOutputs(results);
    LearnStep learn = outputs.learn == null ? null : new LearnStep(spec, outputs.learn);
    if (learn != null) {
      learn.check();
    }
    MonitorSettings settings = settings();
    ReplayResult result = run(settings);
    ReportData data = ReplayReport.of(result, settings, paths, commandLine(), clock.millis());
    results.write(result, data, spec.commandLine().getOut(), spec.commandLine().getErr());
    printUnread(result);
    if (learn != null) {
      learn.run(settings, paths);
    }
    return exitCode(result);
  }

  /**
   * Rejects standard input: logs are read in parts and more than once, which is impossible with a
   * stream.
   */
  private void refuseStandardInput() {
    for (Path path : paths) {
      boolean dash = path.equals(Path.of("-")) && Files.notExists(path);
      if (dash || STANDARD_INPUT.contains(path.normalize())) {
        throw new ParameterException(
            spec.commandLine(), "standard input can't be read; name a file or folder");
      }
    }
  }

  private void checkOutputs(ReplayOutputs results) throws IOException {
    try {
      results.check(spec, new ReplayInputs(paths, inputs.policy, inputs.rules, inputs.inventory));
    } catch (NoSuchFileException missing) {
      throw new ParameterException(
          spec.commandLine(), "no such file or folder: " + missing.getMessage(), missing);
    }
  }

  /** Prints what was not read; otherwise the absence of findings would be misleading. */
  private void printUnread(ReplayResult result) {
    PrintWriter err = spec.commandLine().getErr();
    if (!result.skipped().unread().isEmpty()) {
      err.println(
          "error: nothing could be read from "
              + result.skipped().unread().stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(", ")));
    } else if (result.nothingRead()) {
      err.println("error: the files hold no records");
    }
  }

  private ReplayResult run(MonitorSettings settings) throws Exception {
    String incidentsFile =
        outputs.incidents == null ? null : outputs.incidents.toAbsolutePath().toString();
    OcsfFindingWriter writer = new OcsfFindingWriter(Release.version());
    try (ResultLines<Finding> findings = new ResultLines<>(outputs.findings, writer::line);
        ResultLines<Incident> incidents = new ResultLines<>(incidentsFile, IncidentWriter::line);
        Progress progress = Terminal.progress()) {
      ReplayResult result =
          new Replay(settings, parallelism, progress::update).run(paths, findings, incidents);
      findings.finish();
      incidents.finish();
      return result;
    } catch (NoSuchFileException missing) {
      throw new ParameterException(
          spec.commandLine(), "no such file or folder: " + missing.getMessage(), missing);
    }
  }

  private int exitCode(ReplayResult result) {
    if (outputs.failOn != null && result.reached(outputs.failOn)) {
      return Main.FINDINGS_REACHED_LEVEL;
    }
    return result.incomplete() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** Reads and validates the policy, rules and inventory, before the first record is read. */
  private MonitorSettings settings() throws IOException {
    TextFiles files = new TextFiles(spec);
    MonitorSettings settings =
        new MonitorSettings(
            inputs.policy == null ? null : files.read("--policy", inputs.policy),
            files.rulesBelow("--rules", inputs.rules),
            files.readAll("--inventory", inputs.inventory),
            Episodes.Reporting.FINAL,
            List.of());
    try {
      settings.loadRules(settings.loadPolicy());
      PolicyWarnings.print(settings, clock.millis(), spec.commandLine().getErr());
      return settings;
    } catch (PolicyException | RuleException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
    }
  }

  private String commandLine() {
    List<String> words = new ArrayList<>(List.of("exposure-monitor"));
    words.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
    return words.stream().map(ReplayCommand::quoted).collect(Collectors.joining(" "));
  }

  /** Quoted for a shell. */
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
