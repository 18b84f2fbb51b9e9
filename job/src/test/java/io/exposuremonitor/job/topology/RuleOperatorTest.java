package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.intake.IntakeOperator;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What becomes of a record that the decoder understands and the rules don't. */
@SuppressWarnings("try") // closing a harness waits for its tasks
class RuleOperatorTest {
  private static final long ARRIVAL = 1_764_150_000_000L;
  private static final String UNTIMED =
      """
      {"eventSource": "cloudtrail.amazonaws.com", "eventName": "StopLogging"}\
      """;

  @Test
  void unreadableRecordIsALossAndAFindingWhileLive() throws Exception {
    try (var harness = rules(Reporting.LIFE_CYCLE)) {
      harness.processElement1(new StreamRecord<>(record(UNTIMED), ARRIVAL));

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(skipped(harness))
          .singleElement()
          .satisfies(
              skipped -> {
                assertThat(skipped.isLoss()).isTrue();
                assertThat(skipped.source()).isEqualTo("cloudtrail.amazonaws.com StopLogging");
                assertThat(skipped.reasonName()).isEqualTo("no-rule-evaluated");
                assertThat(skipped.detail()).isEqualTo("eventTime is missing or no time");
              });
      assertThat(harness.getSideOutput(IntakeOperator.GAPS))
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.getTimestamp()).isEqualTo(ARRIVAL);
                assertThat(gap.getValue().cause()).isEqualTo(Gap.Cause.RECORD_UNREADABLE);
                assertThat(gap.getValue().to()).isEqualTo(ARRIVAL);
              });
    }
  }

  @Test
  void summaryOfReplayReportsUnreadableRecord() throws Exception {
    try (var harness = rules(Reporting.FINAL)) {
      harness.processElement1(new StreamRecord<>(record("{")));

      assertThat(skipped(harness)).singleElement().matches(SkippedInput::isLoss);
      assertThat(harness.getSideOutput(IntakeOperator.GAPS)).isNull();
    }
  }

  private static TwoInputStreamOperatorTestHarness<RawRecord, PolicyTexts, Signal> rules(
      Reporting reporting) throws Exception {
    MonitorSettings settings =
        new MonitorSettings(
            new TextFile("policy.yml", "version: 1\n"), List.of(), List.of(), reporting, List.of());
    RuleOperator operator = new RuleOperator(settings, null);
    operator.follow(1);
    var harness = new TwoInputStreamOperatorTestHarness<RawRecord, PolicyTexts, Signal>(operator);
    harness.open();
    return harness;
  }

  private static List<SkippedInput> skipped(
      TwoInputStreamOperatorTestHarness<RawRecord, PolicyTexts, Signal> harness) {
    Queue<StreamRecord<SkippedInput>> skipped = harness.getSideOutput(IntakeOperator.SKIPPED);
    return skipped.stream().map(StreamRecord::getValue).toList();
  }

  private static RawRecord record(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new RawRecord("cloudtrail.amazonaws.com", "StopLogging", false, bytes);
  }
}
