package io.exposuremonitor.detectors.rule;

/**
 * Thrown when a regular expression needs more than {@link BoundedText#MAX_STEPS} character
 * accesses.
 */
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidedException() {
    super("regular expression undecided", null, false, false);
  }
}
