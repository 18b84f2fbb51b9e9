package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Evaluates the rules on CloudTrail records and emits a signal for each match. */
public final class RuleDetector {
  /** The longest ARN has 2,048 characters. The engine could not sort signals of far longer ones. */
  private static final int LONGEST_RESOURCE = 1 << 16;

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
   * @throws RuleEventException if the record is not a CloudTrail record, or names a resource by
   *     more text than any resource's name has; no signal is emitted then
   */
  public void on(byte[] record, Consumer<Signal> out) throws RuleEventException {
    RuleEvent event = RuleEvent.of(record, policy, derivedFields);
    List<SigmaRule> matches = rules.match(event);
    if (matches.isEmpty()) {
      return;
    }
    long time = time(event);
    List<Signal> signals = new ArrayList<>(matches.size());
    for (SigmaRule rule : matches) {
      signals.add(signal(rule, event, time));
    }
    signals.forEach(out);
  }

  private static Signal signal(SigmaRule rule, RuleEvent event, long time)
      throws RuleEventException {
    Actor actor = event.provenance().actor();
    String resource = ResourceFinder.find(event, rule.resources());
    if (resource.length() > LONGEST_RESOURCE) {
      throw new RuleEventException("the resource's name is too long");
    }
    return Signal.of(
            new Analytic(
                rule.finding(), rule.title(), Analytic.Type.RULE, rule.techniques(), rule.guide()),
            rule.level(),
            Signal.Confidence.HIGH)
        .about(actor, resource, event.text("recipientAccountId"), event.text("awsRegion"))
        .during(time, time)
        .saying(1, RuleMessage.of(rule, event, actor, resource), evidence(rule, event));
  }

  private static Evidence evidence(SigmaRule rule, RuleEvent event) {
    Evidence read = EvidenceReader.read(event, rule.fields());
    if (rule.name().equals(rule.finding())) {
      return read;
    }
    Map<String, String> facts = new TreeMap<>(read.facts());
    facts.put(Evidence.RULE, rule.name());
    return new Evidence(read.counts(), facts, read.events());
  }

  private static long time(RuleEvent event) throws RuleEventException {
    try {
      return Instant.parse(event.text("eventTime")).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new RuleEventException("eventTime is missing or no time");
    }
  }
}
