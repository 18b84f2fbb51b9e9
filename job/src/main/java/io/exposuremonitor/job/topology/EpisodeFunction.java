package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Suppressions;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link Episodes}: signals of one analytic, actor and resource in, findings out.
 * What the policy suppresses, or does not want to hear of, is counted and goes no further.
 */
final class EpisodeFunction extends KeyedProcessFunction<String, Signal, Finding> {
  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private final LongCounter suppressedSoFar = new LongCounter();
  private final LongCounter minorSoFar = new LongCounter();
  private transient Policy policy;
  private transient Episodes episodes;
  private transient ValueState<EpisodeState> state;
  private transient Counter suppressed;
  private transient Counter belowMinimum;

  EpisodeFunction(MonitorSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    policy = settings.loadPolicy();
    episodes = new Episodes(settings.reporting());
    getRuntimeContext().addAccumulator(SignalCounters.SUPPRESSED, suppressedSoFar);
    getRuntimeContext().addAccumulator(SignalCounters.MINOR, minorSoFar);
    suppressed = getRuntimeContext().getMetricGroup().counter(MonitorMetrics.SUPPRESSED_SIGNALS);
    belowMinimum = getRuntimeContext().getMetricGroup().counter(MonitorMetrics.MINOR_SIGNALS);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("episode", StreamTypes.EPISODE_STATE));
  }

  @Override
  public void processElement(Signal signal, Context context, Collector<Finding> out)
      throws Exception {
    if (Suppressions.match(policy, signal) != null) {
      suppressed.inc();
      suppressedSoFar.add(1L);
    } else if (Suppressions.belowMinimumLevel(policy, signal)) {
      belowMinimum.inc();
      minorSoFar.add(1L);
    } else {
      Signal noted = Suppressions.noted(policy, signal);
      store(episodes.on(state.value(), noted, policy, out::collect), context);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out)
      throws Exception {
    EpisodeState current = state.value();
    if (current != null) {
      store(episodes.onTime(current, timestamp, policy, out::collect), context);
    }
  }

  private void store(@Nullable EpisodeState next, Context context) throws Exception {
    if (next == null) {
      state.clear();
      return;
    }
    state.update(next);
    context.timerService().registerEventTimeTimer(Episodes.wakeUp(next, policy));
  }
}
