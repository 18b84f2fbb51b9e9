package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.metrics.CountedAlarms;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  @Test
  void writesAndCountsEachSkippedInput() {
    CountedAlarms alarms = new CountedAlarms();
    DeadLetters letters = new DeadLetters();
    letters.setRuntimeContext(
        new MockStreamingRuntimeContext(1, 0) {
          @Override
          public OperatorMetricGroup getMetricGroup() {
            return alarms;
          }
        });
    letters.open(DefaultOpenContext.INSTANCE);
    SkippedInput lost =
        new SkippedInput(
            SkippedInput.Scope.REST, "s3://trail/a.json.gz", SkipReason.NOT_JSON, "byte 7");
    SkippedInput digest =
        new SkippedInput(SkippedInput.Scope.FILE, "d.json.gz", SkipReason.DIGEST, "");

    assertThat(letters.map(lost).text())
        .isEqualTo(
            """
            {"source":"s3://trail/a.json.gz","scope":"rest","reason":"not-json",\
            "detail":"byte 7","loss":true}""");
    assertThat(letters.map(digest).text())
        .isEqualTo(
            """
            {"source":"d.json.gz","scope":"file","reason":"digest","detail":"","loss":false}""");
    assertThat(alarms.count(AlarmMetrics.DEAD_LETTERS)).isEqualTo(2);
  }
}
