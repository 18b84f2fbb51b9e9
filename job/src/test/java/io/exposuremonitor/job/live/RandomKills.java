package io.exposuremonitor.job.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills an observed monitor at random several times, at least once between checkpoints, so that a
 * later run repeats what an earlier one had read.
 */
final class RandomKills {
  /** Enough for one kill between checkpoints; the limit is practically never reached. */
  private static final int MAX = 20;

  private final int minKills;
  private final Random random;
  private final MonitorProcess monitor;
  private final Path observations;

  /**
   * @param minKills minimum number of kills
   * @param random determines the times
   * @param observations file with what the monitor read
   */
  RandomKills(int minKills, Random random, MonitorProcess monitor, Path observations) {
    this.minKills = minKills;
    this.random = random;
    this.monitor = monitor;
    this.observations = observations;
  }

  /**
   * Performs the kills, then starts the monitor and lets it run.
   *
   * @param disturbance runs while the monitor runs and while it does not
   */
  void perform(Runnable disturbance) throws Exception {
    for (int i = 0; i < minKills || (!repeated() && i < MAX); i++) {
      startAndKill(disturbance);
    }
    monitor.start();
  }

  /** Most runs are killed after they have read something, some while they start. */
  private void startAndKill(Runnable disturbance) throws Exception {
    int before = Observations.ids(observations).size();
    monitor.start();
    if (random.nextInt(minKills) > 0) {
      Waiting.until(() -> Observations.ids(observations).size() > before, "the monitor reads");
    }
    sleep(1_500);
    disturbance.run();
    sleep(2_500);
    monitor.kill();
    if (random.nextBoolean()) {
      disturbance.run();
    }
  }

  private boolean repeated() throws Exception {
    Map<String, List<String>> ids = Observations.ids(observations);
    return Observations.repeat(ids.values());
  }

  private void sleep(int maxMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(maxMillis));
  }
}
