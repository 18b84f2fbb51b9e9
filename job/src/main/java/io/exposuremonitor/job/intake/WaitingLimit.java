package io.exposuremonitor.job.intake;

/**
 * How many calls may wait for their bundles in one subtask. The more, the larger the bundles of a
 * company that makes hundreds of thousands of calls in a quarter of an hour; but they occupy heap.
 */
final class WaitingLimit {
  static final int LEAST = 1 << 16;
  static final int MOST = 1 << 18;

  /** Waiting calls may occupy this part of the heap. */
  private static final int PART = 16;

  /** A waiting call with its share of its bundle, bytes. */
  private static final int CALL = 128;

  private WaitingLimit() {}

  /** The limit in this process: its source subtasks are as many as its processors. */
  static int here() {
    Runtime runtime = Runtime.getRuntime();
    return of(runtime.maxMemory(), runtime.availableProcessors());
  }

  /**
   * The limit for one of several subtasks that share a heap.
   *
   * @param heap maximum size, bytes
   * @param subtasks at least 1
   * @return calls, from {@link #LEAST} to {@link #MOST}
   */
  static int of(long heap, int subtasks) {
    long calls = heap / PART / CALL / subtasks;
    return (int) Math.max(LEAST, Math.min(MOST, calls));
  }
}
