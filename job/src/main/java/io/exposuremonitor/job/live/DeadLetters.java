package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.output.Line;
import io.exposuremonitor.job.element.SkippedInput;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts skipped input into lines, counts it for alarms, and logs the first of each reason, then
 * fewer and fewer.
 */
final class DeadLetters extends RichMapFunction<SkippedInput, Line> {
  private static final long serialVersionUID = 1L;
  private static final long UNKNOWN_TIME = 0;
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Map<String, Long> byReason = new HashMap<>();
  private transient Counter alarm;

  @Override
  public void open(OpenContext context) {
    alarm =
        AlarmMetrics.in(getRuntimeContext().getMetricGroup()).counter(AlarmMetrics.DEAD_LETTERS);
  }

  @Override
  public Line map(SkippedInput skipped) {
    String reason = skipped.reasonName();
    long count = byReason.merge(reason, 1L, Long::sum);
    alarm.inc();
    String letter = DeadLetter.line(skipped);
    if (FailureLog.isPowerOfTen(count)) {
      LOG.warn("could not be used, number {} for this reason in this subtask: {}", count, letter);
    }
    return new Line(reason, UNKNOWN_TIME, letter);
  }
}
