package io.exposuremonitor.detectors.weighing;

import java.util.List;

/**
 * The source of a copied table. Stored as state, about 400 bytes.
 *
 * @param table ARN of the copy
 * @param source ARN of the table it was copied from
 * @param time when the copy was last made or seen, epoch milliseconds
 * @param classes ids of the classes of data that the source has held or inherited since
 */
public record TableOrigin(String table, String source, long time, List<String> classes) {
  public TableOrigin {
    classes = classes == null ? List.of() : List.copyOf(classes);
  }

  /** The same origin of a copy made at another time. */
  TableOrigin at(long copied) {
    return new TableOrigin(table, source, copied, classes);
  }
}
