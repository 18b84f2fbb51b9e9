package io.exposuremonitor.job.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures trials in turns, round after round. Before that, each trial runs unmeasured until the
 * just-in-time compiler has settled, or as often as the trial allows. On a busy machine this takes
 * a while, and measuring earlier would measure the compiler.
 */
final class BenchRun {
  private final Duration time;
  private final int rounds;
  private final Consumer<String> progress;
  private final LongSupplier compilerMillis;

  BenchRun(Duration time, int rounds, Consumer<String> progress) {
    this(time, rounds, progress, ManagementFactory.getCompilationMXBean()::getTotalCompilationTime);
  }

  BenchRun(Duration time, int rounds, Consumer<String> progress, LongSupplier compilerMillis) {
    this.time = time;
    this.rounds = rounds;
    this.progress = progress;
    this.compilerMillis = compilerMillis;
  }

  Results run(List<Trial> trials) throws Exception {
    for (Trial trial : trials) {
      progress.accept("warm-up: " + trial.name());
      warmUp(trial);
    }
    Results results = new Results();
    for (int round = 1; round <= rounds; round++) {
      for (Trial trial : trials) {
        progress.accept("round " + round + " of " + rounds + ": " + trial.name());
        results.add(trial.name(), trial.measure(time));
      }
    }
    return results;
  }

  private void warmUp(Trial trial) throws Exception {
    boolean compiling = true;
    for (int i = 0; i < trial.maxWarmUps() && compiling; i++) {
      Compiler compiler = new Compiler(compilerMillis);
      Sample sample = trial.run(time);
      compiling = compiler.wasBusy(sample.wallNanos());
    }
  }
}
