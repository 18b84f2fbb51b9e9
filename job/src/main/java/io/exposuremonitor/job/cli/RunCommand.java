package io.exposuremonitor.job.cli;

import io.exposuremonitor.connectors.remotewrite.RemoteWriter;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.alert.Alerts;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.engine.StateLock;
import io.exposuremonitor.job.live.LiveJob;
import io.exposuremonitor.job.live.LiveRun;
import io.exposuremonitor.job.live.MonitorFiles;
import io.exposuremonitor.job.metrics.MetricsEndpoint;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.option.OutputFiles;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsReference;
import io.exposuremonitor.job.topology.HashSecret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: runs the whole topology on live sources until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Watch live sources: Kinesis data streams, DynamoDB Streams, CloudTrail files in S3.",
      "Runs until it is stopped (Ctrl-C), and resumes there when it is started again."
    },
    footer = {
      "",
      "Settings and what each input needs in AWS: docs/sources.md. On a cluster the jar's entry"
          + " class io.exposuremonitor.job.live.ClusterJob takes the same settings.",
      "",
      "Exit codes: 130 stopped by Ctrl-C, 143 by the signal TERM; 1 failed; 2 usage;",
      "3 out of memory.",
      "",
      "Example: exposure-monitor run --config monitor.yml --state state/"
    })
final class RunCommand implements Callable<Integer> {
  private final InstantSource clock = InstantSource.system();
  private final Consumer<LiveJob.Built> besides;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** Selects whether to run or to print the settings. */
  static final class What {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "Settings: YAML, or properties if the name ends with .properties.")
    private @Nullable Path config;

    @Option(
        names = "--print-settings",
        required = true,
        description = "Print every setting with its meaning and exit.")
    private boolean printSettings;
  }

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "exposure-monitor-state",
      description = "Where checkpoints are kept; default: ${DEFAULT-VALUE}.")
  private Path state;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Time between two checkpoints; default: ${DEFAULT-VALUE}.")
  private int checkpointSeconds;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = Parallelism.class,
      description =
          "Subtasks, 1 to " + EmbeddedEngine.MAX_PARALLELISM + "; default: one for each core.")
  private int parallelism = EmbeddedEngine.defaultParallelism();

  /** Creates the command for a monitor as configured. */
  RunCommand() {
    this(built -> {});
  }

  /**
   * @param besides receives the results in addition to the configured outputs
   */
  RunCommand(Consumer<LiveJob.Built> besides) {
    this.besides = besides;
  }

  @Override
  public Integer call() throws Exception {
    Path config = what.config;
    if (what.printSettings || config == null) {
      spec.commandLine().getOut().print(SettingsReference.markdown());
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    }
    if (checkpointSeconds < 1) {
      throw new ParameterException(spec.commandLine(), "--checkpoint-seconds must be at least 1");
    }
    // It goes on after failures, so the log must say what they were.
    System.setProperty("exposure.log.failures", "warn");
    RunSettings settings = SettingsFile.read(config, clock.instant(), spec.commandLine());
    new OutputFiles(spec).checkFolder("--state", state);
    StateLock lock = lock();
    try (lock) {
      watch(settings);
    }
    return ExitCode.OK;
  }

  /** Reserves the state folder until the run is over. */
  private StateLock lock() {
    try {
      return stateFolder()
          .lock()
          .orElseThrow(
              () ->
                  refused(
                      "another run uses this folder: "
                          + state
                          + "; stop it, or name another folder"));
    } catch (IOException failed) {
      throw refused("the folder can't be locked: " + state + " (" + failed.getMessage() + ")");
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), "--state: " + why);
  }

  private StateFolder stateFolder() {
    return new StateFolder(state.toAbsolutePath());
  }

  private void watch(RunSettings settings) throws Exception {
    checkOutputs(settings.outputs());
    MonitorSettings monitor = monitor(settings);
    LiveJob job = job(settings, monitor, isValid(settings, monitor));
    try (MetricsEndpoint metrics = metrics(settings.metrics())) {
      printStart(settings, metrics);
      new LiveRun(
              environment -> besides.accept(job.build(environment)),
              parallelism,
              stateFolder(),
              Duration.ofSeconds(checkpointSeconds))
          .run();
    }
  }

  /**
   * Rejects local folders that can't be written. The job itself would notice only when it opens the
   * first file, over the first finding.
   */
  private void checkOutputs(RunSettings.Outputs outputs) throws IOException {
    checkOutput("outputs.findings", outputs.findings());
    checkOutput("outputs.incidents", outputs.incidents());
    checkOutput("outputs.dead-letters", outputs.deadLetters());
  }

  private void checkOutput(String setting, String folder) throws IOException {
    if (folder.isEmpty() || folder.equals("-")) {
      return;
    }
    URI place = new org.apache.flink.core.fs.Path(folder).toUri();
    if (place.getScheme() == null || place.getScheme().equals("file")) {
      new OutputFiles(spec).checkFolder(setting, Path.of(place.getPath()));
    }
  }

  /** The endpoint for metrics; null when none is configured. */
  private static @Nullable MetricsEndpoint metrics(RunSettings.Metrics settings)
      throws IOException {
    return settings.port().isPresent()
        ? MetricsEndpoint.open(settings.address(), settings.port().get())
        : null;
  }

  /** Prints to standard error, since a program may read standard output. */
  private void printStart(RunSettings settings, @Nullable MetricsEndpoint metrics) {
    String inputs =
        settings.inputs().stream()
            .map(input -> input.basics().name())
            .collect(Collectors.joining(", "));
    spec.commandLine()
        .getErr()
        .printf(
            "watching %s; findings to %s; state in %s; %sCtrl-C stops%n",
            inputs,
            settings.outputs().findings().equals("-")
                ? "the terminal"
                : settings.outputs().findings(),
            state,
            metrics == null ? "" : "metrics at " + metrics.url() + "; ");
  }

  private LiveJob job(RunSettings settings, MonitorSettings monitor, boolean valid) {
    HashSecret.ofRun(settings.monitor().hashSecret())
        .mistake()
        .ifPresent(
            mistake -> {
              throw new ParameterException(
                  spec.commandLine(),
                  mistake
                      + ": set "
                      + HashSecret.VARIABLE
                      + " in the environment to a long random text, such as that of"
                      + " 'openssl rand -hex 32', and keep it");
            });
    try {
      Alerts.checkKeys(settings.alerts());
      settings.metrics().remoteWrite().ifPresent(to -> RemoteWriter.checkHeaders(to.headers()));
      return valid
          ? new LiveJob(settings, monitor, Terminal.console())
          : LiveJob.withRestoredPolicy(settings, monitor, Terminal.console());
    } catch (IllegalArgumentException contradiction) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(contradiction.getMessage()), contradiction);
    }
  }

  private MonitorSettings monitor(RunSettings settings) throws IOException {
    try {
      return MonitorFiles.readUnchecked(settings.monitor());
    } catch (FileNotFoundException missing) {
      throw new ParameterException(
          spec.commandLine(), "no such file or folder: " + missing.getMessage(), missing);
    } catch (PolicyException inventory) {
      throw new ParameterException(
          spec.commandLine(), "monitor.inventory: " + inventory.getMessage(), inventory);
    }
  }

  /**
   * Checks policy and rules. Mistakes end a first run. A later run, which may be unattended,
   * continues with the policy that was in force before, and reports that.
   */
  private boolean isValid(RunSettings settings, MonitorSettings monitor) throws IOException {
    try {
      monitor.loadRules(monitor.loadPolicy());
      PolicyWarnings.print(monitor, clock.millis(), spec.commandLine().getErr());
      return true;
    } catch (PolicyException | RuleException invalid) {
      boolean hasState = stateFolder().newest().isPresent();
      if (!hasState || !MonitorFiles.areWatched(settings.monitor())) {
        throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
      }
      spec.commandLine()
          .getErr()
          .printf(
              "%s%nrefused; the monitor continues with the policy that was in force%n",
              invalid.getMessage());
      return false;
    }
  }
}
