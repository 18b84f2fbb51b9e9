package io.exposuremonitor.detectors.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A few of the things that happened in each slot of some windows: those that come first in an order
 * of their own, which has nothing to do with when they happened or arrived. So what is kept of a
 * window is a function of all that happened in it, whatever the order, repetition and grouping.
 *
 * <p>A view that works in place on a list which belongs to a detector's state. A thing is kept
 * while any window needs it, so one that stands for a minute, an hour and a day is kept once. Not
 * thread-safe.
 *
 * @param <T> the thing; immutable
 */
public final class SlotSample<T> {
  /**
   * How things are told apart and ordered. Equal things compare as 0.
   *
   * @param <T> the thing
   */
  public interface Order<T> extends Comparator<T> {
    /** When it happened, epoch milliseconds. */
    long time(T thing);

    /** Things of different groups don't compete for a place. */
    Object group(T thing);

    /** Of things with the same name, the first has the place; it sorts before them. */
    Object name(T thing);
  }

  private final List<T> kept;
  private final Order<T> order;
  private final List<Window> windows;
  private final int places;

  private record Slot(int window, long start, Object group) {}

  /**
   * @param kept changed in place
   * @param order what comes first
   * @param windows finest first; slots of each are made of whole slots of the one before
   * @param places how many names are kept of each slot and group
   */
  public SlotSample(List<T> kept, Order<T> order, List<Window> windows, int places) {
    this.kept = kept;
    this.order = order;
    this.windows = windows;
    this.places = places;
  }

  /**
   * Offers something.
   *
   * @param settled everything before this time has arrived
   * @return whether it is kept
   */
  public boolean add(T thing, long settled) {
    if (isCrowdedOut(thing)) {
      return false;
    }
    kept.add(thing);
    prune(settled);
    return kept.contains(thing);
  }

  /** Forgets what no window that is still to come can share a slot with. */
  public void settle(long settled) {
    Window longest = windows.get(windows.size() - 1);
    long oldest = longest.oldest(settled);
    kept.removeIf(thing -> order.time(thing) < oldest);
  }

  /** Things of some groups that happened between two times, the end exclusive; first ones first. */
  public List<T> within(long start, long end, Predicate<Object> groups) {
    List<T> found = new ArrayList<>();
    for (T thing : kept) {
      long time = order.time(thing);
      if (time >= start && time < end && groups.test(order.group(thing))) {
        found.add(thing);
      }
    }
    found.sort(order);
    return found;
  }

  /** What has no place in the finest slot has none in the longer ones, which hold it. */
  private boolean isCrowdedOut(T thing) {
    Window finest = windows.get(0);
    long slot = finest.slotOf(order.time(thing));
    Object name = order.name(thing);
    Set<Object> before = new HashSet<>();
    for (T other : kept) {
      if (finest.slotOf(order.time(other)) == slot
          && order.group(other).equals(order.group(thing))
          && order.compare(other, thing) <= 0) {
        before.add(order.name(other));
      }
    }
    return before.contains(name) || before.size() >= places;
  }

  private void prune(long settled) {
    kept.sort(order);
    Map<Slot, Set<Object>> taken = new HashMap<>();
    kept.removeIf(thing -> !hasPlace(thing, settled, taken));
  }

  private boolean hasPlace(T thing, long settled, Map<Slot, Set<Object>> taken) {
    boolean place = false;
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      long start = window.slotOf(order.time(thing));
      if (start >= window.oldest(settled)) {
        Set<Object> names =
            taken.computeIfAbsent(
                new Slot(i, start, order.group(thing)), absent -> new HashSet<>());
        place |= names.size() < places && names.add(order.name(thing));
      }
    }
    return place;
  }
}
