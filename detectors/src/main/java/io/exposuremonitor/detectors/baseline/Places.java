package io.exposuremonitor.detectors.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * Selects from the offered things: for each group the first by natural order, one per name, up to a
 * number of names. Independent of the order in which they are offered. Not thread-safe.
 */
final class Places<T extends Sampled<T> & Comparable<T>> {
  private final int places;
  private final List<List<T>> groups = new ArrayList<>();
  private int offered;
  private int placed;

  /**
   * @param places maximum number of names selected per group
   */
  Places(int places) {
    this.places = places;
  }

  /** Offers a thing; must be called once for each. */
  void offer(T thing) {
    offered++;
    List<T> group = groupOf(thing);
    int at = group.size();
    while (at > 0 && thing.compareTo(group.get(at - 1)) < 0) {
      at--;
    }
    int rival = namesake(thing, group);
    boolean isLast = rival < group.size() ? rival < at : at == places;
    if (isLast) {
      return;
    }
    group.add(at, thing);
    if (rival < group.size() - 1) {
      group.remove(rival + 1);
    } else if (group.size() > places) {
      group.remove(places);
    } else {
      placed++;
    }
  }

  /** True if all offered things are selected. */
  boolean isForAll() {
    return placed == offered;
  }

  /** True if an offered thing is selected. */
  @SuppressWarnings("ReferenceEquality") // it is the thing itself that was offered
  boolean isFor(T thing) {
    List<T> group = groupOf(thing);
    for (int i = 0; i < group.size(); i++) {
      if (group.get(i) == thing) {
        return true;
      }
    }
    return false;
  }

  private List<T> groupOf(T thing) {
    Object id = thing.group();
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).get(0).group().equals(id)) {
        return groups.get(i);
      }
    }
    List<T> group = new ArrayList<>(places + 1);
    groups.add(group);
    return group;
  }

  /** Index of the thing with the same name in a group, or the group's size if there is none. */
  private static <T extends Sampled<T>> int namesake(T thing, List<T> group) {
    int i = 0;
    while (i < group.size() && !thing.isNamesake(group.get(i))) {
      i++;
    }
    return i;
  }
}
