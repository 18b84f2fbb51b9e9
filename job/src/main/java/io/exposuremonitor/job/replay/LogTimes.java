package io.exposuremonitor.job.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Finds the hours for which there are logs: detectors that learn what is normal need to know how
 * long they have been watching. The times come from CloudTrail's file names ({@code
 * …_20140620T1255Z….json.gz}), or from the first event times in a file without such a name.
 */
final class LogTimes {
  private static final Pattern IN_NAME = Pattern.compile("_(\\d{8}T\\d{4})Z");
  private static final Pattern IN_RECORD =
      Pattern.compile("\"eventTime\"\\s*:\\s*\"([0-9T:.-]{19,30}Z)\"");
  private static final DateTimeFormatter NAME_FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm", Locale.ROOT);
  private static final int PEEK_BYTES = 64 * 1024;
  private static final long HOUR_MILLIS = 60 * 60 * 1000L;

  private final TreeSet<Long> starts = new TreeSet<>();

  private LogTimes() {}

  /** The starts of the hours found, ascending, epoch milliseconds. */
  static List<Long> of(List<Path> files) {
    LogTimes times = new LogTimes();
    files.forEach(times::add);
    return times.starts.stream()
        .map(start -> Math.floorDiv(start, HOUR_MILLIS) * HOUR_MILLIS)
        .distinct()
        .toList();
  }

  /** The files sorted by their first time, then by path; those without a time come last. */
  static List<Path> inOrder(List<Path> files) {
    Map<Path, Long> starts = new HashMap<>();
    for (Path file : files) {
      LogTimes times = new LogTimes();
      times.add(file);
      starts.put(file, times.starts.isEmpty() ? Long.MAX_VALUE : times.starts.first());
    }
    return files.stream()
        .sorted(
            Comparator.<Path>comparingLong(file -> starts.getOrDefault(file, Long.MAX_VALUE))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private void add(Path file) {
    Matcher name = IN_NAME.matcher(file.getFileName().toString());
    if (name.find()) {
      try {
        add(LocalDateTime.parse(name.group(1), NAME_FORMAT).toInstant(ZoneOffset.UTC));
        return;
      } catch (DateTimeException notATime) {
        // The name holds no time: look inside the file.
      }
    }
    addFirstTimes(file);
  }

  private void add(Instant time) {
    starts.add(time.toEpochMilli());
  }

  /** A file that can't be read is ignored here; the replay itself reports it. */
  private void addFirstTimes(Path file) {
    try (InputStream in = inflated(new BufferedInputStream(Files.newInputStream(file)))) {
      String head = new String(in.readNBytes(PEEK_BYTES), StandardCharsets.UTF_8);
      Matcher record = IN_RECORD.matcher(head);
      while (record.find()) {
        add(Instant.parse(record.group(1)));
      }
    } catch (IOException | DateTimeException unreadable) {
      // Not a loss: without a time from this file, detectors only report fewer first occurrences.
    }
  }

  private static InputStream inflated(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in) : in;
  }
}
