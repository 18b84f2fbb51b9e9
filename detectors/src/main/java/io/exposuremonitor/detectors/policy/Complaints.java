package io.exposuremonitor.detectors.policy;

/** Receives the problems of one value; knows its position and path. */
interface Complaints {
  /**
   * Reports that the value can't be used.
   *
   * @param suggestion text to write instead, or empty
   */
  void error(String message, String suggestion);

  /**
   * Reports that the value is used but is probably not what was meant.
   *
   * @param suggestion text to write instead, or empty
   */
  void warning(String message, String suggestion);
}
