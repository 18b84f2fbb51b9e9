package io.exposuremonitor.detectors.finding;

import static io.exposuremonitor.detectors.finding.Signals.MIDNIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EpisodesPropertyTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long QUIET = 60 * MINUTE;
  private static final long LATENESS = 15 * MINUTE;
  private static final Policy POLICY =
      Signals.policy(Duration.ofMillis(QUIET), Duration.ofMillis(LATENESS));

  /** Four hours hold at most four stretches with more than an hour between them. */
  @Property(tries = 300)
  void replaysToSameFindingsDespiteOrderAndDuplicates(
      @ForAll("signals") List<Signal> signals, @ForAll Random random) {
    List<Signal> shuffled = new ArrayList<>(signals);
    for (Signal signal : signals) {
      if (random.nextInt(3) == 0) {
        shuffled.add(signal);
      }
    }
    Collections.shuffle(shuffled, random);

    assertThat(EpisodesTest.replay(POLICY, shuffled)).isEqualTo(expected(signals));
  }

  @Property(tries = 300)
  void opensAndClosesEachUidOnce(@ForAll("moments") List<Signal> signals, @ForAll Random random) {
    List<Finding> reported = live(signals, random);

    Map<String, List<Finding>> byUid = new LinkedHashMap<>();
    reported.forEach(f -> byUid.computeIfAbsent(f.uid(), uid -> new ArrayList<>()).add(f));
    for (List<Finding> revisions : byUid.values()) {
      assertThat(revisions).hasSizeGreaterThanOrEqualTo(2);
      for (int i = 0; i < revisions.size(); i++) {
        Phase expected = i == 0 ? Phase.OPENED : Phase.UPDATED;
        assertThat(revisions.get(i).phase())
            .isEqualTo(i == revisions.size() - 1 ? Phase.CLOSED : expected);
        if (i > 0 && revisions.get(i).phase() == Phase.UPDATED) {
          assertThat(hasIncreased(revisions.get(i - 1), revisions.get(i))).isTrue();
        }
      }
    }
  }

  /** The last finding of each episode in the live job equals the one of a replay. */
  @Property(tries = 300)
  void closesWithSameContentAsReplay(
      @ForAll("moments") List<Signal> signals, @ForAll Random random) {
    List<Object> closed = new ArrayList<>();
    for (Finding finding : live(signals, random)) {
      if (finding.phase() == Phase.CLOSED && finding.time() == finding.end() + QUIET) {
        closed.add(content(finding));
      }
    }
    List<Object> replayed = expected(signals).stream().map(EpisodesPropertyTest::content).toList();
    assertThat(closed).containsExactlyInAnyOrderElementsOf(replayed);
  }

  /** Feeds signals up to the lateness bound out of order, and calls timers as a watermark does. */
  private static List<Finding> live(List<Signal> signals, Random random) {
    Map<Signal, Long> arrival = new LinkedHashMap<>();
    signals.forEach(s -> arrival.put(s, s.end() + (long) (random.nextDouble() * LATENESS)));
    List<Signal> ordered = new ArrayList<>(arrival.keySet());
    ordered.sort(Comparator.comparingLong(arrival::get));

    Episodes episodes = new Episodes(Reporting.LIFE_CYCLE);
    boolean timers = random.nextBoolean();
    List<Finding> reported = new ArrayList<>();
    EpisodeState state = null;
    long watermark = Long.MIN_VALUE;
    for (Signal signal : ordered) {
      state = episodes.on(state, signal, POLICY, reported::add);
      watermark = Math.max(watermark, signal.end() - LATENESS - 1);
      while (timers && state != null && Episodes.wakeUp(state, POLICY) <= watermark) {
        state = episodes.onTime(state, Episodes.wakeUp(state, POLICY), POLICY, reported::add);
      }
    }
    while (state != null) {
      state = episodes.onTime(state, Episodes.wakeUp(state, POLICY), POLICY, reported::add);
    }
    return reported;
  }

  private static boolean hasIncreased(Finding before, Finding after) {
    return after.level().compareTo(before.level()) > 0
        || after.evidence().counts().get("magnitude") / 10
            >= Math.max(1, before.evidence().counts().get("magnitude"));
  }

  private static Object content(Finding finding) {
    return List.of(
        finding.start(),
        finding.end(),
        finding.level(),
        finding.confidence(),
        finding.message(),
        finding.evidence());
  }

  // The oracle: sorts everything, cuts at the gaps, and examines each whole episode at once.

  private static List<Finding> expected(List<Signal> signals) {
    List<Signal> sorted = new ArrayList<>(signals);
    sorted.sort(Comparator.comparingLong(Signal::start));
    List<Finding> findings = new ArrayList<>();
    List<Signal> episode = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (Signal signal : sorted) {
      if (!episode.isEmpty() && signal.start() > end + QUIET) {
        findings.add(finding(episode));
        episode.clear();
      }
      end = episode.isEmpty() ? signal.end() : Math.max(end, signal.end());
      episode.add(signal);
    }
    findings.add(finding(episode));
    return findings;
  }

  private static Finding finding(List<Signal> signals) {
    Signal lead =
        Collections.min(
            signals,
            Comparator.comparing(Signal::level, Comparator.reverseOrder())
                .thenComparing(Signal::magnitude, Comparator.reverseOrder())
                .thenComparing(Signal::message));
    long start = signals.stream().mapToLong(Signal::start).min().getAsLong();
    long end = signals.stream().mapToLong(Signal::end).max().getAsLong();
    long quarter = 15 * MINUTE;
    return new Finding(
        StableId.of(
            lead.analytic().id(),
            lead.actor().id(),
            lead.resource(),
            Long.toString(start - start % quarter)),
        Phase.OPENED,
        lead.analytic(),
        lead.level(),
        signals.stream().map(Signal::confidence).max(Comparator.naturalOrder()).orElseThrow(),
        lead.actor(),
        lead.resource(),
        lead.account(),
        lead.region(),
        end,
        start,
        end,
        lead.message(),
        evidence(signals),
        false);
  }

  private static Evidence evidence(List<Signal> signals) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, String> facts = new TreeMap<>();
    TreeSet<String> rules = new TreeSet<>();
    Map<String, EventReference> events = new HashMap<>();
    for (Signal signal : signals) {
      signal.evidence().counts().forEach((name, n) -> counts.merge(name, n, Math::max));
      signal
          .evidence()
          .facts()
          .forEach((name, text) -> facts.merge(name, text, (a, b) -> a.compareTo(b) < 0 ? a : b));
      signal.evidence().events().forEach(event -> events.put(event.eventId(), event));
      rules.add(signal.evidence().facts().getOrDefault(Evidence.RULE, signal.analytic().id()));
    }
    if (!rules.equals(Set.of(signals.get(0).analytic().id()))) {
      facts.put(
          Evidence.RULE,
          rules.stream().limit(EpisodeEvidence.MAX_RULES).collect(Collectors.joining(", ")));
    }
    if (signals.get(0).analytic().type() == Analytic.Type.RULE) {
      counts.put("events", (long) events.size());
    }
    return new Evidence(
        counts,
        facts,
        events.values().stream()
            .sorted(Comparator.comparing(event -> IdHash.of(event.eventId())))
            .limit(Evidence.MAX_EVENTS)
            .sorted(Comparator.comparing(EventReference::eventId))
            .toList());
  }

  @Provide
  Arbitrary<List<Signal>> signals() {
    return Arbitraries.of(Signals.SCAN, Signals.EXPORT)
        .flatMap(analytic -> signal(analytic, 30).list().ofMinSize(1).ofMaxSize(25));
  }

  /** Behavioural signals of no duration, all different. */
  @Provide
  Arbitrary<List<Signal>> moments() {
    return signal(Signals.SCAN, 0).list().ofMinSize(1).ofMaxSize(25).uniqueElements();
  }

  private static Arbitrary<Signal> signal(Analytic analytic, int longestMinutes) {
    Arbitrary<Evidence> evidence =
        Combinators.combine(
                Arbitraries.maps(
                        Arbitraries.of("pages", "keys", "tables"),
                        Arbitraries.longs().between(0, 20))
                    .ofMaxSize(3),
                Arbitraries.maps(
                        Arbitraries.of("bucket", "shape", Evidence.RULE),
                        Arbitraries.strings().withCharRange('a', 'k').ofLength(1))
                    .ofMaxSize(3),
                Arbitraries.integers()
                    .between(0, 40)
                    .map(i -> new EventReference("id-" + i, Signals.origin(i % 9)))
                    .list()
                    .ofMaxSize(Evidence.MAX_EVENTS))
            .as(Evidence::new);
    return Combinators.combine(
            Arbitraries.longs().between(0, 240 - longestMinutes),
            Arbitraries.longs().between(0, longestMinutes),
            Arbitraries.of(Level.class),
            Arbitraries.of(1L, 2L, 15L, 20L, 150L, 5_000L),
            Arbitraries.of("m1", "m2", "m3"),
            evidence)
        .as(
            (start, minutes, level, magnitude, message, gathered) ->
                Signals.signal(
                    analytic,
                    MIDNIGHT + start * MINUTE,
                    MIDNIGHT + (start + minutes) * MINUTE,
                    level,
                    magnitude,
                    message,
                    withMagnitude(gathered, magnitude)));
  }

  /** Lets a finding show the magnitude with which it was reported. */
  private static Evidence withMagnitude(Evidence evidence, long magnitude) {
    Map<String, Long> counts = new TreeMap<>(evidence.counts());
    counts.put("magnitude", magnitude);
    return new Evidence(counts, evidence.facts(), evidence.events());
  }
}
