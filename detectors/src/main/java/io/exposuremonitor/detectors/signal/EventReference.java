package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * An event in the evidence of a signal, to look up in the logs. Part of the state.
 *
 * @param eventId CloudTrail's event id; empty when the record has none
 * @param origin where the call came from
 */
public record EventReference(String eventId, Origin origin) {
  /**
   * Selects at most {@link Evidence#MAX_EVENTS} events: those whose ids have the smallest hashes. A
   * sample of samples is therefore the sample of all events, independent of order and repetition.
   */
  public static List<EventReference> sample(Collection<EventReference> events) {
    if (events.size() <= 1) {
      return List.copyOf(events);
    }
    List<Candidate> candidates = new ArrayList<>(events.size());
    for (EventReference event : events) {
      candidates.add(new Candidate(IdHash.of(event.eventId), event));
    }
    candidates.sort(Candidate.ORDER);
    List<EventReference> first = new ArrayList<>(Evidence.MAX_EVENTS);
    String before = null;
    for (int i = 0; i < candidates.size() && first.size() < Evidence.MAX_EVENTS; i++) {
      EventReference event = candidates.get(i).event;
      if (!event.eventId.equals(before)) {
        first.add(event);
        before = event.eventId;
      }
    }
    return List.copyOf(first);
  }

  /** Samples the events of two collections. */
  public static List<EventReference> sample(
      Collection<EventReference> some, Collection<EventReference> others) {
    List<EventReference> all = new ArrayList<>(some);
    all.addAll(others);
    return sample(all);
  }

  /** An event with the hash of its id, computed once. */
  private record Candidate(long hash, EventReference event) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingLong(Candidate::hash)
            .thenComparing(candidate -> candidate.event.eventId)
            .thenComparing(candidate -> candidate.event.origin, Candidate::compareOrigins);

    /** Compares texts only when needed: copies of an event mostly have equal origins. */
    private static int compareOrigins(Origin origin, Origin other) {
      return origin.equals(other) ? 0 : origin.toString().compareTo(other.toString());
    }
  }
}
