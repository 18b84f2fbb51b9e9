package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness waits for its tasks
class PolicyKeyedOperatorTest {
  private static final OutputTag<String> ASIDE = new OutputTag<>("aside", Types.STRING);
  private static final long ARRIVAL = 1_764_158_400_000L;

  @Test
  void emitsTimerOutputWithoutTimestampInContinuousJob() throws Exception {
    assertThat(times(Reporting.LIFE_CYCLE))
        .containsExactly("call @" + ARRIVAL, "timer", "call @" + ARRIVAL, "timer");
  }

  @Test
  void emitsTimerOutputWithTimerTimeInBoundedRun() throws Exception {
    assertThat(times(Reporting.FINAL))
        .containsExactly("call @" + ARRIVAL, "timer @5", "call @" + ARRIVAL, "timer @5");
  }

  @Test
  void callsAfterTimerKeepTheirArrivalTime() throws Exception {
    MonitorSettings settings = MonitorSettings.defaults(Reporting.LIFE_CYCLE);
    try (KeyedOneInputStreamOperatorTestHarness<String, String, String> harness =
        harness(settings)) {
      harness.open();
      harness.processElement("call", ARRIVAL);
      harness.processWatermark(5);
      harness.processElement("late call", ARRIVAL + 1);
      assertThat(harness.extractOutputStreamRecords())
          .extracting(PolicyKeyedOperatorTest::time)
          .containsExactly("call @" + ARRIVAL, "timer", "late call @" + (ARRIVAL + 1));
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> harness(
      MonitorSettings settings) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new PolicyKeyedOperator<>(settings, new Echo()), value -> value, Types.STRING);
  }

  /** The outputs of one call and one timer: first the main output, then the side output. */
  private static List<String> times(Reporting reporting) throws Exception {
    MonitorSettings settings =
        new MonitorSettings(null, List.of(), List.of(), reporting, List.of());
    List<String> times = new ArrayList<>();
    try (KeyedOneInputStreamOperatorTestHarness<String, String, String> harness =
        harness(settings)) {
      harness.open();
      harness.processElement("call", ARRIVAL);
      harness.processWatermark(5);
      harness.extractOutputStreamRecords().forEach(out -> times.add(time(out)));
      harness.getSideOutput(ASIDE).forEach(out -> times.add(time(out)));
    }
    return times;
  }

  private static String time(StreamRecord<?> out) {
    return out.getValue() + (out.hasTimestamp() ? " @" + out.getTimestamp() : "");
  }

  private static final class Echo extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(String value, Context context, Collector<String> out) {
      out.collect(value);
      context.output(ASIDE, value);
      context.timerService().registerEventTimeTimer(5);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
      out.collect("timer");
      context.output(ASIDE, "timer");
    }
  }
}
