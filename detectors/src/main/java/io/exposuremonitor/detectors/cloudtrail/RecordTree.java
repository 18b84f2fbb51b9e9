package io.exposuremonitor.detectors.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;

/** Helper methods for the few records that are parsed as trees. */
public final class RecordTree {
  private RecordTree() {}

  /** {@code eventTime} in epoch milliseconds; 0 if the record has no valid one. */
  public static long time(JsonNode root) {
    try {
      return Instant.parse(root.path("eventTime").asText("")).toEpochMilli();
    } catch (DateTimeException | ArithmeticException none) {
      return 0;
    }
  }
}
