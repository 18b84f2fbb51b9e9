package io.exposuremonitor.job.replay;

import io.exposuremonitor.job.element.SkippedInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a replay that could not be used.
 *
 * @param named first those that should have been read, files before records, then sorted by their
 *     places; at most {@value SkippedTally#MAX_NAMED}
 * @param byReason number of all of them, by reason in kebab-case
 * @param recordsByReason number of skipped records in files of which others were read
 * @param truncatedFiles number of files that broke off after some of their records were read
 * @param lost number of records and files that should have been read
 * @param unread given paths of which every file was skipped
 */
public record SkippedInputs(
    List<SkippedInput> named,
    Map<String, Long> byReason,
    Map<String, Long> recordsByReason,
    long truncatedFiles,
    long lost,
    List<Path> unread) {

  /** The number of files skipped as a whole. */
  public long files() {
    return sum(byReason) - sum(recordsByReason) - truncatedFiles;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** True when some input that should have been read was not. */
  boolean anyLost() {
    return lost > 0 || !unread.isEmpty();
  }
}
