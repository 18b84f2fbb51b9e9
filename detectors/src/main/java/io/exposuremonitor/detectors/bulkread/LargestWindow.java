package io.exposuremonitor.detectors.bulkread;

/**
 * The windows that {@link ManyTablesDetector} reports together, with the message of the largest; of
 * several such, the first in natural order, as findings choose among signals. Not thread-safe.
 */
final class LargestWindow {
  final WindowEvidence seen = new WindowEvidence();
  private String message = "";

  /** Adds a window with so many tables. */
  void offer(long tables, String candidate) {
    if (tables > seen.magnitude()
        || (tables == seen.magnitude() && candidate.compareTo(message) < 0)) {
      message = candidate;
    }
    seen.magnitude(tables);
  }

  String message() {
    return message;
  }
}
