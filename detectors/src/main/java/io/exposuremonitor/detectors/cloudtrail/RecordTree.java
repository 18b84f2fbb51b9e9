package io.exposuremonitor.detectors.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;

/** What whoever reads a few records as trees needs of each. */
public final class RecordTree {
  private RecordTree() {}

  /**
   * A look that costs little, before a record is parsed that most likely has nothing to tell.
   *
   * @param text bytes that the record must hold somewhere
   */
  public static boolean mentions(byte[] record, byte[] text) {
    for (int at = 0; at + text.length <= record.length; at++) {
      int same = 0;
      while (same < text.length && record[at + same] == text[same]) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }

  /** {@code eventTime} in epoch milliseconds; 0 when the record gives none. */
  public static long time(JsonNode root) {
    try {
      return Instant.parse(root.path("eventTime").asText("")).toEpochMilli();
    } catch (DateTimeException none) {
      return 0;
    }
  }
}
