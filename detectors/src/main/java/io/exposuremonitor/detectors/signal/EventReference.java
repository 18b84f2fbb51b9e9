package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One event that a signal rests on, to look up in the logs. Part of the state.
 *
 * @param eventId CloudTrail's id of it; empty when the record gives none
 * @param origin where the call came from
 */
public record EventReference(String eventId, Origin origin) {
  /**
   * Which of many events are named: those whose ids have the smallest hashes. So a sample of
   * samples is the sample of all, whatever the order and the repetition.
   */
  private static final Comparator<EventReference> ORDER =
      Comparator.comparingLong((EventReference event) -> IdHash.of(event.eventId))
          .thenComparing(EventReference::eventId)
          .thenComparing(event -> event.origin.toString());

  /** The events of a collection that stand for all, at most {@link Evidence#MAX_EVENTS}. */
  public static List<EventReference> sample(Collection<EventReference> events) {
    Map<String, EventReference> distinct = new LinkedHashMap<>();
    events.stream().sorted(ORDER).forEach(event -> distinct.putIfAbsent(event.eventId, event));
    return distinct.values().stream().limit(Evidence.MAX_EVENTS).toList();
  }

  /** The same over two collections. */
  public static List<EventReference> sample(
      Collection<EventReference> some, Collection<EventReference> others) {
    List<EventReference> all = new ArrayList<>(some);
    all.addAll(others);
    return sample(all);
  }
}
