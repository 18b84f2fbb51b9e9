package io.exposuremonitor.detectors.policy;

/**
 * One thing that is wrong, or suspicious, in a policy file.
 *
 * @param severity whether the file can be used all the same
 * @param line from 1
 * @param column from 1, in characters
 * @param path the key, such as {@code thresholds.bulkRead.scanPages.hour} or {@code
 *     tables[0].match}; empty for the file as a whole
 * @param message what is wrong, without position and path
 * @param suggestion text to write instead, or empty
 */
public record Problem(
    Severity severity, int line, int column, String path, String message, String suggestion) {
  /** Whether the file can be used all the same. */
  public enum Severity {
    WARNING,
    ERROR
  }

  /** True when the file can't be used because of it. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
