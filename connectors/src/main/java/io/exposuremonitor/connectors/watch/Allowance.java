package io.exposuremonitor.connectors.watch;

import java.io.IOException;

/**
 * How many characters may still be read. It is checked with each file, so that a place with too
 * many files is left before they are all in memory. Not thread-safe.
 */
final class Allowance {
  private final long all;
  private long left;

  /** Thrown when more was read than is allowed. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    private ExceededException(long all) {
      super("more than " + all + " characters in all");
    }
  }

  /**
   * @param all the number of characters of all files together
   */
  Allowance(long all) {
    this.all = all;
    this.left = all;
  }

  /**
   * Deducts a file.
   *
   * @throws ExceededException when it is too much together with those before
   */
  void take(WatchedFile file) throws ExceededException {
    left -= file.text().length();
    if (left < 0) {
      throw new ExceededException(all);
    }
  }
}
