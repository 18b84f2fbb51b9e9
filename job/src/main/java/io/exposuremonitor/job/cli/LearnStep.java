package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.option.OutputFiles;
import io.exposuremonitor.job.replay.Learning;
import io.exposuremonitor.job.report.Progress;
import io.exposuremonitor.job.report.Units;
import io.exposuremonitor.job.topology.HashSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code replay --learn}: learns from past logs what a live job would know. */
final class LearnStep {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final HashSecret SECRET = HashSecret.ofRun("");

  private final CommandSpec spec;
  private final Path folder;
  private final StateFolder state;

  /**
   * @param folder the folder for {@code run --state}
   */
  LearnStep(CommandSpec spec, Path folder) {
    this.spec = spec;
    this.folder = folder;
    this.state = new StateFolder(folder.toAbsolutePath());
  }

  /**
   * Checks, before the logs are read, what would fail afterwards.
   *
   * @throws ParameterException with the reason
   */
  void check() throws IOException {
    if (state.newest().isPresent()) {
      throw refused(
          folder + " holds the state of a monitor, which would be lost; name another folder");
    }
    SECRET
        .mistake()
        .ifPresent(
            mistake -> {
              throw refused(
                  mistake
                      + "; the learnt state contains such hashes, so set "
                      + HashSecret.VARIABLE
                      + " in the environment to the secret of the monitor that will start from it");
            });
    new OutputFiles(spec).checkFolder("--learn", folder);
  }

  /** Learns; reports on standard error what was learnt from, and how to continue. */
  void run(MonitorSettings settings, List<Path> paths) throws Exception {
    try (Progress progress = Terminal.progress()) {
      printResult(
          new Learning(settings, SECRET, progress::update, InstantSource.system())
              .run(paths, state));
    }
  }

  private void printResult(Learning.Learnt learnt) {
    PrintWriter err = spec.commandLine().getErr();
    if (learnt.since() == Long.MAX_VALUE) {
      err.println(
          "learnt, but the logs contain no times: the monitor will still need a week to"
              + " learn what is new");
    } else {
      Duration watched = Duration.ofMillis(learnt.until() - learnt.since());
      err.printf(
          "learnt from %s; the logs have no gap from %s to %s, %s%n",
          Units.count(learnt.activities(), "call"),
          minute(learnt.since()),
          minute(learnt.until()),
          Units.span(learnt.since(), learnt.until()));
      if (watched.compareTo(WEEK) < 0) {
        err.println(
            "less than 7 days: the monitor reports nothing as new until it has seen a week of"
                + " logs");
      }
      err.printf(
          "a monitor that starts from it before %s resumes; a later one has to learn for a week"
              + " again%n",
          minute(learnt.until() + Observation.MAX_GAP_MILLIS));
    }
    if (learnt.disordered() > 0) {
      err.printf(
          "%s came out of order and %s only partly learnt%n",
          Units.count(learnt.disordered(), "call"), learnt.disordered() == 1 ? "was" : "were");
    }
    err.printf(
        "start it with: exposure-monitor run --config FILE --state %s%n"
            + "or on a cluster from the savepoint %s%n",
        folder, learnt.savepoint());
    err.flush();
  }

  private static Instant minute(long time) {
    return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.MINUTES);
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), "--learn: " + why);
  }
}
