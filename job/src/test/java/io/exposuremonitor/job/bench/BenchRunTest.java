package io.exposuremonitor.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchRunTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final int MAX_WARM_UPS = 5;

  private final List<String> runs = new ArrayList<>();
  private long compilerMillis;

  @Test
  void alternatesBetweenTrials() throws Exception {
    Results results = run(2, trial("a", 0), trial("b", 0));

    assertThat(runs).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(results.samples().keySet()).containsExactly("a", "b");
    assertThat(results.samples().values()).allMatch(samples -> samples.size() == 2);
  }

  @Test
  void warmsUpUntilCompilerIsIdle() throws Exception {
    run(1, trial("a", 900, 300, 60, 40, 900));

    assertThat(runs).hasSize(4 + 1);
  }

  @Test
  void limitsNumberOfWarmUps() throws Exception {
    long[] busy = new long[100];
    Arrays.fill(busy, 900);

    run(1, trial("a", busy));

    assertThat(runs).hasSize(MAX_WARM_UPS + 1);
  }

  private Results run(int rounds, Trial... trials) throws Exception {
    return new BenchRun(SECOND, rounds, line -> {}, () -> compilerMillis).run(List.of(trials));
  }

  /** A trial of one second per run, with the compilation time of each run in milliseconds. */
  private Trial trial(String name, long... compiling) {
    return new Trial() {
      private int next;

      @Override
      public String name() {
        return name;
      }

      @Override
      public int maxWarmUps() {
        return MAX_WARM_UPS;
      }

      @Override
      public Sample run(Duration time) {
        runs.add(name);
        compilerMillis += next < compiling.length ? compiling[next++] : 0;
        return new Sample(1, 1, time.toNanos(), time.toNanos());
      }
    };
  }
}
