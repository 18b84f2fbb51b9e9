package io.exposuremonitor.detectors.baseline;

/**
 * When something was used, in slots of {@link Horizon#SLOT_MILLIS}: the last 64 slots exactly, and
 * of the time before them the last use and the start of the run of uses that it belongs to. A run
 * is a sequence of uses no further apart than the memory. 32 bytes.
 *
 * <p>Its answers don't depend on the order of arrival: a question about slots older than the
 * lateness bound concerns uses that have all arrived, and later uses don't change the answer.
 *
 * @param newest the latest slot of use
 * @param recent bit {@code i} is set when slot {@code newest - i} saw a use
 * @param before the latest slot of use that {@code recent} has no room for, or {@link #NEVER}
 * @param since the first slot of the run that {@code before} belongs to, or {@link #NEVER}
 */
public record Recency(long newest, long recent, long before, long since) {
  /** No slot. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Slots that are known exactly; the memory must be no shorter. */
  static final int EXACT_SLOTS = Long.SIZE;

  /** Used for the first time. */
  public static Recency first(long slot) {
    return new Recency(slot, 1, NEVER, NEVER);
  }

  /**
   * Used in a slot, again or for the first time.
   *
   * @param known what is known so far
   * @param slot the slot of use; may be older than others
   * @param memory slots of silence that end a run, at least {@link #EXACT_SLOTS}
   */
  static Recency used(Recency known, long slot, long memory) {
    if (slot > known.newest) {
      return known.advancedTo(slot, memory);
    }
    long age = known.newest - slot;
    if (age < EXACT_SLOTS) {
      return new Recency(known.newest, known.recent | (1L << age), known.before, known.since);
    }
    return known.withOld(slot, memory);
  }

  private Recency advancedTo(long slot, long memory) {
    long shift = slot - newest;
    if (shift < EXACT_SLOTS) {
      Recency shortened = withoutTail(recent & (-1L << (EXACT_SLOTS - shift)), memory);
      return new Recency(slot, (recent << shift) | 1, shortened.before, shortened.since);
    }
    Recency shortened = withoutTail(recent, memory);
    return new Recency(slot, 1, shortened.before, shortened.since);
  }

  /** Moves the oldest of the exact slots to {@code before} and {@code since}. */
  private Recency withoutTail(long tail, long memory) {
    if (tail == 0) {
      return this;
    }
    long oldest = newest - (EXACT_SLOTS - 1 - Long.numberOfLeadingZeros(tail));
    long latest = newest - Long.numberOfTrailingZeros(tail);
    return new Recency(newest, recent & ~tail, latest, runStart(oldest, memory));
  }

  private Recency withOld(long slot, long memory) {
    if (before == NEVER || slot > before) {
      return new Recency(newest, recent, slot, runStart(slot, memory));
    }
    boolean joins = slot < since && since - slot <= memory;
    return joins ? new Recency(newest, recent, before, slot) : this;
  }

  /** Start of the run of a use that follows {@code before}. */
  private long runStart(long slot, long memory) {
    return before != NEVER && slot - before <= memory ? since : slot;
  }

  /**
   * The latest use in a slot or before it, or {@link #NEVER}. Within the run that {@code before}
   * belongs to, only the fact of a use within the memory is known; the given slot is returned then.
   */
  long latestUpTo(long slot) {
    long age = Math.max(newest - slot, 0);
    long known = age < EXACT_SLOTS ? recent & (-1L << age) : 0;
    if (known != 0) {
      return newest - Long.numberOfTrailingZeros(known);
    }
    return since <= slot ? Math.min(before, slot) : NEVER;
  }

  /**
   * First slot of the run that a use belongs to.
   *
   * @param use a slot that {@link #latestUpTo} gave
   */
  long runStartOf(long use, long memory) {
    if (use <= before) {
      return since;
    }
    return runStart(newest - (EXACT_SLOTS - 1 - Long.numberOfLeadingZeros(recent)), memory);
  }
}
