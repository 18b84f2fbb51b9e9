package io.exposuremonitor.job.replay;

import io.exposuremonitor.job.element.SkippedInput;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the inputs that could not be used, and keeps the first of them, in bounded memory. */
final class SkippedTally {
  /** Skipped inputs kept by name; the others are counted. */
  static final int MAX_NAMED = 1_000;

  /** Losses first, and among them files before single records. */
  private static final Comparator<SkippedInput> GRAVE_FIRST =
      Comparator.comparing(SkippedInput::isLoss)
          .reversed()
          .thenComparing(SkippedInput::scope)
          .thenComparing(SkippedInput::source)
          .thenComparingLong(SkippedTally::offset)
          .thenComparing(SkippedInput::detail);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final PriorityQueue<SkippedInput> named = new PriorityQueue<>(GRAVE_FIRST.reversed());
  private final Map<String, Long> byReason = new TreeMap<>();
  private final Map<String, Long> recordsByReason = new TreeMap<>();
  private final UnreadPaths unread;
  private long lost;
  private long truncatedFiles;

  /**
   * @param files the files to read
   */
  SkippedTally(InputFiles files) {
    this.unread = new UnreadPaths(files);
  }

  void add(SkippedInput input) {
    byReason.merge(input.reasonName(), 1L, Long::sum);
    if (input.scope() == SkippedInput.Scope.RECORD) {
      recordsByReason.merge(input.reasonName(), 1L, Long::sum);
    } else if (input.scope() == SkippedInput.Scope.REST) {
      truncatedFiles++;
    } else {
      unread.skipped(Path.of(input.source()));
    }
    lost += input.isLoss() ? 1 : 0;
    named.add(input);
    if (named.size() > MAX_NAMED) {
      named.remove();
    }
  }

  /**
   * The offset in the source. Places are described in words, and the first number in them is the
   * offset.
   */
  private static long offset(SkippedInput input) {
    Matcher number = NUMBER.matcher(input.detail());
    return number.find() ? Long.parseLong(number.group()) : 0;
  }

  SkippedInputs result() {
    return new SkippedInputs(
        named.stream().sorted(GRAVE_FIRST).toList(),
        Map.copyOf(byReason),
        Map.copyOf(recordsByReason),
        truncatedFiles,
        lost,
        unread.all());
  }
}
