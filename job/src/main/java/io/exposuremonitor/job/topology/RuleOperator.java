package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.rule.DerivedFields;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.detectors.rule.RuleEventException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.ElementTimes;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.intake.Gaps;
import io.exposuremonitor.job.intake.IntakeOperator;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyBoard;
import io.exposuremonitor.job.operator.PolicyOperator;
import io.exposuremonitor.job.sample.Counted;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the rules on the records that some rule may match. Reports which version of policy and
 * rules is in force, and posts both for the decoders of its process.
 */
final class RuleOperator extends PolicyOperator<RawRecord, Signal> {
  private static final long serialVersionUID = 1L;
  private static final long TICK_MILLIS = 30_000;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final PolicyBoard.@Nullable Name board;
  private final ElementTimes times;
  private transient RuleDetector detector;
  private transient Counted counted;
  private transient ScheduledFuture<?> ticks;

  /**
   * @param board where decoders look up policy and rules, or null when none does
   */
  RuleOperator(MonitorSettings settings, PolicyBoard.@Nullable Name board) {
    super(settings);
    this.board = board;
    this.times = ElementTimes.of(settings.reporting());
  }

  @Override
  protected boolean evaluatesRules() {
    return true;
  }

  @Override
  public void open() throws Exception {
    super.open();
    counted = new Counted(output, getProcessingTimeService());
    policyChanged();
    ticks =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> reportVersion(), TICK_MILLIS, TICK_MILLIS);
  }

  @Override
  protected void policyChanged() throws Exception {
    Policy policy = settings().loadPolicy();
    RuleSet rules = settings().loadRules(policy);
    detector = new RuleDetector(rules, policy, new DerivedFields(StatementAnalyser::analyse));
    if (board != null) {
      PolicyBoard.of(board).post(this, new PolicyBoard.Notice(policy, rules));
    }
    reportVersion();
  }

  private void reportVersion() {
    counted.set(DomainMetric.POLICY_INFO, 1, settings().version());
    counted.set(DomainMetric.POLICY_LOADED, policySince() / MILLIS_PER_SECOND);
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    long arrival = ElementTimes.arrival(element);
    try {
      detector.on(
          element.getValue().json(),
          signal -> output.collect(times.element(signal, signal.start(), arrival)));
    } catch (RuleEventException refused) {
      skip(element.getValue(), String.valueOf(refused.getMessage()), arrival);
    }
  }

  private void skip(RawRecord record, String why, long arrival) {
    SkippedInput skipped =
        new SkippedInput(
            SkippedInput.Scope.RECORD,
            record.source() + ' ' + record.name(),
            SkipReason.NO_RULE_EVALUATED,
            why);
    output.collect(IntakeOperator.SKIPPED, new StreamRecord<>(skipped));
    if (arrival != ElementTimes.NOT_KNOWN) {
      Gap gap = Gaps.of(skipped, arrival);
      output.collect(IntakeOperator.GAPS, times.element(gap, gap.to(), arrival));
    }
  }

  @Override
  public void finish() throws Exception {
    ticks.cancel(false);
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (board != null) {
      PolicyBoard.of(board).withdraw(this);
    }
    super.close();
  }
}
