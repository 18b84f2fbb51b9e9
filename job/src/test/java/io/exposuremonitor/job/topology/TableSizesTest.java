package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator of table sizes as the engine runs it. */
@SuppressWarnings("try") // closing a harness waits for its tasks
class TableSizesTest {
  private static final String ORDERS = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  private static final PolicyTexts START =
      MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE).texts(1_000).deflate();

  @Test
  void reportsChangesOfASweepTogetherAndIgnoresSmallOnes() throws Exception {
    try (TwoInputStreamOperatorTestHarness<InventoryUpdate, PolicyTexts, PolicyTexts> harness =
        harness()) {
      harness.open();
      harness.processElement1(look(ORDERS, 1, 1_000), 0);
      harness.processElement1(look(ORDERS + "-2", 2, 2_000), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.setProcessingTime(TableSizes.GATHERING_MILLIS);
      harness.processElement1(look(ORDERS, 3, 1_050), 0);
      harness.setProcessingTime(10 * TableSizes.GATHERING_MILLIS);

      assertThat(harness.extractOutputValues())
          .containsExactly(
              START.sized(List.of(size(ORDERS, 1, 1_000), size(ORDERS + "-2", 2, 2_000))));
    }
  }

  @Test
  void forwardsChangedPolicyAtOnceWithKnownSizes() throws Exception {
    PolicyTexts changed = new PolicyTexts("v2", 2_000, null, List.of()).deflate();
    try (TwoInputStreamOperatorTestHarness<InventoryUpdate, PolicyTexts, PolicyTexts> harness =
        harness()) {
      harness.open();
      harness.processElement1(look(ORDERS, 1, 1_000), 0);
      harness.processElement2(changed, 0);
      harness.setProcessingTime(10 * TableSizes.GATHERING_MILLIS);

      assertThat(harness.extractOutputValues())
          .as("emitted once")
          .containsExactly(changed.sized(List.of(size(ORDERS, 1, 1_000))));
    }
  }

  @Test
  void restoresSizesAfterRestart() throws Exception {
    PolicyTexts changed = new PolicyTexts("v2", 2_000, null, List.of()).deflate();
    OperatorSubtaskState state;
    try (TwoInputStreamOperatorTestHarness<InventoryUpdate, PolicyTexts, PolicyTexts> harness =
        harness()) {
      harness.open();
      harness.processElement2(changed, 0);
      harness.processElement1(look(ORDERS, 1, 1_000), 0);
      state = harness.snapshot(1, 1);
    }
    try (TwoInputStreamOperatorTestHarness<InventoryUpdate, PolicyTexts, PolicyTexts> restarted =
        harness()) {
      restarted.initializeState(state);
      restarted.open();
      restarted.setProcessingTime(TableSizes.GATHERING_MILLIS);

      assertThat(restarted.extractOutputValues())
          .containsExactly(changed.sized(List.of(size(ORDERS, 1, 1_000))));
    }
  }

  @Test
  void expiresSizesNotSeenForAWeek() throws Exception {
    long week = 7 * 24 * 60 * 60_000L;
    try (TwoInputStreamOperatorTestHarness<InventoryUpdate, PolicyTexts, PolicyTexts> harness =
        harness()) {
      harness.open();
      harness.processElement1(look(ORDERS, 1, 1_000), 0);
      harness.setProcessingTime(week + TableSizes.FORGETTING_PERIOD_MILLIS);
      harness.setProcessingTime(week + 2 * TableSizes.FORGETTING_PERIOD_MILLIS);

      assertThat(harness.extractOutputValues())
          .containsExactly(START.sized(List.of(size(ORDERS, 1, 1_000))), START);
    }
  }

  private static TwoInputStreamOperatorTestHarness<InventoryUpdate, PolicyTexts, PolicyTexts>
      harness() throws Exception {
    return new TwoInputStreamOperatorTestHarness<>(new TableSizes(START));
  }

  private static TableSize size(String table, long time, long bytes) {
    return new TableSize(table, time, bytes, bytes / 100, false);
  }

  private static InventoryUpdate look(String table, long time, long bytes) {
    return new InventoryUpdate(
        new TableFacts(
            table,
            time,
            bytes,
            bytes / 100,
            "PAY_PER_REQUEST",
            "",
            TableFacts.Encryption.OWNED_BY_AWS,
            TableFacts.Switch.OFF,
            TableFacts.Switch.OFF,
            "",
            List.of(),
            TableFacts.Switch.OFF,
            List.of(),
            TableFacts.Switch.OFF,
            List.of()),
        "",
        null);
  }
}
