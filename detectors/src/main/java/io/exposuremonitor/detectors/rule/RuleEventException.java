package io.exposuremonitor.detectors.rule;

/**
 * Thrown for bytes that are not a CloudTrail record. The message gives problem and position without
 * quoting the record.
 */
public final class RuleEventException extends Exception {
  private static final long serialVersionUID = 1L;

  RuleEventException(String message) {
    super(message);
  }
}
