package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness waits for its tasks
class PolicyInputTest {
  private static final String IN_FORCE = "in-force";

  /** A policy of 100 KB; each call creates a text of its own. */
  private static TextFile policy() {
    return new TextFile(
        "policy.yml",
        IntStream.range(0, 2_000)
            .mapToObj(i -> "  - match: \"team-" + i % 97 + "-*-orders-" + i + "\"\n")
            .collect(Collectors.joining("", "version: 1\ntables:\n", "")));
  }

  private static PolicyTexts texts(long readAt) {
    TextFile policy = policy();
    return new PolicyTexts(MonitorSettings.version(policy, List.of()), readAt, policy, List.of());
  }

  @Test
  void operatorsHoldTheTextDeflatedInStateAndOnceInMemory() throws Exception {
    Probe one = new Probe();
    Probe another = new Probe();
    try (TwoInputStreamOperatorTestHarness<String, PolicyTexts, String> first = open(one);
        TwoInputStreamOperatorTestHarness<String, PolicyTexts, String> second = open(another)) {
      first.processElement2(texts(2_000).deflate(), 0);
      second.processElement2(texts(2_000).deflate(), 0);

      assertThat(one.settings().policy()).isEqualTo(policy());
      assertThat(one.settings().policy().text()).isSameAs(another.settings().policy().text());
      String stored = one.stored().get(IN_FORCE).policy().text();
      assertThat(stored.length()).isLessThan(policy().text().length() / 5);
      assertThat(stored).isSameAs(another.stored().get(IN_FORCE).policy().text());
    }
  }

  @Test
  void restoresTextsThatEarlierVersionsStoredPlain() throws Exception {
    OperatorSubtaskState state;
    Probe earlier = new Probe();
    try (TwoInputStreamOperatorTestHarness<String, PolicyTexts, String> harness = open(earlier)) {
      earlier.stored().put(IN_FORCE, texts(2_000));
      state = harness.snapshot(1, 1);
    }
    Probe restored = new Probe();
    try (TwoInputStreamOperatorTestHarness<String, PolicyTexts, String> harness =
        new TwoInputStreamOperatorTestHarness<>(restored)) {
      harness.initializeState(state);
      harness.open();

      assertThat(restored.settings().policy()).isEqualTo(policy());
      assertThat(restored.policySince()).isEqualTo(2_000);
      assertThat(restored.stored().get(IN_FORCE)).isEqualTo(texts(2_000).deflate());
    }
  }

  @Test
  void jobGraphHoldsTheTextDeflatedAndItsOperatorsShareIt() throws Exception {
    MonitorSettings settings =
        new MonitorSettings(
            policy(), List.of(policy()), List.of(), Episodes.Reporting.FINAL, List.of());
    byte[] serialised = InstantiationUtil.serializeObject(settings);

    assertThat(serialised.length).isLessThan(2 * policy().text().length() / 5);
    MonitorSettings one = copy(serialised);
    assertThat(one).isEqualTo(settings);
    assertThat(one.policy().text()).isSameAs(copy(serialised).policy().text());
    assertThat(one.policy().text()).isSameAs(one.rules().get(0).text());
  }

  private static MonitorSettings copy(byte[] serialised) throws Exception {
    return InstantiationUtil.deserializeObject(serialised, PolicyInputTest.class.getClassLoader());
  }

  private static TwoInputStreamOperatorTestHarness<String, PolicyTexts, String> open(Probe operator)
      throws Exception {
    TwoInputStreamOperatorTestHarness<String, PolicyTexts, String> harness =
        new TwoInputStreamOperatorTestHarness<>(operator);
    harness.open();
    return harness;
  }

  /** An operator that only follows the policy. */
  private static final class Probe extends PolicyOperator<String, String> {
    private static final long serialVersionUID = 1L;

    Probe() {
      super(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
      follow(1_000);
    }

    BroadcastState<String, PolicyTexts> stored() throws Exception {
      return getOperatorStateBackend().getBroadcastState(PolicyInput.STATE);
    }

    @Override
    protected void policyChanged() {}

    @Override
    public void processElement(StreamRecord<String> element) {}
  }
}
