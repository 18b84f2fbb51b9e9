package io.exposuremonitor.detectors.policy;

import java.util.Arrays;

/**
 * An error or warning about a policy file.
 *
 * @param severity error or warning
 * @param line from 1
 * @param column from 1, in characters
 * @param path the key, such as {@code thresholds.bulkRead.scanPages.hour} or {@code
 *     tables[0].match}; empty for the file as a whole
 * @param message the description, without position and path
 * @param suggestion text to write instead, or empty
 */
public record Problem(
    Severity severity, int line, int column, String path, String message, String suggestion) {
  /** Whether the file can be used despite the problem. */
  public enum Severity {
    WARNING,
    ERROR
  }

  private static final String NOT_YAML = "can't be read as YAML";

  /** The message without any content of the file, for places where its values must not appear. */
  public String withoutContent() {
    // Messages of the YAML parser may quote the file.
    String reason = message.startsWith(NOT_YAML) ? NOT_YAML : message;
    boolean ofSchema =
        !path.isEmpty()
            && Arrays.stream(path.replaceAll("\\[\\d+]", "").split("\\.", -1))
                .allMatch(PolicySchema.NAMES::contains);
    return ofSchema ? path + ": " + reason : reason;
  }

  /** True if the problem makes the file unusable. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
