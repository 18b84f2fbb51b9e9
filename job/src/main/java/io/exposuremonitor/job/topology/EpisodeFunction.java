package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Suppressions;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.DelayedTimers;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyUser;
import io.exposuremonitor.job.sample.Samples;
import java.util.Objects;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Flink function around {@link Episodes}: takes the signals of one analytic, actor and resource,
 * and emits findings. Signals that the policy suppresses or disables are counted and dropped, and
 * leave no state.
 *
 * <p>Timers fire once the watermark has passed them by the lateness bound, which is fixed when the
 * function is opened. While episodes are open, a timer is pending that is due no later than the
 * first of them ends; it is not moved with each signal, since each timer is stored.
 */
final class EpisodeFunction extends KeyedProcessFunction<String, Signal, Finding>
    implements PolicyUser, DelayedTimers {
  private static final long serialVersionUID = 1L;

  private MonitorSettings settings;
  private final LongCounter suppressedSoFar = new LongCounter();
  private final LongCounter disabledSoFar = new LongCounter();
  private transient @Nullable Policy policy;
  private transient Episodes episodes;
  private transient ValueState<EpisodeState> state;

  EpisodeFunction(MonitorSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    policy = settings.loadPolicy();
    episodes = new Episodes(settings.reporting());
    getRuntimeContext().addAccumulator(SignalCounters.SUPPRESSED, suppressedSoFar);
    getRuntimeContext().addAccumulator(SignalCounters.DISABLED, disabledSoFar);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("episode", StreamTypes.EPISODE_STATE));
  }

  @Override
  public void use(MonitorSettings changed) throws PolicyException {
    settings = changed;
    if (policy != null) {
      policy = changed.loadPolicy().withLateness(policy.findings().lateness());
    }
  }

  @Override
  public void processElement(Signal signal, Context context, Collector<Finding> out)
      throws Exception {
    if (settings.reporting() == Episodes.Reporting.NONE) {
      return;
    }
    Policy policy = inForce();
    if (Suppressions.match(policy, signal) != null) {
      count(DomainMetric.SUPPRESSED_SIGNALS, context);
      suppressedSoFar.add(1L);
    } else if (Suppressions.isDisabled(policy, signal)) {
      count(DomainMetric.DISABLED_SIGNALS, context);
      disabledSoFar.add(1L);
    } else {
      Signal noted = Suppressions.noted(policy, signal);
      EpisodeState before = state.value();
      EpisodeState next = episodes.on(before, noted, policy, out::collect);
      state.update(next);
      long due = Episodes.wakeUp(next, policy);
      if (before == null || due < Episodes.wakeUp(before, policy)) {
        context.timerService().registerEventTimeTimer(due);
      }
    }
  }

  @Override
  public long timerDelayMillis() {
    return inForce().findings().lateness().toMillis();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out)
      throws Exception {
    EpisodeState current = state.value();
    if (current == null) {
      return;
    }
    EpisodeState next = episodes.onTime(current, timestamp, inForce(), out::collect);
    // At the end of the input every further timer is due, but batch execution ignores timers that
    // are registered while it fires the others: the episodes left would never be reported.
    while (next != null && context.timerService().currentWatermark() == Long.MAX_VALUE) {
      long due = Episodes.wakeUp(next, inForce());
      next = episodes.onTime(next, due, inForce(), out::collect);
    }
    if (next == null) {
      state.clear();
    } else {
      state.update(next);
      context.timerService().registerEventTimeTimer(Episodes.wakeUp(next, inForce()));
    }
  }

  private static void count(DomainMetric metric, Context context) {
    context.output(Samples.COUNTED, Sample.atArrival(metric, 1));
  }

  private Policy inForce() {
    return Objects.requireNonNull(policy, "open() precedes every element");
  }
}
