package io.exposuremonitor.detectors.sighting;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Condenses bundles into {@link Sighting}s. It runs before the shuffle, so it must be cheap: it
 * remembers the sightings that it emitted for each slot and each part of a slot, and emits each
 * only once, which reduces a flood of calls to a trickle. A sighting that has been evicted from
 * this memory is emitted again, which is harmless to consumers that only ask whether something
 * happened. Takes 512 KiB. Not thread-safe.
 */
public final class Sighter {
  private static final int PARTS = (int) (ActivityBundle.SLOT_MILLIS / Sighting.PART_MILLIS);
  private static final int ENTRIES = 1 << 16;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long[] fingerprints = new long[ENTRIES];

  /**
   * The calls that are combined into one sighting.
   *
   * @param repeated whether they were already emitted for another part of the slot
   */
  private record Group(
      Kind kind, @Nullable Operation operation, Place place, int part, boolean repeated) {}

  /**
   * Emits the sightings of a bundle.
   *
   * @param out receives sightings that are new within the slot
   * @param again receives sightings that were already emitted for the slot, but are new within this
   *     part of it
   */
  public void on(ActivityBundle bundle, Consumer<Sighting> out, Consumer<Sighting> again) {
    if (bundle.actor().kind() == Actor.Kind.SERVICE) {
      return;
    }
    Map<Group, Calls> groups = new LinkedHashMap<>();
    Group[] groupOf = new Group[bundle.facets().size() * PARTS];
    boolean[] isAsked = new boolean[groupOf.length];
    for (int i = 0; i < bundle.size(); i++) {
      int at = facetAndPart(bundle, i);
      if (!isAsked[at]) {
        isAsked[at] = true;
        groupOf[at] = group(bundle, bundle.facetOf(i), at % PARTS);
      }
      Group group = groupOf[at];
      if (group != null) {
        groups.computeIfAbsent(group, added -> new Calls()).add(bundle, i, group.kind);
      }
    }
    if (!groups.isEmpty()) {
      nameEvents(bundle, groupOf, groups);
      groups.forEach(
          (group, calls) -> (group.repeated ? again : out).accept(calls.sighting(bundle, group)));
    }
  }

  private static int facetAndPart(ActivityBundle bundle, int activity) {
    int part = (int) ((bundle.time(activity) - bundle.slot()) / Sighting.PART_MILLIS);
    return bundle.facet()[activity] * PARTS + part;
  }

  private static void nameEvents(ActivityBundle bundle, Group[] groupOf, Map<Group, Calls> groups) {
    for (int i = 0; i < bundle.named().length; i++) {
      int named = bundle.named()[i];
      Group group = groupOf[facetAndPart(bundle, named)];
      Calls calls = group == null ? null : groups.get(group);
      if (calls != null) {
        Origin origin = bundle.facetOf(named).origin();
        calls.events.add(new EventReference(bundle.eventIds().get(i), origin));
      }
    }
  }

  /** The group of a facet, or null if it yields no new sighting. */
  private @Nullable Group group(ActivityBundle bundle, Facet facet, int part) {
    Kind kind = Kind.of(facet);
    if (kind == null) {
      return null;
    }
    boolean all = kind == Kind.REFUSED || kind == Kind.READ_BACK;
    long ofSlot = all ? 0 : fingerprint(bundle, facet, kind);
    if (!all && !isFirst(mixed(ofSlot, part + 1))) {
      return null;
    }
    boolean repeated = !all && !isFirst(ofSlot);
    Place place = Place.of(facet.origin(), facet.region());
    return new Group(kind, kind == Kind.REFUSED ? facet.operation() : null, place, part, repeated);
  }

  private boolean isFirst(long fingerprint) {
    int at = (int) (fingerprint >>> (Long.SIZE - 16));
    boolean isNew = fingerprints[at] != fingerprint;
    fingerprints[at] = fingerprint;
    return isNew;
  }

  /** Computed from the record's own values, which is cheaper than converting them into a place. */
  private static long fingerprint(ActivityBundle bundle, Facet facet, Kind kind) {
    Origin origin = facet.origin();
    long mixed = mixed(bundle.slot(), bundle.actor().id().hashCode());
    mixed = mixed(mixed, bundle.resource().hashCode());
    mixed = mixed(mixed, kind.name().hashCode());
    mixed = mixed(mixed, origin.sourceIp().hashCode());
    mixed = mixed(mixed, origin.userAgent().hashCode());
    mixed = mixed(mixed, origin.vpcEndpointId().hashCode());
    mixed = mixed(mixed, origin.invokedBy().hashCode());
    return mixed(mixed, facet.region().hashCode());
  }

  private static long mixed(long hash, long more) {
    long product = (hash ^ more) * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  /** The calls of one group. */
  private static final class Calls {
    private final List<EventReference> events = new ArrayList<>();
    private @Nullable DistinctCount items;
    private @Nullable Facet facet;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(ActivityBundle bundle, int activity, Kind kind) {
      long time = bundle.time(activity);
      if (facet == null || time < first) {
        facet = bundle.facetOf(activity);
      }
      first = Math.min(first, time);
      last = Math.max(last, time);
      if (kind == Kind.READ_BACK) {
        DistinctCount count = items == null ? new DistinctCount(DistinctCount.LG_K) : items;
        for (int k = bundle.keyStart(activity); k < bundle.keyEnd()[activity]; k++) {
          count.add(bundle.keys()[k]);
        }
        items = count;
      }
    }

    Sighting sighting(ActivityBundle bundle, Group group) {
      Facet of = facet == null ? bundle.facets().get(0) : facet;
      return new Sighting(
          bundle.actor(),
          bundle.resource(),
          of.account(),
          group.kind,
          of.operation(),
          group.place,
          first,
          last,
          items == null ? new byte[0] : items.toBytes(),
          EventReference.sample(events));
    }
  }
}
