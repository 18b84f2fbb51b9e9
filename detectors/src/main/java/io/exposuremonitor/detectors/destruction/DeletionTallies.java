package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Tallies deletions from item changes and from CloudTrail. */
public final class DeletionTallies {
  private record Group(TableId table, long slot) {}

  private DeletionTallies() {}

  /**
   * Tallies the items removed in a stream, except expired ones, and except removals that a legacy
   * global table replicated from another region.
   */
  public static List<DeletionTally> of(List<ItemChange> changes) {
    return of(changes, DeletionTallies::isDeletion);
  }

  /** Tallies expired items in a stream. */
  public static List<DeletionTally> expired(List<ItemChange> changes) {
    return of(changes, change -> change.header().byTimeToLive());
  }

  private static List<DeletionTally> of(List<ItemChange> changes, Predicate<ItemChange> isCounted) {
    Map<Group, Counts> groups = new LinkedHashMap<>();
    for (ItemChange change : changes) {
      if (isCounted.test(change)) {
        long time = change.header().time();
        groups
            .computeIfAbsent(group(change.header().table(), time), added -> new Counts())
            .add(time, change.key());
      }
    }
    List<DeletionTally> tallies = new ArrayList<>(groups.size());
    groups.forEach((group, counts) -> tallies.add(counts.tally(group.table)));
    return tallies;
  }

  /**
   * Tallies the keys that successful calls in CloudTrail deleted. Deletions in a batch or
   * transaction have been decoded as {@code DeleteItem}.
   */
  public static List<DeletionTally> of(ActivityBundle bundle) {
    return deletes(bundle) ? tallies(bundle) : List.of();
  }

  /** Checks the facets first, since most bundles delete nothing. */
  private static boolean deletes(ActivityBundle bundle) {
    for (Facet facet : bundle.facets()) {
      if (isDeletion(facet)) {
        return true;
      }
    }
    return false;
  }

  private static List<DeletionTally> tallies(ActivityBundle bundle) {
    Map<Long, Counts> slots = new TreeMap<>();
    for (int i = 0; i < bundle.size(); i++) {
      if (isDeletion(bundle.facetOf(i))) {
        for (int key = bundle.keyStart(i); key < bundle.keyEnd()[i]; key++) {
          slots
              .computeIfAbsent(slotOf(bundle.time(i)), added -> new Counts())
              .add(bundle.time(i), bundle.keys()[key]);
        }
      }
    }
    for (int i = 0; i < bundle.named().length; i++) {
      int named = bundle.named()[i];
      Counts slot = slots.get(slotOf(bundle.time(named)));
      if (slot != null && isDeletion(bundle.facetOf(named))) {
        slot.events.add(
            new EventReference(bundle.eventIds().get(i), bundle.facetOf(named).origin()));
      }
    }
    return slots.values().stream().map(counts -> counts.tally(bundle)).toList();
  }

  private static boolean isDeletion(ItemChange change) {
    return change.header().kind() == ChangeKind.REMOVE
        && !change.header().byTimeToLive()
        && !change.replicated();
  }

  private static boolean isDeletion(Facet facet) {
    boolean deletes =
        facet.operation() == Operation.DELETE_ITEM
            || facet.operation() == Operation.DELETE_ITEM_READ_BACK;
    return deletes && !facet.failed();
  }

  private static Group group(TableId table, long time) {
    return new Group(table, slotOf(time));
  }

  private static long slotOf(long time) {
    return DeletionSpan.FIVE_MINUTES.window.slotOf(time);
  }

  private static final class Counts {
    private final DistinctCount items = new DistinctCount(DistinctCount.LG_K);
    private final List<EventReference> events = new ArrayList<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long time, long key) {
      first = Math.min(first, time);
      last = Math.max(last, time);
      items.add(key);
    }

    DeletionTally tally(TableId table) {
      return new DeletionTally(
          table.owner(),
          table.id(),
          table.account(),
          table.region(),
          first,
          last,
          items.toBytes(),
          List.of());
    }

    DeletionTally tally(ActivityBundle bundle) {
      Facet facet = bundle.facets().get(0);
      return new DeletionTally(
          bundle.actor(),
          bundle.resource(),
          facet.account(),
          facet.region(),
          first,
          last,
          items.toBytes(),
          EventReference.sample(events));
    }
  }
}
