package io.exposuremonitor.detectors.weighing;

import java.util.List;

/**
 * That a table was made of another. State: stored as it is, about 400 bytes.
 *
 * @param table ARN of the table that was made
 * @param source ARN of the table that it was made of
 * @param time when, epoch milliseconds
 * @param classes ids of the classes of data that the source held since, or its own source did
 */
public record TableOrigin(String table, String source, long time, List<String> classes) {
  public TableOrigin {
    classes = classes == null ? List.of() : List.copyOf(classes);
  }
}
