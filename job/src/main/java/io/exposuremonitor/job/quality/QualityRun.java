package io.exposuremonitor.job.quality;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.engine.TemporaryFolder;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.replay.Replay;
import io.exposuremonitor.job.replay.ReplayResult;
import io.exposuremonitor.job.simulation.Fortnight;
import io.exposuremonitor.job.simulation.Plant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes a simulated fortnight, replays it as a user would, and judges the findings. */
public final class QualityRun {
  private final long seed;
  private final int recordsPerDay;
  private final int parallelism;
  private final Consumer<String> progress;

  /**
   * @param seed determines everything random
   * @param recordsPerDay ordinary records of a working day
   * @param parallelism subtasks of the replay
   * @param progress receives a short text about each step
   */
  public QualityRun(long seed, int recordsPerDay, int parallelism, Consumer<String> progress) {
    this.seed = seed;
    this.recordsPerDay = recordsPerDay;
    this.parallelism = parallelism;
    this.progress = progress;
  }

  /** Everything planted in a fortnight. */
  static List<Plant> plants(Fortnight fortnight, SilentSources sources) {
    List<Plant> plants = new ArrayList<>(fortnight.plants());
    plants.addAll(sources.plants());
    return plants;
  }

  /**
   * Runs everything.
   *
   * @throws IOException if files can't be written or a record was not read
   * @throws RuleException if the fixtures of the shipped rules are broken
   * @throws Exception if the engine fails
   */
  public QualityReport run() throws Exception {
    Fortnight fortnight = new Fortnight(seed, recordsPerDay);
    SilentSources sources = new SilentSources(fortnight.watched().get(0));
    Verdict verdict = new Verdict(plants(fortnight, sources), fortnight.judgedFrom());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      fortnight.write(
          folder.path(), day -> progress.accept(day + " of " + Fortnight.DAYS + " days written"));
      MonitorSettings settings =
          new MonitorSettings(
              new TextFile("policy.yml", fortnight.policy()),
              List.of(),
              List.of(),
              Episodes.Reporting.FINAL,
              fortnight.watched());
      ReplayResult result =
          new Replay(
                  settings,
                  parallelism,
                  (done, all, records) -> progress.accept(records + " records replayed"))
              .run(List.of(folder.path().resolve("AWSLogs")), verdict::take, incident -> {});
      if (result.incomplete()) {
        throw new IOException(result.skipped().lost() + " simulated records were not read");
      }
      sources.run(verdict::take);
      return new QualityReport(seed, result.counts().records(), verdict, RuleChecks.run());
    }
  }
}
