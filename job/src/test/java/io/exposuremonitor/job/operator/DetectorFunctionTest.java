package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detector's state and wake-ups, in the heap and in RocksDB, where recent states are cached. */
@SuppressWarnings("try") // closing a harness waits for its tasks
class DetectorFunctionTest {
  private static final long LATENESS = DetectorCall.SET_LATER_MILLIS;
  private static final long FORGET = 0;
  private static final long AWAKE = 100;

  /** Signals how many events there were, and when it is woken, 100 more; then it forgets. */
  private static final class Counting implements Detector<Long, Signal> {
    @Override
    public @Nullable Long on(@Nullable Long state, Signal event, DetectorContext context) {
      if (event.magnitude() == FORGET) {
        return null;
      }
      long count = state == null ? 1 : state + 1;
      context.signal(Signals.scan(event.resource(), event.end(), count));
      context.wakeAt(event.end());
      return count;
    }

    @Override
    public @Nullable Long onTime(Long state, long time, DetectorContext context) {
      context.signal(Signals.scan("woken", time, AWAKE + state));
      return null;
    }
  }

  /** Signals since when the logs have been watched. */
  private static final class Watching implements Detector<Long, Signal> {
    private final Observation observation;

    Watching(Observation observation) {
      this.observation = observation;
    }

    @Override
    public @Nullable Long on(@Nullable Long state, Signal event, DetectorContext context) {
      long since = observation.stretches().get(0).start();
      context.signal(Signals.scan(event.resource(), event.end(), since));
      return null;
    }

    @Override
    public @Nullable Long onTime(Long state, long time, DetectorContext context) {
      return null;
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> harness(
      boolean rocksDb, @Nullable OperatorSubtaskState state) throws Exception {
    return harness(rocksDb, state, shell -> new Counting());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> harness(
      boolean rocksDb,
      @Nullable OperatorSubtaskState state,
      SerializableFunction<DetectorFunction.Shell, Detector<Long, Signal>> detector)
      throws Exception {
    MonitorSettings settings = MonitorSettings.defaults(Reporting.LIFE_CYCLE);
    KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PolicyKeyedOperator<>(
                settings, new DetectorFunction<Long, Signal>(settings, detector, Types.LONG)),
            Signal::resource,
            Types.STRING);
    harness.setStateBackend(
        rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static void process(
      KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> harness,
      String resource,
      long time)
      throws Exception {
    harness.processElement(Signals.scan(resource, time, 1), time);
  }

  private static List<Long> magnitudes(
      KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> harness) {
    return harness.extractOutputValues().stream().map(Signal::magnitude).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checkpointHoldsStatesOfAllKeys(boolean rocksDb) throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(rocksDb, null)) {
      process(harness, "a", 1);
      process(harness, "a", 1);
      process(harness, "b", 1);
      process(harness, "c", 1);
      harness.snapshot(1, 1);
      harness.processElement(Signals.scan("c", 2, FORGET), 2);
      process(harness, "b", 2);
      state = harness.snapshot(2, 2);
      process(harness, "a", 3);
    }
    try (var restarted = harness(rocksDb, state)) {
      process(restarted, "a", 3);
      process(restarted, "b", 3);
      process(restarted, "c", 3);
      assertThat(magnitudes(restarted)).containsExactly(3L, 3L, 1L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wakesWithStateOfItsKeyAtRequestedTime(boolean rocksDb) throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(rocksDb, null)) {
      process(harness, "a", 1_000);
      process(harness, "b", 2_000);
      process(harness, "b", 2_000);
      state = harness.snapshot(1, 1);
    }
    try (var restarted = harness(rocksDb, state)) {
      restarted.processWatermark(1_000 + LATENESS - 1);
      assertThat(magnitudes(restarted)).isEmpty();
      restarted.processWatermark(2_000 + LATENESS);
      assertThat(restarted.extractOutputValues())
          .containsExactly(
              Signals.scan("woken", 1_000, AWAKE + 1), Signals.scan("woken", 2_000, AWAKE + 2));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wakesAgainForLateEventAndNotWithoutState(boolean rocksDb) throws Exception {
    try (var harness = harness(rocksDb, null)) {
      process(harness, "a", 1_000);
      harness.processWatermark(1_000 + LATENESS);
      process(harness, "a", 1_000);
      harness.processWatermark(1_000 + LATENESS + 1);
      assertThat(magnitudes(harness)).containsExactly(1L, AWAKE + 1, 1L, AWAKE + 1);

      process(harness, "b", 5_000);
      harness.processElement(Signals.scan("b", 5_000, FORGET), 5_000);
      harness.processWatermark(5_000 + LATENESS);
      assertThat(magnitudes(harness)).hasSize(5);
    }
  }

  @Test
  void restartHasBeenWatchingSinceFirstStart() throws Exception {
    OperatorSubtaskState state;
    List<Long> since;
    try (var harness = harness(false, null, shell -> new Watching(shell.observation()))) {
      process(harness, "a", 1);
      since = magnitudes(harness);
      state = harness.snapshot(1, 1);
    }
    while (System.currentTimeMillis() == since.get(0)) {
      Thread.onSpinWait();
    }
    try (var restarted = harness(false, state, shell -> new Watching(shell.observation()))) {
      process(restarted, "a", 1);
      assertThat(magnitudes(restarted)).isEqualTo(since);
    }
  }

  /** With another bound, the same wake-ups would be due at other times. */
  @Test
  void changedPolicyKeepsLatenessOfStart() throws PolicyException {
    Policy start = PolicyLoader.load("policy.yml", "version: 1\nfindings: {lateness: 20m}\n");
    DetectorCall call = new DetectorCall(start, Observation.UNKNOWN);
    call.follow(
        PolicyLoader.load(
            "policy.yml", "version: 1\nfindings: {lateness: 2h, minimumLevel: high}\n"));

    assertThat(call.policy().findings().lateness()).isEqualTo(Duration.ofMinutes(20));
    assertThat(call.latenessMillis()).isEqualTo(Duration.ofMinutes(20).toMillis());
    assertThat(call.policy().findings().minimumLevel()).isEqualTo(Level.HIGH);
  }
}
