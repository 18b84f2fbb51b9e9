package io.exposuremonitor.detectors.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one window length, oldest first: a view that works in place on a list of a
 * detector's state. Holds only slots with events. Not thread-safe.
 */
public final class SlotSeries {
  private final List<Slot> slots;
  private final Window window;

  /**
   * @param slots ascending; changed in place
   * @param window how slots make up a window
   */
  public SlotSeries(List<Slot> slots, Window window) {
    this.slots = slots;
    this.window = window;
  }

  /** How slots make up a window. */
  public Window window() {
    return window;
  }

  /** The slot that a time falls in, or null when it has no events. */
  public @Nullable Slot get(long time) {
    int index = search(window.slotOf(time));
    return index < 0 ? null : slots.get(index);
  }

  /** Inserts a slot, replacing any slot for the same time. */
  public void put(Slot slot) {
    int index = search(window.slotOf(slot.first()));
    if (index < 0) {
      slots.add(-index - 1, slot);
    } else {
      slots.set(index, slot);
    }
  }

  /**
   * Adds the counts of a part of a slot to the slot.
   *
   * @return the slot, with the part
   */
  public Slot add(Slot part, int lgK) {
    Slot known = get(part.first());
    Slot slot = known == null ? part : merged(known, part, lgK);
    put(slot);
    return slot;
  }

  /** Evicts slots that can't share a window with future events. */
  public void settle(long settled) {
    long oldest = window.oldest(settled);
    if (slots.isEmpty() || slots.get(0).first() >= oldest) {
      return;
    }
    slots.removeIf(slot -> window.slotOf(slot.first()) < oldest);
  }

  /**
   * The windows to evaluate again after events between two times: those that contain one of these
   * times and end with a slot that has events. Any other window contains no more events than one of
   * these.
   *
   * @return starts of their last slots, ascending
   */
  public List<Long> windowsAround(long from, long to) {
    long lowest = window.slotOf(from);
    long highest = window.slotOf(to) + window.millis() - window.slotMillis();
    List<Long> lastSlots = new ArrayList<>();
    for (Slot slot : slots) {
      long start = window.slotOf(slot.first());
      if (start >= lowest && start <= highest) {
        lastSlots.add(start);
      }
    }
    return lastSlots;
  }

  /** The slots of the window whose last slot starts at {@code lastSlot}, oldest first. */
  public List<Slot> within(long lastSlot) {
    int from = search(window.start(lastSlot));
    int to = search(lastSlot);
    return slots.subList(from < 0 ? -from - 1 : from, to < 0 ? -to - 1 : to + 1);
  }

  /** A count summed over a window. */
  public long sum(long lastSlot, int index) {
    return sum(within(lastSlot), index);
  }

  /** A count summed over some slots. */
  public static long sum(List<Slot> slots, int index) {
    long sum = 0;
    for (int i = 0; i < slots.size(); i++) {
      sum += slots.get(i).sum(index);
    }
    return sum;
  }

  /** Number of distinct things in a window. */
  public long distinct(long lastSlot, int index) {
    return distinct(within(lastSlot), index);
  }

  /** Number of distinct things in some slots. */
  public static long distinct(List<Slot> slots, int index) {
    DistinctCount union = null;
    for (Slot slot : slots) {
      if (slot.sketch(index).length > 0) {
        union = union == null ? new DistinctCount(DistinctCount.LG_K) : union;
        union.merge(slot.sketch(index));
      }
    }
    return union == null ? 0 : union.estimate();
  }

  private static Slot merged(Slot one, Slot other, int lgK) {
    long[] sums = new long[Math.max(one.sums().length, other.sums().length)];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = one.sum(i) + other.sum(i);
    }
    byte[][] sketches = new byte[Math.max(one.sketches().length, other.sketches().length)][];
    for (int i = 0; i < sketches.length; i++) {
      sketches[i] =
          other.sketch(i).length == 0
              ? one.sketch(i)
              : new DistinctCount(lgK).merge(one.sketch(i)).merge(other.sketch(i)).toBytes();
    }
    long first = Math.min(one.first(), other.first());
    return new Slot(first, (int) (Math.max(one.last(), other.last()) - first), sums, sketches);
  }

  /** Searches from the newest slot, since few are ever newer than the one wanted. */
  private int search(long start) {
    int at = slots.size() - 1;
    while (at >= 0) {
      long found = window.slotOf(slots.get(at).first());
      if (found <= start) {
        return found == start ? at : -at - 2;
      }
      at--;
    }
    return -1;
  }
}
