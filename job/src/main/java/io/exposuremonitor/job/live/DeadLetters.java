package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.job.intake.SkippedInput;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what could not be used, by reason ({@code deadLetters} in the group {@code reason}), logs
 * the first of each reason and then ever fewer, and makes lines of all.
 */
final class DeadLetters extends RichMapFunction<SkippedInput, String> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Map<String, Counter> counters = new HashMap<>();
  private transient Counter alarm;

  @Override
  public void open(OpenContext context) {
    alarm =
        AlarmMetrics.in(getRuntimeContext().getMetricGroup()).counter(AlarmMetrics.DEAD_LETTERS);
  }

  @Override
  public String map(SkippedInput skipped) {
    String reason = skipped.reasonName();
    Counter counter = counters.computeIfAbsent(reason, this::register);
    counter.inc();
    alarm.inc();
    if (isPowerOfTen(counter.getCount())) {
      LOG.warn(
          "could not be used, number {} for this reason in this subtask: {}",
          counter.getCount(),
          DeadLetter.line(skipped));
    }
    return DeadLetter.line(skipped);
  }

  private Counter register(String reason) {
    return getRuntimeContext()
        .getMetricGroup()
        .addGroup(MonitorMetrics.REASON, reason)
        .counter(MonitorMetrics.DEAD_LETTERS);
  }

  private static boolean isPowerOfTen(long number) {
    long rest = number;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }
}
