package io.exposuremonitor.detectors.baseline;

/**
 * When a thing was used, in slots of {@link Horizon#SLOT_MILLIS}: exactly for the last 64 slots,
 * and before those by the last use and the start of its run. A run is a sequence of uses with gaps
 * no longer than the memory. 32 bytes.
 *
 * <p>Results don't depend on the order of arrival: a query about slots older than the lateness
 * bound concerns uses that have all arrived, and later uses don't change its result.
 *
 * @param newest the latest slot of use
 * @param recent bit {@code i} is set if the thing was used in slot {@code newest - i}
 * @param before the latest slot of use older than those in {@code recent}, or {@link #NEVER}
 * @param since the first slot of the run that contains {@code before}, or {@link #NEVER}
 */
public record Recency(long newest, long recent, long before, long since) {
  /** No slot. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Number of slots known exactly; the memory must not be shorter. */
  static final int EXACT_SLOTS = Long.SIZE;

  /** The recency of a first use. */
  public static Recency first(long slot) {
    return new Recency(slot, 1, NEVER, NEVER);
  }

  /**
   * Adds a use.
   *
   * @param known the previous uses
   * @param slot the slot of use; may be older than others
   * @param memory number of slots of silence that end a run, at least {@link #EXACT_SLOTS}
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

  /** Start of the run of a use that is the first after {@code before}. */
  private long runStart(long slot, long memory) {
    return before != NEVER && slot - before <= memory ? since : slot;
  }

  /**
   * The latest use in a slot or before it, or {@link #NEVER}. Within the run that contains {@code
   * before}, all that is known is that there was a use within the memory; the given slot is
   * returned then.
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
   * First slot of the run that contains a use.
   *
   * @param use a slot returned by {@link #latestUpTo}
   */
  long runStartOf(long use, long memory) {
    if (use <= before) {
      return since;
    }
    return runStart(newest - (EXACT_SLOTS - 1 - Long.numberOfLeadingZeros(recent)), memory);
  }
}
