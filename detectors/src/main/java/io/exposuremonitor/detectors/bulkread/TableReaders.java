package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.bulkread.DistributedReadState.ActorReads;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The actors that read a table: a view that works in place on a list of a detector's state. Not
 * thread-safe.
 *
 * <p>At most {@value DistributedReadDetector#MAX_ACTORS} actors are distinguished. A further one
 * replaces the one that read least, whose reads are added to {@link
 * DistributedReadDetector#OTHERS}. Actors that read much are therefore known by name, and the
 * others are known by the sum of their reads and their approximate number.
 */
final class TableReaders {
  private static final int ACTOR_SKETCH = 0;

  /** Few bytes in each slot; exact up to 15. */
  private static final int ACTORS_LG_K = 7;

  private final List<ActorReads> actors;

  TableReaders(List<ActorReads> actors) {
    this.actors = actors;
  }

  /**
   * The counts of an actor.
   *
   * @param floors floor of each measure
   */
  ActorReads of(Actor actor, BulkReadThresholds floors) {
    ActorReads known = find(actor);
    if (known != null) {
      return known;
    }
    ActorReads others = find(DistributedReadDetector.OTHERS);
    int named = actors.size() - (others == null ? 0 : 1);
    if (named >= DistributedReadDetector.MAX_ACTORS) {
      ActorReads least = least(floors);
      actors.remove(least);
      mergeIntoOthers(least, others == null ? add(DistributedReadDetector.OTHERS) : others);
    }
    return add(actor);
  }

  /** The number of actors behind an entry within a window: more than one only for the others. */
  static int actors(ActorReads reads, Span span, long lastSlot) {
    return reads.actor().equals(DistributedReadDetector.OTHERS)
        ? (int) Math.max(1, series(span, reads).distinct(lastSlot, ACTOR_SKETCH))
        : 1;
  }

  static SlotSeries series(Span span, ActorReads reads) {
    return new SlotSeries(span == Span.HOUR ? reads.hours() : reads.days(), span.window);
  }

  private @Nullable ActorReads find(Actor actor) {
    for (ActorReads reads : actors) {
      if (reads.actor().equals(actor)) {
        return reads;
      }
    }
    return null;
  }

  private ActorReads add(Actor actor) {
    ActorReads reads = new ActorReads(actor, new ArrayList<>(), new ArrayList<>());
    actors.add(reads);
    return reads;
  }

  /**
   * Bare accounts are replaced last: their reads may be copies of others', which is only
   * recognisable while they are distinguished.
   */
  private ActorReads least(BulkReadThresholds floors) {
    return actors.stream()
        .filter(reads -> !reads.actor().equals(DistributedReadDetector.OTHERS))
        .min(
            Comparator.comparing((ActorReads reads) -> reads.actor().kind() == Actor.Kind.ACCOUNT)
                .thenComparingDouble(reads -> amount(reads, floors))
                .thenComparing(reads -> reads.actor().id()))
        .orElseThrow();
  }

  /** An actor's reads over the days, in multiples of the floors. */
  private static double amount(ActorReads reads, BulkReadThresholds floors) {
    double pages = SlotSeries.sum(reads.days(), ReadAmount.PAGES.index);
    double keys = SlotSeries.sum(reads.days(), ReadAmount.KEYS.index);
    return pages / Math.max(1, floors.scanPages().day())
        + keys / Math.max(1, floors.distinctKeys().day());
  }

  private static void mergeIntoOthers(ActorReads one, ActorReads others) {
    DistinctCount actor = new DistinctCount(ACTORS_LG_K);
    actor.add(IdHash.of(one.actor().id()));
    byte[][] sketch = {actor.toBytes()};
    for (Span span : List.of(Span.HOUR, Span.DAY)) {
      SlotSeries together = series(span, others);
      for (Slot slot : span == Span.HOUR ? one.hours() : one.days()) {
        together.add(new Slot(slot.first(), slot.span(), slot.sums(), sketch), ACTORS_LG_K);
      }
    }
  }
}
