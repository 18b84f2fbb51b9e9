package io.exposuremonitor.detectors.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A bounded sample of the things that happened in each slot of several windows: the first in
 * natural order. The sample of a window is therefore a function of the set of things in it,
 * independent of the order, repetition and grouping in which they arrive.
 *
 * <p>A view that works in place on a list of a detector's state. A thing is kept, once, for as long
 * as any window needs it. A slot of a longer window consists of whole slots of the shorter one, so
 * a thing without a place in a slot has none in the larger slots either. It therefore only competes
 * in its home slot: that of the finest window that still needs its time. Not thread-safe.
 *
 * @param <T> the type of things; their natural order, which must be consistent with equals,
 *     determines which are kept
 */
public final class SlotSample<T extends Sampled<T> & Comparable<T>> {
  private final List<T> kept;
  private final List<Window> windows;
  private final int places;

  /** Things of different names found while a thing is compared; reused to avoid allocation. */
  private final List<T> before;

  /**
   * @param kept ascending by time; changed in place
   * @param windows finest first; slots of each consist of whole slots of the previous one
   * @param places maximum number of names kept per slot and group
   */
  public SlotSample(List<T> kept, List<Window> windows, int places) {
    this.kept = kept;
    this.windows = windows;
    this.places = places;
    this.before = new ArrayList<>(places);
  }

  /**
   * Offers a thing.
   *
   * @param settled everything before this time has arrived
   * @return true if it was added
   */
  public boolean add(T thing, long settled) {
    int home = home(thing.time(), settled);
    if (home == windows.size()) {
      return false;
    }
    long start = windows.get(home).slotOf(thing.time());
    if (!hasPlace(thing, firstAt(start), end(home, start))) {
      return false;
    }
    int at = placeOf(thing);
    if (at < kept.size() && kept.get(at).equals(thing)) {
      return false;
    }
    kept.add(at, thing);
    for (int i = home; i < windows.size(); i++) {
      long slot = windows.get(i).slotOf(thing.time());
      int from = firstAt(slot);
      long homeEnd = homeEnd(i, settled);
      if (comesBeforeAny(thing, from, homeEnd)) {
        crowdOut(from, end(i, slot), Long.MIN_VALUE, homeEnd);
      }
    }
    return true;
  }

  /**
   * Evicts things that no future window needs.
   *
   * @param before the value of {@code settled} in the previous call, or earlier
   * @param settled everything before this time has arrived
   */
  public void settle(long before, long settled) {
    Window finest = windows.get(0);
    if (kept.isEmpty() || finest.oldest(before) == finest.oldest(settled)) {
      return;
    }
    int last = windows.size() - 1;
    kept.subList(0, firstAt(windows.get(last).oldest(settled))).clear();
    for (int i = 1; i <= last; i++) {
      long first = windows.get(i - 1).oldest(Math.min(before, settled));
      long homeEnd = homeEnd(i, settled);
      int from = firstAt(first);
      while (isHome(from, homeEnd)) {
        long slot = windows.get(i).slotOf(kept.get(from).time());
        from = crowdOut(firstAt(slot), end(i, slot), first, homeEnd);
      }
    }
  }

  /** Things of some groups that happened between two times, the end exclusive, in natural order. */
  public List<T> within(long start, long end, Predicate<Object> groups) {
    return kept.subList(firstAt(start), firstAt(end)).stream()
        .filter(thing -> groups.test(thing.group()))
        .sorted()
        .toList();
  }

  /** Index of the finest window that needs a time; the number of windows if none does. */
  private int home(long time, long settled) {
    int i = 0;
    while (i < windows.size() && time < windows.get(i).oldest(settled)) {
      i++;
    }
    return i;
  }

  private long end(int window, long slot) {
    return slot + windows.get(window).slotMillis();
  }

  /** End of the times for which a window is the finest that needs them. */
  private long homeEnd(int window, long settled) {
    return window == 0 ? Long.MAX_VALUE : windows.get(window - 1).oldest(settled);
  }

  /**
   * Evicts things that have no place in their home slot.
   *
   * @param from index of the first thing in the slot
   * @param end end of the slot
   * @param first things before this time are skipped
   * @param homeEnd see {@link #homeEnd}
   * @return the index after the slot
   */
  private int crowdOut(int from, long end, long first, long homeEnd) {
    Places<T> taken = new Places<>(places);
    int to = from;
    while (to < kept.size() && kept.get(to).time() < end) {
      taken.offer(kept.get(to));
      to++;
    }
    List<T> within = kept.subList(from, to);
    if (!taken.isForAll()) {
      within.removeIf(
          thing -> thing.time() >= first && thing.time() < homeEnd && !taken.isFor(thing));
    }
    return from + within.size();
  }

  private boolean isHome(int at, long homeEnd) {
    return at < kept.size() && kept.get(at).time() < homeEnd;
  }

  private boolean comesBeforeAny(T added, int from, long homeEnd) {
    int at = from;
    while (isHome(at, homeEnd) && !comesBefore(added, kept.get(at))) {
      at++;
    }
    return isHome(at, homeEnd);
  }

  private static <T extends Sampled<T> & Comparable<T>> boolean comesBefore(T one, T other) {
    return one.compareTo(other) < 0 && one.group().equals(other.group());
  }

  /**
   * True if fewer than {@code places} other names, and not its own, come before a thing. Checked
   * before anything else, since most things have no place.
   *
   * @param from index of the first thing in its slot
   * @param end end of its slot
   */
  private boolean hasPlace(T thing, int from, long end) {
    before.clear();
    for (int i = from; i < kept.size(); i++) {
      T other = kept.get(i);
      if (other.time() >= end) {
        return true;
      }
      if (comesBefore(other, thing)) {
        if (other.isNamesake(thing)) {
          return false;
        }
        if (!isNamedBefore(other)) {
          before.add(other);
        }
        if (before.size() == places) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isNamedBefore(T thing) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).isNamesake(thing)) {
        return true;
      }
    }
    return false;
  }

  /** Index at which to insert a thing: ordered by time, then by natural order. */
  private int placeOf(T thing) {
    int at = firstAt(thing.time());
    while (at < kept.size()
        && kept.get(at).time() == thing.time()
        && kept.get(at).compareTo(thing) < 0) {
      at++;
    }
    return at;
  }

  /**
   * Index of the first thing at or after a time. Most searches end at one of the ends, and the
   * things in between are rarely cached by the processor.
   */
  private int firstAt(long time) {
    int low = 0;
    int high = kept.size();
    if (high == 0 || kept.get(high - 1).time() < time) {
      return high;
    }
    if (kept.get(0).time() >= time) {
      return 0;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (kept.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
