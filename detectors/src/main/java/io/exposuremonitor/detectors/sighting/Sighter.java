package io.exposuremonitor.detectors.sighting;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import io.exposuremonitor.detectors.signal.EventReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Condenses bundles into {@link Sighting}s. It runs before the shuffle, so it must be cheap: it
 * remembers the sightings that it emitted, and emits each only once in a slot, which reduces a
 * flood of calls to a trickle. A sighting that has been evicted from this memory is emitted again,
 * which is harmless to consumers that only ask whether something happened. Takes 1 MiB. Not
 * thread-safe.
 */
public final class Sighter {
  private static final int PARTS = (int) (ActivityBundle.SLOT_MILLIS / Sighting.PART_MILLIS);
  private static final int ANY_PART = -1;
  private static final int ENTRIES = 1 << 16;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long[] fingerprints = new long[ENTRIES];
  private final FamiliarUses familiar;

  /**
   * The calls that are combined into one sighting.
   *
   * @param part the part of the slot, or {@link #ANY_PART}
   */
  private record Group(Kind kind, @Nullable Operation operation, Place place, int part) {}

  /**
   * @param lateness lateness bound of events
   */
  public Sighter(Duration lateness) {
    familiar = new FamiliarUses(lateness);
  }

  /**
   * Emits the sightings of a bundle.
   *
   * @param out receives sightings that are new within the slot
   * @param again receives sightings from a place that was already emitted for the slot, but which
   *     are the first of their kind within a part of it. Not for uses of a table that the actor has
   *     made for longer: detectors ignore in which part those happen
   */
  public void on(ActivityBundle bundle, Consumer<Sighting> out, Consumer<Sighting> again) {
    if (bundle.actor().kind() == Actor.Kind.SERVICE) {
      return;
    }
    Map<Group, Calls> groups = new LinkedHashMap<>();
    Calls[] callsOf = new Calls[bundle.facets().size() * PARTS];
    boolean[] isAsked = new boolean[callsOf.length];
    for (int i = 0; i < bundle.size(); i++) {
      int at = facetAndPart(bundle, i);
      if (!isAsked[at]) {
        isAsked[at] = true;
        callsOf[at] = callsOf(bundle, i, groups);
      }
      Calls calls = callsOf[at];
      if (calls != null) {
        calls.add(bundle, i);
      }
    }
    if (!groups.isEmpty()) {
      nameEvents(bundle, callsOf);
      for (Calls calls : groups.values()) {
        (calls.repeated ? again : out).accept(calls.sighting(bundle));
      }
    }
  }

  private static int facetAndPart(ActivityBundle bundle, int activity) {
    return bundle.facet()[activity] * PARTS + part(bundle, activity);
  }

  private static int part(ActivityBundle bundle, int activity) {
    return (int) ((bundle.time(activity) - bundle.slot()) / Sighting.PART_MILLIS);
  }

  private static void nameEvents(ActivityBundle bundle, Calls[] callsOf) {
    for (int i = 0; i < bundle.named().length; i++) {
      int named = bundle.named()[i];
      Calls calls = callsOf[facetAndPart(bundle, named)];
      if (calls != null) {
        Origin origin = bundle.facetOf(named).origin();
        calls.events.add(new EventReference(bundle.eventIds().get(i), origin));
      }
    }
  }

  /** The calls to which an activity belongs, or null if they yield no new sighting. */
  private @Nullable Calls callsOf(ActivityBundle bundle, int activity, Map<Group, Calls> groups) {
    Facet facet = bundle.facetOf(activity);
    Kind kind = Kind.of(facet);
    if (kind == null) {
      return null;
    }
    boolean ordinary = isOrdinary(kind);
    long use = use(bundle, facet, kind);
    boolean anyPart = ordinary && familiar.note(use, bundle.slot());
    int part = anyPart ? ANY_PART : part(bundle, activity);
    long ofSlot = mixed(use, bundle.slot());
    long ofPart = mixed(ofSlot, part);
    if (ordinary && !isFirst(mixed(ofPart, facet.origin()))) {
      return null;
    }
    Operation operation = kind == Kind.REFUSED ? facet.operation() : null;
    Group group = new Group(kind, operation, Place.of(facet.origin(), facet.region()), part);
    Calls known = groups.get(group);
    if (known != null) {
      return known;
    }
    boolean isFirstOfPlace = !ordinary || isFirst(mixed(ofSlot, group.place));
    boolean isFirstOfPart = !anyPart && isFirst(ofPart);
    if (!isFirstOfPlace && !isFirstOfPart) {
      return null;
    }
    Calls calls = new Calls(group, !isFirstOfPlace);
    groups.put(group, calls);
    return calls;
  }

  /** Whether only the first use of a slot is emitted. */
  private static boolean isOrdinary(Kind kind) {
    return kind != Kind.REFUSED && kind != Kind.READ_BACK;
  }

  private boolean isFirst(long fingerprint) {
    int at = (int) (fingerprint >>> (Long.SIZE - 16));
    boolean isNew = fingerprints[at] != fingerprint;
    fingerprints[at] = fingerprint;
    return isNew;
  }

  private static long use(ActivityBundle bundle, Facet facet, Kind kind) {
    long ofTable = mixed(bundle.actor().id().hashCode(), resource(bundle, facet).hashCode());
    return mixed(mixed(ofTable, kind.name().hashCode()), facet.region().hashCode());
  }

  /** Each export has a folder of its own, so that of those only the bucket is the same. */
  private static String resource(ActivityBundle bundle, Facet facet) {
    return facet.operation().isObjectRead() ? BucketArns.of(bundle.resource()) : bundle.resource();
  }

  /** Mixes in the record's own values, which is cheaper than converting them into a place. */
  private static long mixed(long hash, Origin origin) {
    long mixed = mixed(hash, origin.sourceIp().hashCode());
    mixed = mixed(mixed, origin.userAgent().hashCode());
    mixed = mixed(mixed, origin.vpcEndpointId().hashCode());
    return mixed(mixed, origin.invokedBy().hashCode());
  }

  private static long mixed(long hash, Place place) {
    return mixed(mixed(hash, place.network().hashCode()), place.program().hashCode());
  }

  private static long mixed(long hash, long more) {
    long product = (hash ^ more) * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  /** The calls of one group. */
  private static final class Calls {
    private final Group group;
    private final boolean repeated;
    private final List<EventReference> events = new ArrayList<>();
    private @Nullable DistinctCount items;
    private @Nullable Facet facet;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /**
     * @param repeated whether the place was already reported for the slot
     */
    Calls(Group group, boolean repeated) {
      this.group = group;
      this.repeated = repeated;
    }

    void add(ActivityBundle bundle, int activity) {
      long time = bundle.time(activity);
      if (facet == null || time < first) {
        facet = bundle.facetOf(activity);
      }
      first = Math.min(first, time);
      last = Math.max(last, time);
      if (group.kind == Kind.READ_BACK) {
        DistinctCount count = items == null ? new DistinctCount(DistinctCount.LG_K) : items;
        for (int k = bundle.keyStart(activity); k < bundle.keyEnd()[activity]; k++) {
          count.add(bundle.keys()[k]);
        }
        if (bundle.keyStart(activity) == bundle.keyEnd()[activity]) {
          addUnnamed(bundle, activity, count);
        }
        items = count;
      }
    }

    /** A statement with parameters names no key: the record does not contain their values. */
    private static void addUnnamed(ActivityBundle bundle, int activity, DistinctCount count) {
      long returned =
          bundle.facetOf(activity).statements().stream().filter(Statement::returnsItem).count();
      for (long item = 0; item < Math.max(1, returned); item++) {
        count.add(mixed(bundle.idHash()[activity], item));
      }
    }

    Sighting sighting(ActivityBundle bundle) {
      Facet of = facet == null ? bundle.facets().get(0) : facet;
      return new Sighting(
          bundle.actor(),
          resource(bundle, of),
          of.account(),
          group.kind,
          of.operation(),
          group.place,
          first,
          last,
          items == null ? new byte[0] : items.toBytes(),
          sample());
    }

    /**
     * The events to name. One is enough for ordinary uses, of which few become part of a finding;
     * their origins are most of what a sighting sends.
     */
    private List<EventReference> sample() {
      List<EventReference> sample = EventReference.sample(events);
      boolean one = isOrdinary(group.kind) && sample.size() > 1;
      return one ? List.of(sample.get(0)) : sample;
    }
  }
}
