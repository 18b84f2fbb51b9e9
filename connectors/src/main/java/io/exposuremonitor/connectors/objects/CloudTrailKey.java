package io.exposuremonitor.connectors.objects;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the key of a CloudTrail log file: {@code
 * AWSLogs/ACCOUNT/CloudTrail/REGION/2026/01/31/ACCOUNT_CloudTrail_REGION_20260131T1255ZHdkvFTXOA3Vnhbc.json.gz}.
 */
final class CloudTrailKey {
  private static final Pattern DELIVERED = Pattern.compile("_(\\d{8}T\\d{4})Z[^/]*$");
  private static final Pattern DAY = Pattern.compile("^(.*/)(\\d{4}/\\d{2}/\\d{2})/");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm", Locale.ROOT);

  private CloudTrailKey() {}

  /**
   * The folders of a key, down to its day.
   *
   * @param base everything before the day, including the slash
   * @param day year/month/day
   */
  record Folder(String base, String day) {}

  /** The delivery time of a file, epoch milliseconds; empty when the key does not contain it. */
  static OptionalLong delivered(String key) {
    Matcher found = DELIVERED.matcher(key);
    if (!found.find()) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime minute = LocalDateTime.parse(found.group(1), MINUTE);
      return OptionalLong.of(minute.toInstant(ZoneOffset.UTC).toEpochMilli());
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  static @Nullable Folder folder(String key) {
    Matcher found = DAY.matcher(key);
    return found.find() ? new Folder(found.group(1), found.group(2)) : null;
  }
}
