package io.exposuremonitor.detectors.policy;

/** Where a value's reader says what is wrong with it; knows the position and the path. */
interface Complaints {
  /**
   * The value can't be used.
   *
   * @param suggestion text to write instead, or empty
   */
  void error(String message, String suggestion);

  /**
   * The value is used, but is likely not what was meant.
   *
   * @param suggestion text to write instead, or empty
   */
  void warning(String message, String suggestion);
}
