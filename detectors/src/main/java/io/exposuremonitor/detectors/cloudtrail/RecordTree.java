package io.exposuremonitor.detectors.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;

/** What whoever reads a few records as trees needs of each. */
public final class RecordTree {
  private RecordTree() {}

  /** {@code eventTime} in epoch milliseconds; 0 when the record gives none that fits. */
  public static long time(JsonNode root) {
    try {
      return Instant.parse(root.path("eventTime").asText("")).toEpochMilli();
    } catch (DateTimeException | ArithmeticException none) {
      return 0;
    }
  }
}
