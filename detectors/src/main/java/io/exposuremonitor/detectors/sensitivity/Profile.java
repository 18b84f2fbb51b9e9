package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.baseline.Window;
import io.exposuremonitor.detectors.sensitivity.ItemTally.ClassTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of data in a table's items: a view that works in place on the table's state. Not
 * thread-safe.
 */
final class Profile {
  /** A day that moves by four hours. */
  static final Window RECENT = new Window(4 * 60 * 60 * 1000L, 6);

  /** The memory: 84 to 112 days. */
  static final Window PAST = new Window(28 * 24 * 60 * 60 * 1000L, 4);

  /**
   * Maximum number of distinguished pairs of attribute and class; further attributes share {@link
   * AttributeProfile#OTHERS}.
   */
  static final int MAX_ATTRIBUTES = 64;

  private static final int ITEMS = 0;

  private final SensitivityState state;
  private final SlotSeries recent;
  private final SlotSeries past;
  private final SlotSeries looked;

  Profile(SensitivityState state) {
    this.state = state;
    this.recent = new SlotSeries(state.recent, RECENT);
    this.past = new SlotSeries(state.past, PAST);
    this.looked = new SlotSeries(state.looked, PAST);
  }

  /**
   * Adds a tally; one that is too old for any window still to be evaluated goes to the past slots.
   */
  void add(ItemTally tally) {
    Slot seen = slot(tally, sketches(tally));
    boolean old = RECENT.slotOf(tally.first()) < oldestNeeded();
    (old ? past : recent).add(seen, DistinctCount.LG_K);
    looked.add(slot(tally, tally.items()), DistinctCount.LG_K);
    for (ClassTally found : tally.classes()) {
      new SlotSeries(attribute(found).months(), PAST)
          .add(slot(tally, found.items(), found.written()), AttributeProfile.LG_K);
    }
    state.since = Math.min(state.since, tally.first());
  }

  /** Last slots of the windows that have ended by a time and have not been evaluated, ascending. */
  List<Long> due(long time) {
    List<Long> due = new ArrayList<>();
    for (Slot slot : state.recent) {
      long start = RECENT.slotOf(slot.first());
      if (start >= state.judgedBefore && RECENT.end(start) <= time) {
        due.add(start);
      }
    }
    return due;
  }

  /** Advances to the windows that end after a time, and evicts what is older than the memory. */
  void settle(long time) {
    state.judgedBefore = Math.max(state.judgedBefore, RECENT.slotOf(time));
    for (Slot slot : List.copyOf(state.recent)) {
      if (RECENT.slotOf(slot.first()) < oldestNeeded()) {
        past.add(slot, DistinctCount.LG_K);
        state.recent.remove(slot);
      }
    }
    past.settle(time);
    looked.settle(time);
    state.attributes.forEach(found -> new SlotSeries(found.months(), PAST).settle(time));
    state.attributes.removeIf(found -> found.months().isEmpty());
    state
        .firstReported
        .keySet()
        .removeIf(id -> state.attributes.stream().noneMatch(a -> is(a, id)));
  }

  /** True until the first window has been evaluated. */
  boolean isUnjudged() {
    return state.judgedBefore == Long.MIN_VALUE;
  }

  /** Start of the newest slot with examined items. */
  long newestSlot() {
    return state.recent.stream()
        .mapToLong(slot -> RECENT.slotOf(slot.first()))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  boolean isEmpty() {
    return state.recent.isEmpty() && state.past.isEmpty() && state.looked.isEmpty();
  }

  /** Number of items examined within a window. */
  long items(long lastSlot) {
    return recent.distinct(lastSlot, ITEMS);
  }

  /** Number of items within a window that hold a class. */
  long holding(long lastSlot, DataClass dataClass) {
    return recent.distinct(lastSlot, dataClass.code());
  }

  /** Number of items examined before a window. */
  long itemsBefore(long lastSlot) {
    return until(RECENT.start(lastSlot), ITEMS);
  }

  /** Number of items before a window that hold a class. */
  long holdingBefore(long lastSlot, DataClass dataClass) {
    return until(RECENT.start(lastSlot), dataClass.code());
  }

  /**
   * Ids of the classes that at least a share of all items examined before a window's end hold, in
   * the order of {@link DataClass}.
   *
   * @param minimumItems minimum number of items that hold a class
   */
  List<String> held(long lastSlot, long minimumItems, int sharePercent) {
    long end = RECENT.end(lastSlot);
    long items = until(end, ITEMS);
    List<String> held = new ArrayList<>();
    for (DataClass dataClass : DataClass.values()) {
      long holding = until(end, dataClass.code());
      if (holding >= Math.max(1, minimumItems)
          && holding * 100 >= Math.max(1, sharePercent) * items) {
        held.add(dataClass.id());
      }
    }
    return held;
  }

  /** Number of items in memory into which a class was newly written, by attribute. */
  Map<String, Long> written(DataClass dataClass) {
    return byAttribute(dataClass, AttributeProfile.WRITTEN);
  }

  /** Number of items in memory that hold a class, by attribute. */
  Map<String, Long> holders(DataClass dataClass) {
    return byAttribute(dataClass, AttributeProfile.ITEMS);
  }

  private Map<String, Long> byAttribute(DataClass dataClass, int index) {
    Map<String, Long> counts = new TreeMap<>();
    for (AttributeProfile found : state.attributes) {
      if (is(found, dataClass.id())) {
        DistinctCount count = new DistinctCount(DistinctCount.LG_K);
        found.months().forEach(slot -> count.merge(slot.sketch(index)));
        counts.put(found.attribute(), count.estimate());
      }
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Number of items in memory of slots that start before a time. */
  private long until(long end, int index) {
    DistinctCount count = new DistinctCount(DistinctCount.LG_K);
    state.past.forEach(slot -> count.merge(slot.sketch(index)));
    for (Slot slot : state.recent) {
      if (RECENT.slotOf(slot.first()) < end) {
        count.merge(slot.sketch(index));
      }
    }
    return count.estimate();
  }

  /** Start of the earliest window that is still to be evaluated. */
  private long oldestNeeded() {
    return state.judgedBefore == Long.MIN_VALUE ? Long.MIN_VALUE : RECENT.start(state.judgedBefore);
  }

  private AttributeProfile attribute(ClassTally found) {
    AttributeProfile known = find(found.attribute(), found.dataClass());
    if (known != null) {
      return known;
    }
    boolean room = state.attributes.size() < MAX_ATTRIBUTES;
    String name = room ? found.attribute() : AttributeProfile.OTHERS;
    AttributeProfile others = room ? null : find(name, found.dataClass());
    if (others != null) {
      return others;
    }
    AttributeProfile added = new AttributeProfile(name, found.dataClass(), new ArrayList<>());
    state.attributes.add(added);
    state.attributes.sort(
        Comparator.comparing(AttributeProfile::attribute)
            .thenComparing(AttributeProfile::dataClass));
    return added;
  }

  private @Nullable AttributeProfile find(String attribute, String dataClass) {
    for (AttributeProfile profile : state.attributes) {
      if (profile.attribute().equals(attribute) && is(profile, dataClass)) {
        return profile;
      }
    }
    return null;
  }

  private static boolean is(AttributeProfile profile, String dataClass) {
    return profile.dataClass().equals(dataClass);
  }

  private static Slot slot(ItemTally tally, byte[]... sketches) {
    return Slot.ofSketches(tally.first(), tally.last(), sketches);
  }

  /** The sketches of a slot: examined items, and items by class over all attributes. */
  private static byte[][] sketches(ItemTally tally) {
    byte[][] sketches = new byte[DataClass.CODES][];
    sketches[ITEMS] = tally.items();
    for (ClassTally found : tally.classes()) {
      DataClass dataClass = DataClass.of(found.dataClass());
      if (dataClass != null) {
        byte[] known = sketches[dataClass.code()];
        sketches[dataClass.code()] =
            known == null
                ? found.items()
                : new DistinctCount(DistinctCount.LG_K).merge(known).merge(found.items()).toBytes();
      }
    }
    return sketches;
  }
}
