package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.ItemAttribute;
import io.exposuremonitor.detectors.itemchange.ItemAttribute.Difference;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.detectors.sensitivity.ItemTally.ClassTally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Aggregates a batch of changes by table and slot, so that the state of a busy table is accessed
 * once for many changes.
 */
public final class ItemTallies {
  private record Group(TableId table, long slot) {}

  private ItemTallies() {}

  /** Returns one tally for each table and slot with examined items. */
  public static List<ItemTally> of(List<ItemChange> changes) {
    Map<Group, Counts> groups = new LinkedHashMap<>();
    for (ItemChange change : changes) {
      if (change.classified()) {
        long slot = Profile.RECENT.slotOf(change.header().time());
        Group group = new Group(change.header().table(), slot);
        groups.computeIfAbsent(group, added -> new Counts()).add(change);
      }
    }
    List<ItemTally> tallies = new ArrayList<>(groups.size());
    groups.forEach((group, counts) -> tallies.add(counts.tally(group.table)));
    return tallies;
  }

  private static final class Counts {
    private final DistinctCount items = new DistinctCount(DistinctCount.LG_K);
    private final Map<AttributeClass, DistinctCount[]> classes = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(ItemChange change) {
      first = Math.min(first, change.header().time());
      last = Math.max(last, change.header().time());
      items.add(change.key());
      for (AttributeClass seen : change.classes()) {
        DistinctCount[] counts = classes.computeIfAbsent(seen, added -> counts());
        counts[0].add(change.key());
        if (isCredential(seen) && isNew(change, seen.attribute())) {
          counts[1].add(change.key());
        }
      }
    }

    ItemTally tally(TableId table) {
      List<ClassTally> tallied = new ArrayList<>(classes.size());
      classes.forEach(
          (seen, counts) ->
              tallied.add(
                  new ClassTally(
                      seen.attribute(),
                      seen.dataClass(),
                      counts[0].toBytes(),
                      counts[1].toBytes())));
      return new ItemTally(
          table.id(), table.owner(), table.region(), first, last, items.toBytes(), tallied);
    }

    private static DistinctCount[] counts() {
      return new DistinctCount[] {
        new DistinctCount(AttributeProfile.LG_K), new DistinctCount(AttributeProfile.LG_K)
      };
    }

    private static boolean isCredential(AttributeClass seen) {
      DataClass dataClass = DataClass.of(seen.dataClass());
      return dataClass != null && dataClass.isCredential();
    }

    /** True unless the attribute is known to have had the same value before. */
    private static boolean isNew(ItemChange change, String attribute) {
      for (ItemAttribute changed : change.attributes()) {
        if (changed.name().equals(attribute)) {
          return changed.difference() != Difference.SAME;
        }
      }
      return true;
    }
  }
}
