package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Evaluates the rules on CloudTrail records and emits a signal for each match. */
public final class RuleDetector {
  private final RuleSet rules;
  private final Policy policy;
  private final DerivedFields derivedFields;

  /** A detector without a PartiQL statement analyser. */
  public RuleDetector(RuleSet rules, Policy policy) {
    this(rules, policy, DerivedFields.WITHOUT_STATEMENTS);
  }

  /**
   * @param rules compiled against the same policy
   * @param derivedFields derives the fields under {@code exposure.}
   */
  public RuleDetector(RuleSet rules, Policy policy, DerivedFields derivedFields) {
    this.rules = rules;
    this.policy = policy;
    this.derivedFields = derivedFields;
  }

  /**
   * Processes one CloudTrail record.
   *
   * @param record its JSON, in UTF-8
   * @param out receives a signal for each matching rule
   * @throws RuleEventException if the record is not a CloudTrail record; no signal is emitted then
   */
  public void on(byte[] record, Consumer<Signal> out) throws RuleEventException {
    RuleEvent event = RuleEvent.of(record, policy, derivedFields);
    List<SigmaRule> matches = rules.match(event);
    if (matches.isEmpty()) {
      return;
    }
    long time = time(event);
    for (SigmaRule rule : matches) {
      out.accept(signal(rule, event, time));
    }
  }

  private static Signal signal(SigmaRule rule, RuleEvent event, long time) {
    Actor actor = event.provenance().actor();
    String resource = ResourceFinder.find(event, rule.resources());
    return Signal.of(
            new Analytic(
                rule.finding(), rule.title(), Analytic.Type.RULE, rule.techniques(), rule.guide()),
            rule.level(),
            Signal.Confidence.HIGH)
        .about(actor, resource, event.text("recipientAccountId"), event.text("awsRegion"))
        .during(time, time)
        .saying(
            1,
            RuleMessage.of(rule, event, actor, resource),
            EvidenceReader.read(event, rule.fields()));
  }

  private static long time(RuleEvent event) throws RuleEventException {
    try {
      return Instant.parse(event.text("eventTime")).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new RuleEventException("eventTime is missing or no time");
    }
  }
}
