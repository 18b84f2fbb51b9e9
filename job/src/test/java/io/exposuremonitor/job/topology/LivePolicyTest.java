package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.RecordOutline;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.DetectorFunction;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyBoard;
import io.exposuremonitor.job.operator.PolicyKeyedOperator;
import io.exposuremonitor.job.operator.PolicyOperator;
import io.exposuremonitor.job.operator.Signals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that follow changes of the policy, as the engine runs them. */
@SuppressWarnings("try") // closing a harness waits for its tasks
class LivePolicyTest {
  private static final long STARTED = 1_000;
  private static final String FLOOR =
      "version: 1\nthresholds: {bulkRead: {scanPages: {hour: %d}}}\n";
  private static final MonitorSettings START = settings(FLOOR.formatted(100));

  /** Signals when a magnitude reaches the floor for an hour, and again a day later. */
  private static final class Floor implements Detector<Long, Signal> {
    @Override
    public Long on(@Nullable Long state, Signal event, DetectorContext context) {
      long floor = context.policy().thresholds().of(BulkReadThresholds.class).scanPages().hour();
      if (event.magnitude() >= floor) {
        context.signal(event);
      }
      context.wakeAt(event.end());
      return floor;
    }

    @Override
    public @Nullable Long onTime(Long state, long time, DetectorContext context) {
      context.signal(signal(time, state));
      return null;
    }
  }

  @Test
  void detectorAppliesChangedThreshold() throws Exception {
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement1(signal(1, 60), 1);
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.processElement2(texts(FLOOR.formatted(50), 2_000), 0);
      harness.processElement1(signal(2, 60), 2);

      assertThat(harness.extractOutputValues()).containsExactly(signal(2, 60));
    }
  }

  @Test
  void detectorKeepsChangedThresholdAfterRestart() throws Exception {
    OperatorSubtaskState state;
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement2(texts(FLOOR.formatted(50), 2_000), 0);
      state = harness.snapshot(1, 1);
    }
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> restarted =
        detector(START, STARTED)) {
      restarted.initializeState(state);
      restarted.open();
      restarted.processElement1(signal(2, 60), 2);
      assertThat(restarted.extractOutputValues()).containsExactly(signal(2, 60));
    }
  }

  @Test
  void policyReadAtNewStartOverridesRestoredOne() throws Exception {
    OperatorSubtaskState state;
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement2(texts(FLOOR.formatted(50), 2_000), 0);
      state = harness.snapshot(1, 1);
    }
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> newJob =
        detector(settings(FLOOR.formatted(70)), 3_000)) {
      newJob.initializeState(state);
      newJob.open();
      newJob.processElement1(signal(2, 60), 2);
      assertThat(newJob.extractOutputValues()).isEmpty();
    }
  }

  /** Signals a table's number of items as the magnitude. */
  private static final class Items implements Detector<Long, Signal> {
    @Override
    public Long on(@Nullable Long state, Signal event, DetectorContext context) {
      Policy.Table table = context.policy().table(event.resource());
      context.signal(signal(event.end(), table == null ? 0 : table.itemCount()));
      return 0L;
    }

    @Override
    public @Nullable Long onTime(Long state, long time, DetectorContext context) {
      return null;
    }
  }

  @Test
  void detectorKnowsTableSizesAfterRestart() throws Exception {
    List<TableSize> sizes = List.of(new TableSize(signal(1, 1).resource(), 1, 5_000, 700, false));
    OperatorSubtaskState state;
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED, new Items())) {
      harness.open();
      harness.processElement1(signal(1, 1), 1);
      harness.processElement2(START.texts(STARTED).sized(sizes), 0);
      harness.processElement1(signal(2, 1), 2);
      assertThat(harness.extractOutputValues())
          .extracting(Signal::magnitude)
          .containsExactly(0L, 700L);
      state = harness.snapshot(1, 1);
    }
    for (long startedAt : List.of(STARTED, 9_000L)) {
      try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> restored =
          detector(settings(FLOOR.formatted(70)), startedAt, new Items())) {
        restored.initializeState(state);
        restored.open();
        restored.processElement1(signal(3, 1), 3);
        restored.processElement2(texts(FLOOR.formatted(80), 10_000), 0);
        restored.processElement1(signal(4, 1), 4);
        assertThat(restored.extractOutputValues())
            .extracting(Signal::magnitude)
            .as("restored at once, dropped by an update without sizes")
            .containsExactly(700L, 0L);
      }
    }
  }

  @Test
  void restoredPolicyReplacesInvalidOneAtStart() throws Exception {
    OperatorSubtaskState state;
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement2(START.texts(STARTED), 0);
      state = harness.snapshot(1, 1);
    }
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> restarted =
        detector(settings("version: oops\n"), 0)) {
      restarted.initializeState(state);
      restarted.open();
      restarted.processElement1(signal(2, 100), 2);
      assertThat(restarted.extractOutputValues()).containsExactly(signal(2, 100));
    }
  }

  @Test
  void restoresPolicyInAllSubtasksAfterRescaling() throws Exception {
    OperatorSubtaskState state;
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> one =
        detector(START, STARTED)) {
      one.open();
      one.processElement2(texts(FLOOR.formatted(50), 2_000), 0);
      state = one.snapshot(1, 1);
    }
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 2, subtask);
      try (TwoInputStreamOperatorTestHarness<RawRecord, PolicyTexts, Signal> another =
          new TwoInputStreamOperatorTestHarness<>(new FloorOperator(START), 128, 2, subtask)) {
        FloorOperator operator = (FloorOperator) another.getOperator();
        another.initializeState(part);
        another.open();
        assertThat(operator.floor()).isEqualTo(50);
      }
    }
  }

  /** Exposes the floor in force. */
  private static final class FloorOperator extends PolicyOperator<RawRecord, Signal> {
    private static final long serialVersionUID = 1L;

    FloorOperator(MonitorSettings settings) {
      super(settings);
      follow(STARTED);
    }

    long floor() throws Exception {
      return settings().loadPolicy().thresholds().of(BulkReadThresholds.class).scanPages().hour();
    }

    @Override
    protected void policyChanged() {}

    @Override
    public void processElement(StreamRecord<RawRecord> element) {}
  }

  @Test
  void takesEventTimeFromFirstInputAlone() throws Exception {
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement1(signal(1, 60), 1);
      harness.processWatermarkStatus2(WatermarkStatus.IDLE);
      harness.processWatermark2(Watermark.MAX_WATERMARK);
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.processWatermark1(new Watermark(15 * 60_000 + 1));

      assertThat(harness.extractOutputValues()).containsExactly(signal(1, 100));
      assertThat(harness.getOutput()).doesNotContain(WatermarkStatus.IDLE, Watermark.MAX_WATERMARK);

      harness.processWatermarkStatus1(WatermarkStatus.IDLE);
      assertThat(harness.getOutput()).contains(WatermarkStatus.IDLE);
    }
  }

  @Test
  void timersKeepLatenessInForceAtRegistration() throws Exception {
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement1(signal(1, 60), 1);
      harness.processElement2(texts("version: 1\nfindings: {lateness: 2h}\n", 2_000), 0);
      harness.processWatermark1(new Watermark(15 * 60_000 + 1));
      assertThat(harness.extractOutputValues()).containsExactly(signal(1, 100));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 15, 120, 7 * 24 * 60})
  void timersFollowLatenessOfNextStart(long minutes) throws Exception {
    OperatorSubtaskState state;
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(START, STARTED)) {
      harness.open();
      harness.processElement1(signal(1, 60), 1);
      state = harness.snapshot(1, 1);
    }
    MonitorSettings changed = settings("version: 1\nfindings: {lateness: " + minutes + "m}\n");
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal> harness =
        detector(changed, 2_000)) {
      harness.initializeState(state);
      harness.open();
      harness.processWatermark1(new Watermark(Long.MIN_VALUE + 5));
      harness.processWatermark1(new Watermark(minutes * 60_000));
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.processWatermark1(new Watermark(minutes * 60_000 + 1));

      assertThat(harness.extractOutputValues()).containsExactly(signal(1, 100));
      assertThat(harness.getOutput()).contains(new Watermark(minutes * 60_000 + 1));
    }
  }

  @Test
  void findingsFollowStageOfChangedPolicy() throws Exception {
    try (KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Finding> harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new PolicyKeyedOperator<>(START, STARTED, new EpisodeFunction(START)),
            Episodes::key,
            null,
            Types.STRING)) {
      harness.open();
      harness.processElement1(signal(1, 60), 1);
      harness.processElement2(texts(stage("dry-run"), 2_000), 0);
      harness.processElement1(signal(2, 900), 2);
      harness.processElement2(texts(stage("disabled"), 3_000), 0);
      harness.processElement1(signal(3, 90_000), 3);
      harness.processElement2(texts(stage("active"), 4_000), 0);
      harness.processElement1(signal(4, 900), 4);

      assertThat(harness.extractOutputValues())
          .extracting(Finding::dryRun)
          .containsExactly(false, true, false);
    }
  }

  @Test
  void policyChangeAddsAndDisablesRules() throws Exception {
    PolicyBoard.Name name = PolicyBoard.Name.random();
    PolicyBoard board = PolicyBoard.of(name);
    RuleOperator operator = new RuleOperator(START, name);
    operator.follow(STARTED);
    assertThat(board.wants("sns.amazonaws.com", "Publish", false, true))
        .as("before any policy is known")
        .isTrue();
    RecordOutline published =
        new RecordOutline("sns.amazonaws.com", "Publish", false, true, true, true, "aws-cli/2");
    assertThat(board.wants(published)).as("before any policy is known").isTrue();
    OperatorSubtaskState state;
    try (TwoInputStreamOperatorTestHarness<RawRecord, PolicyTexts, Signal> harness =
        new TwoInputStreamOperatorTestHarness<>(operator)) {
      harness.open();
      assertThat(board.wants("sns.amazonaws.com", "Publish", false, true)).isFalse();
      assertThat(board.wants(published)).isFalse();
      harness.processElement1(call("cloudtrail.amazonaws.com", "StopLogging"), 1);
      harness.processElement1(call("sns.amazonaws.com", "Publish"), 1);
      harness.processElement2(
          texts(stage("disabled").replace("bulk-read.*", "blindspot.*"), 2_000, OWN_RULE), 0);
      assertThat(board.wants("sns.amazonaws.com", "Publish", false, true)).isTrue();
      assertThat(board.wants(published)).isTrue();
      harness.processElement1(call("cloudtrail.amazonaws.com", "StopLogging"), 2);
      harness.processElement1(call("sns.amazonaws.com", "Publish"), 2);
      assertThat(harness.extractOutputValues())
          .extracting(signal -> signal.analytic().id())
          .containsExactly("blindspot.logging-stopped", "custom.own");
      state = harness.snapshot(1, 1);
    }
    assertThat(board.notice()).as("after the operator closed").isNull();

    RuleOperator restored = new RuleOperator(START, null);
    restored.follow(STARTED);
    try (TwoInputStreamOperatorTestHarness<RawRecord, PolicyTexts, Signal> restarted =
        new TwoInputStreamOperatorTestHarness<>(restored)) {
      restarted.initializeState(state);
      restarted.open();
      restarted.processElement1(call("sns.amazonaws.com", "Publish"), 3);
      assertThat(restarted.extractOutputValues())
          .extracting(signal -> signal.analytic().id())
          .containsExactly("custom.own");
    }
  }

  private static final String OWN_RULE =
      """
      title: Own
      logsource: {product: aws, service: cloudtrail}
      detection:
        call: {eventSource: sns.amazonaws.com, eventName: Publish}
        condition: call
      """;

  private static RawRecord call(String source, String name) {
    return new RawRecord(
        source,
        name,
        false,
        """
        {"eventSource":"%s","eventName":"%s","eventTime":"2026-03-01T01:00:00Z",
        "eventID":"e","awsRegion":"eu-west-1","recipientAccountId":"111122223333",
        "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/a",
        "accountId":"111122223333"},"requestParameters":{"name":"main"}}
        """
            .formatted(source, name)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal>
      detector(MonitorSettings settings, long startedAt) throws Exception {
    return detector(settings, startedAt, new Floor());
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Signal, PolicyTexts, Signal>
      detector(MonitorSettings settings, long startedAt, Detector<Long, Signal> detector)
          throws Exception {
    boolean items = detector instanceof Items;
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new PolicyKeyedOperator<>(
            settings,
            startedAt,
            new DetectorFunction<Long, Signal>(
                settings, shell -> items ? new Items() : new Floor(), Types.LONG)),
        Signal::resource,
        null,
        Types.STRING);
  }

  private static String stage(String stage) {
    return "version: 1\nfindings: {stages: [{finding: bulk-read.*, stage: " + stage + "}]}\n";
  }

  private static MonitorSettings settings(String policy) {
    return new MonitorSettings(
        new TextFile("policy.yml", policy),
        List.of(),
        List.of(),
        Episodes.Reporting.LIFE_CYCLE,
        List.of());
  }

  private static PolicyTexts texts(String policy, long readAt, String... rules) {
    List<TextFile> files = List.of(rules).stream().map(text -> new TextFile("r", text)).toList();
    TextFile file = new TextFile("policy.yml", policy);
    return new PolicyTexts(MonitorSettings.version(file, files), readAt, file, files);
  }

  private static Signal signal(long time, long magnitude) {
    return Signals.scan("arn:aws:dynamodb:eu-west-1:111122223333:table/orders", time, magnitude);
  }
}
