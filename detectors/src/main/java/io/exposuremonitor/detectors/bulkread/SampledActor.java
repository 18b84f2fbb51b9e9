package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.Sampled;
import java.util.Comparator;

/**
 * A sampled event of one of a table's actors: one per actor, so that the busiest actor doesn't
 * displace the others. Part of the state.
 *
 * @param time epoch milliseconds
 * @param keyed true if it read by key, false if page by page
 * @param actor hash of the actor's id
 * @param hash hash of the event id
 * @param eventId CloudTrail's event id
 */
public record SampledActor(long time, boolean keyed, long actor, long hash, String eventId)
    implements Sampled<SampledActor>, Comparable<SampledActor> {
  /** Actors sampled per slot. */
  static final int ACTORS = 4;

  private static final Comparator<SampledActor> OF_ONE_ACTOR =
      Comparator.comparingLong(SampledActor::hash)
          .thenComparing(SampledActor::eventId)
          .thenComparingLong(SampledActor::time)
          .thenComparing(SampledActor::keyed);

  static SampledActor of(ReadEvent read, long actor) {
    return new SampledActor(
        read.time(), read.path().isKeyed(), actor, read.hash(), read.event().eventId());
  }

  @Override
  public Boolean group() {
    return keyed;
  }

  @Override
  public boolean isNamesake(SampledActor other) {
    return actor == other.actor;
  }

  @Override
  public int compareTo(SampledActor other) {
    return actor == other.actor
        ? OF_ONE_ACTOR.compare(this, other)
        : Long.compare(actor, other.actor);
  }
}
