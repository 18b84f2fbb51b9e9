package io.exposuremonitor.detectors.rule;

/**
 * Bytes that are no CloudTrail record. The message says what is wrong and where, and quotes nothing
 * of the record.
 */
public final class RuleEventException extends Exception {
  private static final long serialVersionUID = 1L;

  RuleEventException(String message) {
    super(message);
  }
}
