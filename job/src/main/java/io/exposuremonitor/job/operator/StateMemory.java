package io.exposuremonitor.job.operator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the {@link RecentStates} of all tasks of a process share. There are some twenty
 * detectors in each slot, and which of them need memory depends on the company: many origins, many
 * tables or many statements. A bound for each would be too small for one of them, or too large for
 * all of them together.
 *
 * <p>So each may take what the others leave. Only when all together hold too much, those that hold
 * more than an equal share must shrink. Thread-safe.
 */
final class StateMemory {
  private static final int PART_OF_HEAP = 8;

  /**
   * An eighth of the heap, for all tasks whose classes were loaded together: those of one job in
   * one process.
   */
  static final StateMemory OF_PROCESS =
      new StateMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);

  private final long most;
  private final AtomicLong held = new AtomicLong();
  private final AtomicInteger shares = new AtomicInteger();

  /**
   * @param most bytes that all shares together may hold
   */
  StateMemory(long most) {
    this.most = most;
  }

  /** Adds a share, which counts until it is closed. */
  Share share() {
    shares.incrementAndGet();
    return new Share();
  }

  /** What one task holds. For the task's thread. */
  final class Share implements AutoCloseable {
    private long own;
    private boolean closed;

    /**
     * Sets how much is held.
     *
     * @param bytes in total
     */
    void hold(long bytes) {
      held.addAndGet(bytes - own);
      own = bytes;
    }

    /** Whether the owner must hold less. */
    boolean isExceeded() {
      return held.get() > most && own > most / shares.get();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        hold(0);
        shares.decrementAndGet();
      }
    }
  }
}
