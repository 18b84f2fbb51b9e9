package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.SlotSample;
import java.util.Comparator;

/**
 * One event of one of a table's actors. State: stored as it is.
 *
 * @param time epoch milliseconds
 * @param keyed whether it read by key, and not page by page
 * @param actor hash of the actor's id
 * @param hash of the event id
 * @param eventId CloudTrail's id of it
 */
public record SampledActor(long time, boolean keyed, long actor, long hash, String eventId) {
  /** Actors of which an event is kept in each slot. */
  static final int ACTORS = 4;

  private static final Comparator<SampledActor> BY_ACTOR =
      Comparator.comparingLong(SampledActor::actor)
          .thenComparingLong(SampledActor::hash)
          .thenComparing(SampledActor::eventId)
          .thenComparingLong(SampledActor::time)
          .thenComparing(SampledActor::keyed);

  static SampledActor of(ReadEvent read, String actor) {
    String id = read.event().eventId();
    boolean keyed = read.path().isKeyed();
    return new SampledActor(read.time(), keyed, IdHash.of(actor), IdHash.of(id), id);
  }

  /** One event for each actor, so that the busiest of them leaves room for others. */
  static final class Order implements SlotSample.Order<SampledActor> {
    @Override
    public long time(SampledActor read) {
      return read.time;
    }

    @Override
    public Object group(SampledActor read) {
      return read.keyed;
    }

    @Override
    public Object name(SampledActor read) {
      return read.actor;
    }

    @Override
    public int compare(SampledActor one, SampledActor other) {
      return BY_ACTOR.compare(one, other);
    }
  }
}
