package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.GapOutbox.Letter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Passes gaps that belong to no shard of this reader into its output. Gaps from the enumerator are
 * acknowledged when a completed checkpoint records that they were emitted; until then the
 * enumerator keeps them, so they need no state here. All methods except {@link #unplaced} are for
 * the task's thread only.
 */
final class GapCarrier {
  private final Queue<CoverageGap> unplaced = new ConcurrentLinkedQueue<>();
  private final Deque<Letter> letters = new ArrayDeque<>();
  private final NavigableMap<Long, List<Long>> emittedBefore = new TreeMap<>();
  private List<Long> emitted = new ArrayList<>();
  private volatile Runnable wake = () -> {};

  /**
   * Sets the callback that wakes the task's thread to request gaps; it runs on the threads of
   * {@link #unplaced}.
   */
  void wakeBy(Runnable waker) {
    wake = waker;
  }

  /** Adds a gap of a shard that isn't read here; on any thread. */
  void unplaced(CoverageGap gap) {
    unplaced.add(gap);
    wake.run();
  }

  /** Adds a gap from the enumerator. */
  void take(Letter letter) {
    letters.add(letter);
  }

  boolean isEmpty() {
    return letters.isEmpty() && unplaced.isEmpty();
  }

  /**
   * Removes and returns the next gap, which the caller must emit at once; null when there is none.
   */
  @Nullable CoverageGap next() {
    Letter letter = letters.poll();
    if (letter == null) {
      return unplaced.poll();
    }
    emitted.add(letter.id());
    return letter.gap();
  }

  /** Assigns the gaps emitted so far to a checkpoint. */
  void checkpointTaken(long checkpoint) {
    if (!emitted.isEmpty()) {
      emittedBefore.put(checkpoint, emitted);
      emitted = new ArrayList<>();
    }
  }

  /** Handles the completion of a checkpoint; returns the gaps to acknowledge. */
  List<Long> checkpointCompleted(long checkpoint) {
    List<Long> ids = new ArrayList<>();
    NavigableMap<Long, List<Long>> held = emittedBefore.headMap(checkpoint, true);
    held.values().forEach(ids::addAll);
    held.clear();
    return ids;
  }
}
