package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.rule.DerivedFields;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.detectors.rule.RuleEventException;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.intake.SkippedInput;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Evaluates the rules on the records that some rule may want. Each signal carries its event's time.
 */
final class RuleOperator extends AbstractStreamOperator<Signal>
    implements OneInputStreamOperator<RawRecord, Signal> {
  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private transient RuleDetector detector;

  RuleOperator(MonitorSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open() throws Exception {
    super.open();
    Policy policy = settings.loadPolicy();
    detector =
        new RuleDetector(
            settings.loadRules(policy), policy, new DerivedFields(StatementAnalyser::analyse));
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    try {
      detector.on(
          element.getValue().json(),
          signal -> output.collect(new StreamRecord<>(signal, signal.start())));
    } catch (RuleEventException refused) {
      SkippedInput skipped =
          new SkippedInput(
              SkippedInput.Scope.RECORD,
              "rules",
              SkipReason.NOT_JSON,
              String.valueOf(refused.getMessage()));
      output.collect(IntakeOperator.SKIPPED, new StreamRecord<>(skipped));
    }
  }
}
