package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.text.EnumNames;
import java.util.regex.Pattern;

/**
 * Input that could not be used.
 *
 * @param scope how much is missing
 * @param source the file, stream or call it came from
 * @param reason why
 * @param detail where and what, without any of the content
 */
public record SkippedInput(Scope scope, String source, SkipReason reason, String detail) {
  /** How much is missing. */
  public enum Scope {
    /** No record of the file was read. */
    FILE,
    /** Records of the file were read; the rest of the file is lost. */
    REST,
    /** One record, or a stretch between records, of a file whose other records were read. */
    RECORD
  }

  /** Logs, and archives, which may contain logs. */
  private static final Pattern LOG_NAME =
      Pattern.compile(
          ".*\\.(json|jsonl|ndjson|log|gz|tgz|tar|zip|7z|bz2|xz|zst|lz4)",
          Pattern.CASE_INSENSITIVE);

  /** The reason as shown to people and in metrics, such as {@code not-json}. */
  public String reasonName() {
    return EnumNames.kebabCase(reason);
  }

  /**
   * True when something is missing that should have been read. A file without any record that is
   * not a log by its name (a licence beside the logs) is no loss, and neither is a kind of file
   * that holds no records (digests, aggregates).
   */
  public boolean isLoss() {
    return switch (reason) {
      case NOT_JSON -> scope != Scope.FILE || LOG_NAME.matcher(source).matches();
      case NOT_CLOUDTRAIL, AGGREGATED, INSIGHT, DIGEST, CONTROL_MESSAGE -> false;
      default -> true;
    };
  }
}
