package io.exposuremonitor.connectors.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds gaps that the enumerator found, on their way into the data. Each is kept until a reader has
 * emitted it and a checkpoint records that, so that it is delivered at least once. Not thread-safe.
 */
public final class GapOutbox {
  private final Map<Long, CoverageGap> unacknowledged = new LinkedHashMap<>();
  private final Map<Long, Integer> carriers = new HashMap<>();
  private long nextId;

  /**
   * A gap in transit. Part of checkpoints.
   *
   * @param id identifies it in the acknowledgement
   * @param gap the loss
   */
  public record Letter(long id, CoverageGap gap) {}

  /**
   * @param state restored from a checkpoint
   */
  public GapOutbox(Collection<Letter> state) {
    for (Letter letter : state) {
      unacknowledged.put(letter.id(), letter.gap());
      nextId = Math.max(nextId, letter.id() + 1);
    }
  }

  /** Adds a gap. */
  public void add(CoverageGap gap) {
    unacknowledged.put(nextId++, gap);
  }

  /** Returns the gaps for the given reader to emit: all that are not in transit. */
  public List<Letter> takeFor(int subtask) {
    List<Letter> letters = new ArrayList<>();
    unacknowledged.forEach(
        (id, gap) -> {
          if (carriers.putIfAbsent(id, subtask) == null) {
            letters.add(new Letter(id, gap));
          }
        });
    return letters;
  }

  /** Removes gaps that a reader has emitted according to a checkpoint. */
  public void acknowledged(Collection<Long> ids) {
    ids.forEach(
        id -> {
          unacknowledged.remove(id);
          carriers.remove(id);
        });
  }

  /** Handles the loss of a reader: gaps in transit to it must be sent again. */
  public void lost(int subtask) {
    carriers.values().removeIf(carrier -> carrier == subtask);
  }

  /** The state for a checkpoint. */
  public List<Letter> state() {
    List<Letter> letters = new ArrayList<>();
    unacknowledged.forEach((id, gap) -> letters.add(new Letter(id, gap)));
    return letters;
  }
}
