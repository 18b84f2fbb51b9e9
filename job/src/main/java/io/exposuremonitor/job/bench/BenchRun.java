package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures trials in turns, round after round. Before the first round each runs once unmeasured, so
 * that all of them are compiled when it counts.
 */
final class BenchRun {
  private final List<Trial> trials;
  private final Duration time;
  private final int rounds;
  private final Consumer<String> progress;

  BenchRun(List<Trial> trials, Duration time, int rounds, Consumer<String> progress) {
    this.trials = trials;
    this.time = time;
    this.rounds = rounds;
    this.progress = progress;
  }

  Results run() throws Exception {
    for (Trial trial : trials) {
      progress.accept("warm-up: " + trial.name());
      trial.run(time);
    }
    Results results = new Results();
    for (int round = 1; round <= rounds; round++) {
      for (Trial trial : trials) {
        progress.accept("round " + round + " of " + rounds + ": " + trial.name());
        results.add(trial.name(), trial.run(time));
      }
    }
    return results;
  }
}
