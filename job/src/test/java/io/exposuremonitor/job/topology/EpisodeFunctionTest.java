package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyKeyedOperator;
import io.exposuremonitor.job.operator.Signals;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Times of episodes in the engine, whose watermark is the time of the newest event. */
@SuppressWarnings("try") // closing a harness waits for its tasks
class EpisodeFunctionTest {
  private static final MonitorSettings SETTINGS =
      new MonitorSettings(
          new TextFile("policy.yml", "version: 1\n"),
          List.of(),
          List.of(),
          Episodes.Reporting.LIFE_CYCLE,
          List.of());
  private static final long QUIET = Duration.ofHours(6).toMillis();
  private static final long LATENESS = Duration.ofMinutes(15).toMillis();
  private static final long FIRST = Duration.ofDays(20_000).toMillis();

  @Test
  void signalWithinLatenessJoinsEpisode() throws Exception {
    try (var harness = episodes()) {
      harness.open();
      take(harness, FIRST);
      take(harness, FIRST + QUIET - LATENESS);
      harness.processWatermark1(new Watermark(FIRST + 2 * QUIET - 1));

      take(harness, FIRST + 2 * QUIET - LATENESS);

      assertThat(phases(harness)).containsExactly(Phase.OPENED);
    }
  }

  @Test
  void closesOnceNoSignalCanJoin() throws Exception {
    try (var harness = episodes()) {
      harness.open();
      take(harness, FIRST);

      harness.processWatermark1(new Watermark(FIRST + QUIET + LATENESS - 1));
      assertThat(phases(harness)).containsExactly(Phase.OPENED);
      harness.processWatermark1(new Watermark(FIRST + QUIET + LATENESS));

      assertThat(phases(harness)).containsExactly(Phase.OPENED, Phase.CLOSED);
      assertThat(harness.extractOutputValues().get(1).time()).isEqualTo(FIRST + QUIET);
      assertThat(harness.numEventTimeTimers()).isZero();
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void keepsOneTimerWhileSignalsFollow() throws Exception {
    try (var harness = episodes()) {
      harness.open();
      for (int second = 0; second < 1_000; second++) {
        take(harness, FIRST + second * 1_000L);
      }
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);

      harness.processWatermark1(new Watermark(FIRST + QUIET + LATENESS));
      assertThat(phases(harness)).containsExactly(Phase.OPENED);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
      harness.processWatermark1(new Watermark(FIRST + 999_000 + QUIET + LATENESS));

      assertThat(phases(harness)).containsExactly(Phase.OPENED, Phase.CLOSED);
    }
  }

  @Test
  void earlierEpisodeClosesAtItsOwnTime() throws Exception {
    long earlier = FIRST - QUIET - 1;
    try (var harness = episodes()) {
      harness.open();
      take(harness, FIRST);
      take(harness, earlier);

      harness.processWatermark1(new Watermark(earlier + QUIET + LATENESS));
      assertThat(phases(harness)).containsExactly(Phase.OPENED, Phase.OPENED, Phase.CLOSED);
      harness.processWatermark1(new Watermark(FIRST + QUIET + LATENESS));

      assertThat(phases(harness))
          .containsExactly(Phase.OPENED, Phase.OPENED, Phase.CLOSED, Phase.CLOSED);
    }
  }

  @Test
  void closesAfterRestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = episodes()) {
      harness.open();
      take(harness, FIRST);
      take(harness, FIRST + 1_000);
      state = harness.snapshot(1, 1);
    }
    try (var harness = episodes()) {
      harness.initializeState(state);
      harness.open();
      take(harness, FIRST + 2_000);
      harness.processWatermark1(new Watermark(FIRST + 2_000 + QUIET + LATENESS));

      assertThat(phases(harness)).containsExactly(Phase.CLOSED);
    }
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Finding>
      episodes() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new PolicyKeyedOperator<>(SETTINGS, 0, new EpisodeFunction(SETTINGS)),
        Episodes::key,
        null,
        Types.STRING);
  }

  private static void take(
      KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Finding> harness,
      long time)
      throws Exception {
    harness.processElement1(signal(time), time);
  }

  private static List<Phase> phases(
      KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Finding> harness) {
    return harness.extractOutputValues().stream().map(Finding::phase).toList();
  }

  private static Signal signal(long time) {
    return Signals.scan("arn:aws:dynamodb:eu-west-1:111122223333:table/orders", time, 100);
  }
}
