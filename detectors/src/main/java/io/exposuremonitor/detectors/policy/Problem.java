package io.exposuremonitor.detectors.policy;

import java.util.Arrays;

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

  private static final String NOT_YAML = "can't be read as YAML";

  /**
   * What is wrong, by what the program says of it and nothing that the file says: for places where
   * the file's values don't belong.
   */
  public String withoutContent() {
    // What the YAML parser says may quote the file.
    String reason = message.startsWith(NOT_YAML) ? NOT_YAML : message;
    boolean ofSchema =
        !path.isEmpty()
            && Arrays.stream(path.replaceAll("\\[\\d+]", "").split("\\.", -1))
                .allMatch(PolicySchema.NAMES::contains);
    return ofSchema ? path + ": " + reason : reason;
  }

  /** True when the file can't be used because of it. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
