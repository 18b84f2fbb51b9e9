package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.Hashes;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The merged evidence of any number of signals. Merging is commutative, associative and idempotent,
 * and its size is bounded, so the result is a function of the set of signals alone: it keeps the
 * greatest count of a name, the alphabetically first fact of a name, the names of all rules, and
 * the events whose ids have the smallest hashes. Part of the state.
 *
 * @param evidence at most {@value #MAX_COUNTS} counts, {@value #MAX_FACTS} facts, among them {@link
 *     Evidence#RULE}
 * @param events hashes of the distinct event ids seen, ascending; empty if events are not counted
 *     or are too many
 * @param manyEvents true if there were more than {@value #MAX_EVENTS} events
 */
public record EpisodeEvidence(Evidence evidence, long[] events, boolean manyEvents) {
  /** Maximum number of distinct events that are counted exactly. */
  public static final int MAX_EVENTS = 1_000;

  static final int MAX_COUNTS = 32;
  static final int MAX_FACTS = 17;
  static final int MAX_FACT = 512;
  static final int MAX_ID = 128;
  static final int MAX_USER_AGENT = 1_024;

  /** Merges two values of one name. */
  @FunctionalInterface
  private interface Merging<V> {
    V merge(String name, V some, V other);
  }

  public EpisodeEvidence {
    events = events == null ? new long[0] : events;
  }

  /**
   * The evidence of one signal, truncated to the bounds, with the name of the rule or, if it has no
   * other, the finding's id. The events of rules are counted.
   */
  static EpisodeEvidence of(Evidence evidence, Analytic analytic) {
    Map<String, String> facts = cutFacts(evidence.facts());
    facts.putIfAbsent(Evidence.RULE, MatchedRules.of(analytic.id()));
    Evidence bounded =
        merge(
            new Evidence(evidence.counts(), facts, List.of()),
            new Evidence(
                Map.of(), Map.of(), evidence.events().stream().map(EpisodeEvidence::cut).toList()));
    List<String> counted = analytic.type() == Analytic.Type.RULE ? evidence.eventIds() : List.of();
    long[] events = counted.stream().mapToLong(Hashes::of).sorted().distinct().toArray();
    return bounded(bounded, events);
  }

  EpisodeEvidence merge(EpisodeEvidence other) {
    Evidence merged = merge(evidence, other.evidence);
    if (manyEvents || other.manyEvents) {
      return new EpisodeEvidence(merged, new long[0], true);
    }
    return bounded(merged, union(events, other.events));
  }

  private static EpisodeEvidence bounded(Evidence evidence, long[] events) {
    boolean many = events.length > MAX_EVENTS;
    return new EpisodeEvidence(evidence, many ? new long[0] : events, many);
  }

  /** Number of distinct events seen; a lower bound if {@link #manyEvents}. */
  long eventCount() {
    return manyEvents ? MAX_EVENTS : events.length;
  }

  private static long[] union(long[] known, long[] added) {
    boolean nothingNew =
        Arrays.stream(added).allMatch(hash -> Arrays.binarySearch(known, hash) >= 0);
    return nothingNew
        ? known
        : LongStream.concat(Arrays.stream(known), Arrays.stream(added))
            .sorted()
            .distinct()
            .toArray();
  }

  private static Evidence merge(Evidence a, Evidence b) {
    return new Evidence(
        merge(a.counts(), b.counts(), (name, some, others) -> Math.max(some, others), MAX_COUNTS),
        merge(a.facts(), b.facts(), EpisodeEvidence::fact, MAX_FACTS),
        EventReference.sample(a.events(), b.events()));
  }

  private static String fact(String name, String some, String other) {
    if (name.equals(Evidence.RULE)) {
      return MatchedRules.merge(some, other);
    }
    return some.compareTo(other) <= 0 ? some : other;
  }

  private static <V> Map<String, V> merge(
      Map<String, V> a, Map<String, V> b, Merging<V> merging, int limit) {
    TreeMap<String, V> merged = new TreeMap<>(a);
    b.forEach(
        (name, value) ->
            merged.merge(name, value, (some, other) -> merging.merge(name, some, other)));
    while (merged.size() > limit) {
      String last = merged.lastKey();
      merged.remove(last.equals(Evidence.RULE) ? merged.lowerKey(last) : last);
    }
    return merged;
  }

  private static EventReference cut(EventReference event) {
    return new EventReference(Ellipsis.cut(event.eventId(), MAX_ID), cut(event.origin()));
  }

  private static Origin cut(Origin origin) {
    return new Origin(
        Ellipsis.cut(origin.sourceIp(), MAX_ID),
        Ellipsis.cut(origin.userAgent(), MAX_USER_AGENT),
        Ellipsis.cut(origin.accessKeyId(), MAX_ID),
        Ellipsis.cut(origin.session(), MAX_ID),
        Ellipsis.cut(origin.vpcEndpointId(), MAX_ID),
        Ellipsis.cut(origin.invokedBy(), MAX_ID),
        origin.console());
  }

  private static Map<String, String> cutFacts(Map<String, String> facts) {
    Map<String, String> cut = new TreeMap<>();
    facts.forEach(
        (name, value) ->
            cut.put(
                name,
                name.equals(Evidence.RULE)
                    ? MatchedRules.of(value)
                    : Ellipsis.cut(value, MAX_FACT)));
    return cut;
  }
}
