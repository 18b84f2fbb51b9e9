package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.BoundedIncidents;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.job.engine.TemporaryFolder;
import io.exposuremonitor.job.ocsf.Attack;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Runs the monitor over log files. */
public final class Replay {
  private static final int SPOOL_RUN = 5_000;

  private final MonitorSettings settings;
  private final int parallelism;
  private final ReplayProgress progress;
  private final LongSupplier nanoClock;

  /** Receives a replay's progress, a few times a second, on a thread of its own. */
  @FunctionalInterface
  public interface ReplayProgress {
    /**
     * @param bytesDone bytes consumed, as stored
     * @param bytesTotal bytes in all
     * @param records CloudTrail records decoded
     */
    void update(long bytesDone, long bytesTotal, long records);
  }

  /**
   * @param settings policy, rules and the rest; when they don't contain the hours for which there
   *     are logs, these are taken from the files
   * @param parallelism number of subtasks
   * @param progress receives the progress
   */
  public Replay(MonitorSettings settings, int parallelism, ReplayProgress progress) {
    this(settings, parallelism, progress, System::nanoTime);
  }

  Replay(
      MonitorSettings settings, int parallelism, ReplayProgress progress, LongSupplier nanoClock) {
    this.settings = settings;
    this.parallelism = parallelism;
    this.progress = progress;
    this.nanoClock = nanoClock;
  }

  /**
   * Whether a file, under any name or link, is among those at or below {@code paths}.
   *
   * @param file an existing file
   * @throws NoSuchFileException when a path does not exist
   */
  public static boolean reads(List<Path> paths, Path file) throws IOException {
    for (Path read : InputFiles.below(paths).files()) {
      if (Files.exists(read) && Files.isSameFile(read, file)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads every file at or below {@code paths} to its end.
   *
   * @throws NoSuchFileException when a path does not exist
   * @throws IOException when there is nothing to read, or the engine fails
   */
  public ReplayResult run(List<Path> paths) throws Exception {
    return run(paths, finding -> {}, incident -> {});
  }

  /**
   * Reads every file at or below {@code paths} to its end.
   *
   * @param findings receives all findings sorted by time and uid, so the order is the same for the
   *     same logs; called on this thread, after the last record was read
   * @param incidents receives all incidents, each once and complete, likewise
   * @throws NoSuchFileException when a path does not exist
   * @throws IOException when there is nothing to read, or the engine fails
   */
  public ReplayResult run(
      List<Path> paths, Consumer<Finding> findings, Consumer<Incident> incidents) throws Exception {
    InputFiles files = InputFiles.below(paths);
    MonitorSettings known =
        settings.observed().isEmpty() ? settings.observedAt(LogTimes.of(files.files())) : settings;
    long started = nanoClock.getAsLong();
    try (TemporaryFolder temporary = TemporaryFolder.deletedAtExit();
        SessionSpool sessions = new SessionSpool(temporary.path().resolve("sessions"))) {
      FindingSpool spool = new FindingSpool(temporary.path(), SPOOL_RUN);
      ReplayResults results = new ReplayResults(files, spool, sessions);
      ReplayCounts counts =
          new ReplayJob(known, parallelism)
              .run(
                  files,
                  temporary.path(),
                  results,
                  now -> progress.update(now.bytes(), files.totalBytes(), now.records()));
      Duration elapsed = Duration.ofNanos(nanoClock.getAsLong() - started);
      WorstIncidents worst = new WorstIncidents(incidents);
      BoundedIncidents joined =
          new BoundedIncidents(known.loadPolicy(), IncidentSettings.DEFAULT, Attack::tactic, worst);
      Set<Long> keys = new HashSet<>();
      spool.forEach(finding -> keys.addAll(SessionLink.keysOf(finding)));
      sessions.issuersOf(keys).forEach(joined::on);
      spool.forEach(findings.andThen(joined::on));
      joined.finish();
      return results.finish(counts, worst, elapsed);
    }
  }
}
