package io.exposuremonitor.detectors.finding;

import static io.exposuremonitor.detectors.finding.Signals.at;
import static io.exposuremonitor.detectors.finding.Signals.export;
import static io.exposuremonitor.detectors.finding.Signals.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exposuremonitor.detectors.activity.Origin;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  /** Quiet time 6 h, lateness 15 min. */
  private static final Policy POLICY = Policy.defaults();

  private final List<Finding> findings = new ArrayList<>();
  private EpisodeState state;

  @Test
  void opensWithTheFirstSignalAndClosesAfterTheQuietTime() {
    Episodes episodes = new Episodes(Reporting.LIFE_CYCLE);
    Signal signal = scan("01:00", Level.HIGH, 100);
    take(episodes, signal);
    state = episodes.onTime(state, at("07:00") - 1, POLICY, findings::add);
    assertThat(findings).hasSize(1);
    assertThat(state).isNotNull();
    assertThat(Episodes.wakeUp(state, POLICY)).isEqualTo(at("07:00"));

    state = episodes.onTime(state, at("07:00"), POLICY, findings::add);

    assertThat(state).isNull();
    assertThat(findings)
        .extracting(Finding::phase, Finding::time, Finding::start, Finding::end)
        .containsExactly(
            tuple(Phase.OPENED, at("01:00"), at("01:00"), at("01:00")),
            tuple(Phase.CLOSED, at("07:00"), at("01:00"), at("01:00")));
    assertThat(findings.get(0))
        .isEqualTo(
            new Finding(
                findings.get(1).uid(),
                Phase.OPENED,
                signal.analytic(),
                Level.HIGH,
                signal.confidence(),
                signal.actor(),
                signal.resource(),
                signal.account(),
                signal.region(),
                signal.end(),
                signal.start(),
                signal.end(),
                signal.message(),
                signal.evidence(),
                false));
  }

  @Test
  void isUpdatedWhenTheLevelRisesOrTheMagnitudeGrowsTenfold() {
    take(
        new Episodes(Reporting.LIFE_CYCLE),
        scan("01:00", Level.MEDIUM, 100),
        scan("01:01", Level.MEDIUM, 999),
        scan("01:02", Level.LOW, 1_000),
        scan("01:03", Level.HIGH, 1_001),
        scan("01:04", Level.HIGH, 10_009),
        scan("01:05", Level.HIGH, 10_010));
    assertThat(findings)
        .extracting(Finding::phase, Finding::time, Finding::level, Finding::message)
        .containsExactly(
            tuple(Phase.OPENED, at("01:00"), Level.MEDIUM, "100 pages of orders read"),
            tuple(Phase.UPDATED, at("01:02"), Level.MEDIUM, "999 pages of orders read"),
            tuple(Phase.UPDATED, at("01:03"), Level.HIGH, "1001 pages of orders read"),
            tuple(Phase.UPDATED, at("01:05"), Level.HIGH, "10010 pages of orders read"));
    assertThat(findings).extracting(Finding::uid).containsOnly(findings.get(0).uid());
  }

  @Test
  void countsTheDistinctEventsOfARuleAsItsMagnitude() {
    Episodes episodes = new Episodes(Reporting.LIFE_CYCLE);
    for (int i = 0; i < 1_001; i++) {
      take(episodes, export(at("01:00") + i, "event-" + i), export(at("01:00") + i, "event-" + i));
    }
    state = episodes.onTime(state, Long.MAX_VALUE, POLICY, findings::add);

    assertThat(findings)
        .extracting(
            Finding::phase,
            finding -> finding.evidence().counts().get("events"),
            finding -> finding.evidence().facts().get("events_counted"))
        .containsExactly(
            tuple(Phase.OPENED, 1L, null),
            tuple(Phase.UPDATED, 10L, null),
            tuple(Phase.UPDATED, 100L, null),
            tuple(Phase.UPDATED, 1_000L, null),
            tuple(Phase.CLOSED, 1_000L, "at least"));
    assertThat(findings.get(4).evidence().eventIds()).hasSize(Evidence.MAX_EVENTS).isSorted();
  }

  @Test
  void closesEpisodeOnMuchLaterSignal() {
    take(
        new Episodes(Reporting.LIFE_CYCLE),
        scan("01:00", Level.HIGH, 100),
        scan("07:00", Level.HIGH, 100), // the quiet time is not over: the same episode
        scan("37:00", Level.HIGH, 100));
    assertThat(findings)
        .extracting(Finding::phase, Finding::time, Finding::start, Finding::end)
        .containsExactly(
            tuple(Phase.OPENED, at("01:00"), at("01:00"), at("01:00")),
            tuple(Phase.CLOSED, at("13:00"), at("01:00"), at("07:00")),
            tuple(Phase.OPENED, at("37:00"), at("37:00"), at("37:00")));
    assertThat(findings.get(2).uid()).isNotEqualTo(findings.get(0).uid());
  }

  @Test
  void waitsForLateSignalsBeforeClosingForNewerOne() {
    take(
        new Episodes(Reporting.LIFE_CYCLE),
        scan("01:00", Level.HIGH, 100),
        scan("07:10", Level.HIGH, 100),
        scan("06:56", Level.CRITICAL, 100)); // 14 minutes late; bridges the two
    assertThat(findings)
        .extracting(Finding::phase, Finding::start, Finding::end, Finding::level)
        .containsExactly(
            tuple(Phase.OPENED, at("01:00"), at("01:00"), Level.HIGH),
            tuple(Phase.OPENED, at("07:10"), at("07:10"), Level.HIGH),
            tuple(Phase.CLOSED, at("07:10"), at("07:10"), Level.HIGH),
            tuple(Phase.UPDATED, at("01:00"), at("07:10"), Level.CRITICAL));
    assertThat(findings.get(2).uid()).isEqualTo(findings.get(1).uid());
    assertThat(findings.get(3).uid()).isEqualTo(findings.get(0).uid());
    assertThat(state.open()).hasSize(1);
  }

  @Test
  void aSignalAsLateAsTheBoundStillBridges() {
    take(
        new Episodes(Reporting.LIFE_CYCLE),
        scan("01:00", Level.HIGH, 100),
        scan("07:15", Level.HIGH, 100),
        scan("07:00", Level.HIGH, 100)); // as late as may be, and near by just the quiet time
    assertThat(findings)
        .extracting(Finding::phase, Finding::time, Finding::start)
        .containsExactly(
            tuple(Phase.OPENED, at("01:00"), at("01:00")),
            tuple(Phase.OPENED, at("07:15"), at("07:15")),
            tuple(Phase.CLOSED, at("07:15"), at("07:15")));
    assertThat(state.open()).hasSize(1);
  }

  @Test
  void reportsEverySignalOfADetectionOfWholeDaysAsOneEpisode() {
    Analytic slow =
        new Analytic(
            "bulk-read.low-and-slow", "Read slowly", Analytic.Type.BEHAVIORAL, List.of(), "");
    for (String time : List.of("00:00", "96:00")) {
      take(
          new Episodes(Reporting.LIFE_CYCLE),
          Signals.signal(
              slow,
              at(time),
              at(time),
              Level.HIGH,
              1,
              "read",
              scan(time, Level.LOW, 1).evidence()));
    }
    assertThat(findings)
        .extracting(Finding::phase, Finding::start)
        .containsExactly(tuple(Phase.OPENED, at("00:00")), tuple(Phase.UPDATED, at("00:00")));
  }

  @Test
  void hasTheHighestConfidenceOfItsSignals() {
    for (Signal.Confidence confidence :
        List.of(Signal.Confidence.LOW, Signal.Confidence.HIGH, Signal.Confidence.MEDIUM)) {
      take(
          new Episodes(Reporting.FINAL),
          Signal.of(Signals.SCAN, Level.HIGH, confidence)
              .about(Signals.ADMIN, Signals.ORDERS, "111122223333", "eu-west-1")
              .during(at("01:00"), at("01:00"))
              .saying(1, "read", scan("01:00", Level.HIGH, 1).evidence()));
    }
    assertThat(state.open())
        .extracting(Episode::confidence)
        .containsExactly(Signal.Confidence.HIGH);
  }

  @Test
  void keepsThatAnEventCameFromTheConsole() {
    Origin console = new Origin("192.0.2.1", "Mozilla/5.0", "", "s", "vpce-1", "by", true);
    Evidence evidence = new Evidence(Map.of(), Map.of(), List.of(new EventReference("e", console)));
    take(
        new Episodes(Reporting.LIFE_CYCLE),
        Signals.signal(Signals.SCAN, at("01:00"), at("01:00"), Level.HIGH, 1, "read", evidence));

    assertThat(findings.get(0).evidence().events())
        .extracting(EventReference::origin)
        .containsExactly(console);
  }

  @Test
  void updatesARuleWhoseMagnitudeGrowsBeyondItsEvents() {
    Episodes episodes = new Episodes(Reporting.LIFE_CYCLE);
    for (long magnitude : new long[] {0, 0, 9, 10}) {
      take(
          episodes,
          Signals.signal(
              Signals.EXPORT,
              at("01:00"),
              at("01:00"),
              Level.HIGH,
              magnitude,
              "exported",
              export(at("01:00"), "event").evidence()));
    }
    assertThat(findings).extracting(Finding::phase).containsExactly(Phase.OPENED, Phase.UPDATED);
  }

  @Test
  void doesNotRepeatAFindingOfNoMagnitude() {
    take(
        new Episodes(Reporting.LIFE_CYCLE),
        scan("01:00", Level.HIGH, 0),
        scan("01:01", Level.HIGH, 0));
    assertThat(findings).hasSize(1);
  }

  /** Otherwise the number of events would fall when an episode absorbs a larger one. */
  @Test
  void manyEventsStayManyWhicheverEpisodeHasThem() {
    EpisodeEvidence one = gathered("event");
    EpisodeEvidence many = one;
    for (int i = 0; i <= EpisodeEvidence.MAX_EVENTS; i++) {
      many = many.merge(gathered("event-" + i));
    }
    assertThat(one.merge(many).eventCount()).isEqualTo(EpisodeEvidence.MAX_EVENTS);
    assertThat(one.merge(many).manyEvents()).isTrue();
    assertThat(many.merge(one).manyEvents()).isTrue();
  }

  @Test
  void opensSeparateEpisodeForSignalOlderThanQuietTime() {
    take(
        new Episodes(Reporting.FINAL),
        scan("12:00", Level.HIGH, 100),
        scan(at("06:00"), at("06:00"), Level.HIGH, 100), // by just the quiet time: joins
        scan(at("00:00") - 1, at("00:00") - 1, Level.HIGH, 100)); // by a millisecond more
    assertThat(state.open())
        .extracting(Episode::start, Episode::end)
        .containsExactly(tuple(at("06:00"), at("12:00")), tuple(at("00:00") - 1, at("00:00") - 1));
  }

  @Test
  void keepsUidForAnyOrderWithinQuarterHour() {
    take(new Episodes(Reporting.LIFE_CYCLE), scan("01:14", Level.HIGH, 1));
    state = null;
    take(new Episodes(Reporting.LIFE_CYCLE), scan("01:00", Level.HIGH, 1));
    state = null;
    take(new Episodes(Reporting.LIFE_CYCLE), scan("01:15", Level.HIGH, 1));
    assertThat(findings.get(1).uid()).isEqualTo(findings.get(0).uid());
    assertThat(findings.get(2).uid()).isNotEqualTo(findings.get(0).uid());
    state = null;
    take(new Episodes(Reporting.LIFE_CYCLE), scan(at("01:05"), at("01:40"), Level.HIGH, 1));
    assertThat(findings.get(3).uid()).isEqualTo(findings.get(0).uid());
  }

  @Test
  void keepsLiveUidOnEarlierSignalAndCorrectsItInReplay() {
    Signal early = scan("00:59", Level.HIGH, 1);
    Signal late = scan("01:01", Level.HIGH, 1);
    Episodes live = new Episodes(Reporting.LIFE_CYCLE);
    take(live, late, early);
    live.onTime(state, Long.MAX_VALUE, POLICY, findings::add);
    assertThat(findings).extracting(Finding::phase).containsExactly(Phase.OPENED, Phase.CLOSED);
    assertThat(findings.get(1).uid()).isEqualTo(findings.get(0).uid());
    assertThat(findings.get(1).start()).isEqualTo(early.start());

    List<Finding> replayed = replay(POLICY, List.of(late, early));

    assertThat(replayed).isEqualTo(replay(POLICY, List.of(early, late)));
    assertThat(replayed).extracting(Finding::uid).isNotEqualTo(List.of(findings.get(0).uid()));
    assertThat(replayed)
        .extracting(Finding::uid)
        .isEqualTo(replay(POLICY, List.of(early)).stream().map(Finding::uid).toList());
  }

  @Test
  void derivesUidFromAnalyticActorResourceAndTime() {
    Signal signal = scan("01:00", Level.HIGH, 1);
    String uid = replay(POLICY, List.of(signal)).get(0).uid();
    assertThat(uid).isEqualTo("967fa451-daf4-8aef-abd4-f2af2efa9576");
    assertThat(uid).isEqualTo(UUID.fromString(uid).toString());
    assertThat(UUID.fromString(uid).version()).isEqualTo(8);
    assertThat(UUID.fromString(uid).variant()).isEqualTo(2);
    assertThat(StableId.of("ab", "c")).isNotEqualTo(StableId.of("a", "bc"));
  }

  @Test
  void evictsLeastRecentlyUpdatedEpisodeBeyondLimit() {
    Episodes episodes = new Episodes(Reporting.FINAL);
    take(
        episodes,
        scan("00:00", Level.HIGH, 1),
        scan("24:00", Level.HIGH, 1),
        scan("48:00", Level.HIGH, 1),
        scan("72:00", Level.HIGH, 1),
        scan("00:30", Level.HIGH, 1));
    assertThat(findings).isEmpty();
    assertThat(Episodes.wakeUp(state, POLICY)).isEqualTo(at("06:30"));

    take(episodes, scan("96:00", Level.HIGH, 1));

    assertThat(findings)
        .extracting(Finding::phase, Finding::start)
        .containsExactly(tuple(Phase.OPENED, at("24:00")));
    assertThat(state.open()).hasSize(EpisodeState.MAX_OPEN);
    state = episodes.onTime(state, Long.MAX_VALUE, POLICY, findings::add);
    assertThat(state).isNull();
    assertThat(findings)
        .extracting(Finding::start)
        .containsExactly(at("24:00"), at("00:00"), at("48:00"), at("72:00"), at("96:00"));
  }

  @Test
  void mergesEpisodesStartingInSameQuarterHour() {
    Policy hasty = Signals.policy(Duration.ofMinutes(1), Duration.ZERO);
    assertThat(replay(hasty, List.of(scan("01:00", Level.HIGH, 1), scan("01:14", Level.HIGH, 1))))
        .hasSize(1);
  }

  @Test
  void namesAllRulesThatMatched() {
    List<Finding> found =
        replay(
            POLICY,
            Stream.of("export.second", "export.first", "export.second")
                .map(rule -> Signals.export(at("01:00"), rule, Map.of(Evidence.RULE, rule)))
                .toList());

    assertThat(found)
        .singleElement()
        .extracting(finding -> finding.evidence().facts().get(Evidence.RULE))
        .isEqualTo("export.first, export.second");
    assertThat(replay(POLICY, List.of(Signals.export(at("01:00"), "e"))))
        .singleElement()
        .extracting(finding -> finding.evidence().facts())
        .as("none but that of the finding's id")
        .isEqualTo(Map.of("bucket", "loot"));
  }

  @Test
  void acceptsSignalWithSwappedTimes() {
    take(new Episodes(Reporting.FINAL), scan(at("02:00"), at("01:00"), Level.HIGH, 1));
    assertThat(state.open())
        .extracting(Episode::start, Episode::end)
        .containsExactly(tuple(at("01:00"), at("02:00")));
  }

  @Test
  void keysByAnalyticActorAndResource() {
    Signal signal = scan("01:00", Level.HIGH, 1);
    assertThat(Episodes.key(signal))
        .isEqualTo("bulk-read.table-scan\narn:aws:iam::111122223333:role/Admin\n" + Signals.ORDERS);
  }

  @Test
  void typicalStateTakesAboutOneKilobyte() {
    Episodes episodes = new Episodes(Reporting.LIFE_CYCLE);
    for (int pages = 100; pages < 200; pages++) {
      take(episodes, scan(at("01:00") + pages, at("01:00") + pages, Level.HIGH, pages));
    }
    assertThat(Sizes.of(state)).isBetween(500L, 1_100L);
  }

  @Test
  void stateIsBounded() {
    Episodes episodes = new Episodes(Reporting.FINAL);
    String text = "x".repeat(5_000);
    for (int i = 0; i < 1_000; i++) {
      int n = i;
      Map<String, Long> counts = Map.of("count_" + n, 1L, "count_" + n + 'b', 2L);
      Map<String, String> facts =
          Map.of("fact_" + n, n + text, "fact_" + n + 'b', text, Evidence.RULE, n + text);
      Origin origin = new Origin(n + text, text, text, text, text, text, false);
      List<EventReference> events =
          IntStream.range(0, 5)
              .mapToObj(id -> new EventReference(n + "-" + id + text.substring(0, 30), origin))
              .toList();
      take(
          episodes,
          Signals.signal(
              n < 200 ? Signals.EXPORT : Signals.SCAN,
              at("24:00") + n,
              at("24:00") + n,
              Level.HIGH,
              n,
              text,
              new Evidence(counts, facts, events)));
      assertThat(Sizes.of(state.open().get(0))).isLessThan(EpisodeState.MAX_EPISODE_BYTES);
    }
    assertThat(state.open()).hasSize(1);
  }

  private static EpisodeEvidence gathered(String event) {
    Signal export = export(at("01:00"), event);
    return EpisodeEvidence.of(export.evidence(), export.analytic());
  }

  private void take(Episodes episodes, Signal... signals) {
    for (Signal signal : signals) {
      state = episodes.on(state, signal, POLICY, findings::add);
    }
  }

  /** All findings of a replay, in which no timers fire before the end. */
  static List<Finding> replay(Policy policy, List<Signal> signals) {
    Episodes episodes = new Episodes(Reporting.FINAL);
    List<Finding> findings = new ArrayList<>();
    EpisodeState state = null;
    for (Signal signal : signals) {
      state = episodes.on(state, signal, policy, findings::add);
    }
    if (state != null) {
      assertThat(episodes.onTime(state, Long.MAX_VALUE, policy, findings::add)).isNull();
    }
    return findings;
  }
}
