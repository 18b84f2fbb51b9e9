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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * When the logs begin: detectors that learn what is normal need to know how long they have been
 * watching. Taken from the time in CloudTrail's file names ({@code …_20140620T1255Z….json.gz}), or
 * from the first event times inside a file that has no such name.
 */
final class ObservationStart {
  private static final Pattern IN_NAME = Pattern.compile("_(\\d{8}T\\d{4})Z");
  private static final Pattern IN_RECORD =
      Pattern.compile("\"eventTime\"\\s*:\\s*\"([0-9T:.-]{19,30}Z)\"");
  private static final DateTimeFormatter NAME_FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm");
  private static final int PEEK_BYTES = 64 * 1024;

  private ObservationStart() {}

  /** The earliest time found, epoch milliseconds, or {@link Long#MAX_VALUE} when there is none. */
  static long of(List<Path> files) {
    long earliest = Long.MAX_VALUE;
    for (Path file : files) {
      earliest = Math.min(earliest, startOf(file));
    }
    return earliest;
  }

  private static long startOf(Path file) {
    Matcher name = IN_NAME.matcher(file.getFileName().toString());
    if (name.find()) {
      try {
        return LocalDateTime.parse(name.group(1), NAME_FORMAT)
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli();
      } catch (DateTimeException notATime) {
        return peek(file);
      }
    }
    return peek(file);
  }

  /** What cannot be read says nothing here; the replay itself names the file. */
  private static long peek(Path file) {
    long earliest = Long.MAX_VALUE;
    try (InputStream in = inflated(new BufferedInputStream(Files.newInputStream(file)))) {
      String head = new String(in.readNBytes(PEEK_BYTES), StandardCharsets.UTF_8);
      Matcher record = IN_RECORD.matcher(head);
      while (record.find()) {
        earliest = Math.min(earliest, Instant.parse(record.group(1)).toEpochMilli());
      }
    } catch (IOException | DateTimeException unreadable) {
      return earliest;
    }
    return earliest;
  }

  private static InputStream inflated(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in) : in;
  }
}
