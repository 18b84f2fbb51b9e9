package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.Hashes;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The merged evidence of any number of signals. Merging is commutative, associative and idempotent,
 * and its size is bounded, so the result is a function of the set of signals alone: it keeps the
 * greatest count of a name, the alphabetically first fact of a name, the alphabetically first
 * rules, and the events whose ids have the smallest hashes. Part of the state.
 *
 * @param evidence at most {@value #MAX_COUNTS} counts, {@value #MAX_FACTS} facts
 * @param rules names of the rules that matched, sorted; the finding's id stands for a detector and
 *     for a rule without another name. The first {@value #MAX_RULES}
 * @param events hashes of the distinct event ids seen, ascending; empty if events are not counted
 *     or are too many
 * @param manyEvents true if there were more than {@value #MAX_EVENTS} events
 */
public record EpisodeEvidence(
    Evidence evidence, List<String> rules, long[] events, boolean manyEvents) {
  /** Maximum number of distinct events that are counted exactly. */
  public static final int MAX_EVENTS = 1_000;

  static final int MAX_COUNTS = 32;
  static final int MAX_FACTS = 16;
  static final int MAX_FACT = 512;
  static final int MAX_RULES = 12;
  static final int MAX_ID = 128;
  static final int MAX_USER_AGENT = 1_024;

  public EpisodeEvidence {
    rules = rules == null ? List.of() : List.copyOf(rules);
    events = events == null ? new long[0] : events;
  }

  /** The evidence of one signal, truncated to the bounds. The events of rules are counted. */
  static EpisodeEvidence of(Evidence evidence, Analytic analytic) {
    Map<String, String> facts = cutFacts(evidence.facts());
    String rule = facts.remove(Evidence.RULE);
    Evidence bounded =
        merge(
            new Evidence(evidence.counts(), facts, List.of()),
            new Evidence(
                Map.of(), Map.of(), evidence.events().stream().map(EpisodeEvidence::cut).toList()));
    List<String> counted = analytic.type() == Analytic.Type.RULE ? evidence.eventIds() : List.of();
    long[] events = counted.stream().mapToLong(Hashes::of).sorted().distinct().toArray();
    return bounded(bounded, List.of(rule == null ? analytic.id() : rule), events);
  }

  EpisodeEvidence merge(EpisodeEvidence other) {
    Evidence merged = merge(evidence, other.evidence);
    List<String> allRules = union(rules, other.rules);
    if (manyEvents || other.manyEvents) {
      return new EpisodeEvidence(merged, allRules, new long[0], true);
    }
    return bounded(merged, allRules, union(events, other.events));
  }

  private static List<String> union(List<String> some, List<String> others) {
    return some.equals(others)
        ? some
        : Stream.concat(some.stream(), others.stream())
            .sorted()
            .distinct()
            .limit(MAX_RULES)
            .toList();
  }

  private static EpisodeEvidence bounded(Evidence evidence, List<String> rules, long[] events) {
    boolean many = events.length > MAX_EVENTS;
    return new EpisodeEvidence(evidence, rules, many ? new long[0] : events, many);
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
        merge(a.counts(), b.counts(), Math::max, MAX_COUNTS),
        merge(a.facts(), b.facts(), BinaryOperator.minBy(Comparator.naturalOrder()), MAX_FACTS),
        EventReference.sample(a.events(), b.events()));
  }

  private static <V> Map<String, V> merge(
      Map<String, V> a, Map<String, V> b, BinaryOperator<V> choice, int limit) {
    TreeMap<String, V> merged = new TreeMap<>(a);
    b.forEach((name, value) -> merged.merge(name, value, choice));
    while (merged.size() > limit) {
      merged.pollLastEntry();
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
    facts.forEach((name, value) -> cut.put(name, Ellipsis.cut(value, MAX_FACT)));
    return cut;
  }
}
