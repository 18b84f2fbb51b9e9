package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.connectors.watch.Reading.Content;
import io.exposuremonitor.connectors.watch.WatchedFile;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.sample.Samples;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness waits for its tasks
class PolicyKeeperTest {
  private static final String START = "version: 1\n";
  private static final String CHANGED = "version: 1\nfindings: {minimumLevel: high}\n";
  private static final String INVALID = "version: 1\nfindings: {minimumLevel: huge}\n";
  private static final long STARTED = 1_000;

  @Test
  void emitsPolicyInForceOnceAndEachChange() throws Exception {
    try (OneInputStreamOperatorTestHarness<Reading, PolicyTexts> keeper = keeper(START)) {
      keeper.open();
      keeper.setProcessingTime(5_000);
      for (String policy : List.of(START, START, CHANGED, CHANGED, CHANGED)) {
        keeper.processElement(reading(policy), 0);
      }

      assertThat(keeper.extractOutputValues().stream().map(PolicyTexts::inflate))
          .extracting(PolicyTexts::policy, PolicyTexts::readAt)
          .containsExactly(tuple(file(START), STARTED), tuple(file(CHANGED), 5_000L));
      assertThat(keeper.getSideOutput(PolicyKeeper.REFUSALS)).isNullOrEmpty();
    }
  }

  @Test
  void restoresAndEmitsPolicyInForceAfterRestart() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<Reading, PolicyTexts> keeper = keeper(START)) {
      keeper.open();
      keeper.setProcessingTime(5_000);
      keeper.processElement(reading(CHANGED), 0);
      keeper.processElement(reading(CHANGED), 0);
      state = keeper.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<Reading, PolicyTexts> restarted = keeper(START)) {
      restarted.initializeState(state);
      restarted.open();
      restarted.setProcessingTime(6_000);
      restarted.processElement(reading(INVALID), 0);
      restarted.processElement(reading(INVALID), 0);

      assertThat(restarted.extractOutputValues().stream().map(PolicyTexts::inflate))
          .extracting(PolicyTexts::policy)
          .containsExactly(file(CHANGED));
      assertThat(restarted.getSideOutput(PolicyKeeper.REFUSALS))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.getTimestamp()).isEqualTo(6_000);
                assertThat(record.getValue().analytic().id()).isEqualTo("blindspot.policy-refused");
                assertThat(record.getValue().evidence().facts())
                    .containsEntry(
                        "policy_in_force", MonitorSettings.version(file(CHANGED), List.of()));
              });
    }
  }

  @Test
  void newStartOverridesRestoredPolicy() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<Reading, PolicyTexts> keeper = keeper(START)) {
      keeper.open();
      state = keeper.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<Reading, PolicyTexts> newJob =
        keeper(CHANGED, STARTED + 1)) {
      newJob.initializeState(state);
      newJob.open();
      newJob.processElement(reading(CHANGED), 0);
      assertThat(newJob.extractOutputValues().stream().map(PolicyTexts::inflate))
          .extracting(PolicyTexts::policy)
          .containsExactly(file(CHANGED));
    }
  }

  @Test
  void countsRefusalOnceAndRepeatsItsSignal() throws Exception {
    try (OneInputStreamOperatorTestHarness<Reading, PolicyTexts> keeper = keeper(START)) {
      keeper.open();
      for (int reading = 0; reading < 3; reading++) {
        keeper.setProcessingTime((reading + 1) * PolicyGate.REPEAT.toMillis());
        keeper.processElement(reading(INVALID), 0);
      }
      assertThat(keeper.getSideOutput(PolicyKeeper.REFUSALS)).hasSize(2);
      assertThat(keeper.getSideOutput(Samples.COUNTED))
          .extracting(counted -> counted.getValue().metric())
          .containsOnlyOnce(DomainMetric.POLICY_REFUSED);
    }
  }

  private static OneInputStreamOperatorTestHarness<Reading, PolicyTexts> keeper(String policy)
      throws Exception {
    return keeper(policy, STARTED);
  }

  private static OneInputStreamOperatorTestHarness<Reading, PolicyTexts> keeper(
      String policy, long readAt) throws Exception {
    MonitorSettings settings =
        new MonitorSettings(
            file(policy), List.of(), List.of(), Episodes.Reporting.LIFE_CYCLE, List.of());
    return new OneInputStreamOperatorTestHarness<>(new PolicyKeeper(settings, readAt, true));
  }

  private static TextFile file(String text) {
    return new TextFile("policy.yml", text);
  }

  private static Reading reading(String policy) {
    return new Reading(
        List.of(new Content(List.of(new WatchedFile("policy.yml", policy)))), "", "");
  }
}
