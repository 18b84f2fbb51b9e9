package io.exposuremonitor.detectors.rule;

/** A regular expression did not come to an end in {@link BoundedText#MAX_STEPS} steps. */
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidedException() {
    super("regular expression undecided", null, false, false);
  }
}
