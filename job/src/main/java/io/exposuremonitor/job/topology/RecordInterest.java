package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.cloudtrail.RecordOutline;
import io.exposuremonitor.detectors.cloudtrail.RuleInterest;

/**
 * Selects the records that decoders pass on whole: those that a rule may match, and those that
 * announce new sessions.
 */
final class RecordInterest implements RuleInterest {
  private final RuleInterest rules;

  RecordInterest(RuleInterest rules) {
    this.rules = rules;
  }

  @Override
  public boolean wants(String eventSource, String eventName, boolean failed, boolean parameters) {
    return rules.wants(eventSource, eventName, failed, parameters)
        || AssumedSession.isToldBy(eventSource, eventName, failed);
  }

  @Override
  public boolean wants(RecordOutline record) {
    return rules.wants(record)
        || AssumedSession.isToldBy(record.eventSource(), record.eventName(), record.failed());
  }

  @Override
  public int edition() {
    return rules.edition();
  }
}
