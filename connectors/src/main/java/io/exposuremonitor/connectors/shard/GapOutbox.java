package io.exposuremonitor.connectors.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gaps that no reader found, on their way into the data: each is kept until a reader has handed it
 * on and a checkpoint holds that, so that it comes at least once. Not thread-safe.
 */
public final class GapOutbox {
  private final Map<Long, CoverageGap> unacknowledged = new LinkedHashMap<>();
  private final Map<Long, Integer> carriers = new HashMap<>();
  private long nextId;

  /**
   * A gap under way. State: part of checkpoints.
   *
   * @param id tells the acknowledgement which one is meant
   * @param gap what was lost
   */
  public record Letter(long id, CoverageGap gap) {}

  /**
   * @param state what a checkpoint holds
   */
  public GapOutbox(Collection<Letter> state) {
    for (Letter letter : state) {
      unacknowledged.put(letter.id(), letter.gap());
      nextId = Math.max(nextId, letter.id() + 1);
    }
  }

  /** Takes a gap. */
  public void add(CoverageGap gap) {
    unacknowledged.put(nextId++, gap);
  }

  /** What the given reader is to carry: all that is not under way. */
  public List<Letter> handTo(int subtask) {
    List<Letter> letters = new ArrayList<>();
    unacknowledged.forEach(
        (id, gap) -> {
          if (carriers.putIfAbsent(id, subtask) == null) {
            letters.add(new Letter(id, gap));
          }
        });
    return letters;
  }

  /** A checkpoint holds that a reader has handed these on. */
  public void acknowledged(Collection<Long> ids) {
    ids.forEach(
        id -> {
          unacknowledged.remove(id);
          carriers.remove(id);
        });
  }

  /** A reader is lost, and what it carried must be sent again. */
  public void lost(int subtask) {
    carriers.values().removeIf(carrier -> carrier == subtask);
  }

  /** What is to go into a checkpoint. */
  public List<Letter> state() {
    List<Letter> letters = new ArrayList<>();
    unacknowledged.forEach((id, gap) -> letters.add(new Letter(id, gap)));
    return letters;
  }
}
