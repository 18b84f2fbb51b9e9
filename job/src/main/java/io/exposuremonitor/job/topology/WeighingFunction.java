package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.weighing.TableUpdate;
import io.exposuremonitor.detectors.weighing.Weigher;
import io.exposuremonitor.detectors.weighing.WeighingState;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.element.Weighable;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyUser;
import io.exposuremonitor.job.sample.Samples;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Flink function around {@link Weigher}: takes findings and the holdings of tables, and emits
 * weighed findings. Findings below the policy's minimum level are counted and dropped; those of
 * detections in dry run are counted. The lateness bound is fixed when the function is opened,
 * because timers were set with it.
 */
final class WeighingFunction extends KeyedProcessFunction<String, Weighable, Finding>
    implements PolicyUser {
  private static final long serialVersionUID = 1L;

  private MonitorSettings settings;
  private final LongCounter minorSoFar = new LongCounter();
  private transient long latenessMillis;
  private transient @Nullable Weigher opened;
  private transient Weigher weigher;
  private transient ValueState<WeighingState> state;

  WeighingFunction(MonitorSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    Policy policy = settings.loadPolicy();
    latenessMillis = policy.findings().lateness().toMillis();
    weigher = new Weigher(policy, settings.reporting());
    opened = weigher;
    getRuntimeContext().addAccumulator(SignalCounters.MINOR, minorSoFar);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("weighing", StreamTypes.WEIGHING_STATE));
  }

  @Override
  public void use(MonitorSettings changed) throws PolicyException {
    settings = changed;
    if (opened != null) {
      opened.use(changed.loadPolicy());
    }
  }

  @Override
  public void processElement(Weighable element, Context context, Collector<Finding> out)
      throws Exception {
    TableUpdate update = element.update();
    if (update != null) {
      on(update, context, out);
    }
    Finding finding = element.finding();
    if (finding != null) {
      store(
          weigher.on(
              state.value(),
              finding,
              weighed -> emit(weighed, context, out),
              minor -> countMinor(context)));
      if (weigher.waits()) {
        context.timerService().registerEventTimeTimer(Weigher.due(finding) + latenessMillis);
      }
    }
  }

  private void on(TableUpdate update, Context context, Collector<Finding> out) throws Exception {
    Holdings holdings = update.holdings();
    TableSize size = update.size();
    if (holdings != null) {
      store(weigher.on(state.value(), holdings, weighed -> emit(weighed, context, out)));
    }
    if (size != null) {
      store(weigher.on(state.value(), size));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out)
      throws Exception {
    WeighingState current = state.value();
    if (current != null) {
      store(
          weigher.onTime(
              current,
              timestamp - latenessMillis,
              weighed -> emit(weighed, context, out),
              minor -> countMinor(context)));
    }
  }

  private static void emit(Finding finding, Context context, Collector<Finding> out) {
    if (finding.dryRun() && finding.phase() == Finding.Phase.OPENED) {
      count(DomainMetric.DRY_RUN_FINDINGS, context, finding.analytic().id());
    }
    out.collect(finding);
  }

  private void countMinor(Context context) {
    count(DomainMetric.MINOR_SIGNALS, context);
    minorSoFar.add(1L);
  }

  private static void count(DomainMetric metric, Context context, String... labels) {
    context.output(Samples.COUNTED, Sample.atArrival(metric, 1, labels));
  }

  private void store(@Nullable WeighingState next) throws Exception {
    if (next == null) {
      state.clear();
    } else {
      state.update(next);
    }
  }
}
