package io.exposuremonitor.detectors.bulkread;

import static io.exposuremonitor.detectors.bulkread.Read.DAY;
import static io.exposuremonitor.detectors.bulkread.Read.HOUR;
import static io.exposuremonitor.detectors.bulkread.Read.MINUTE;
import static io.exposuremonitor.detectors.bulkread.Read.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alerts about a theft that takes weeks, each day of which is judged when it is over. */
class SlowTheftTest {
  private static final Policy POLICY = Watch.policy(Watch.SMALL);
  private static final long LATENESS = POLICY.findings().lateness().toMillis();

  private final Incidents incidents =
      new Incidents(POLICY, IncidentSettings.DEFAULT, analytic -> null);
  private final List<Finding> findings = new ArrayList<>();
  private final List<Incident> notified = new ArrayList<>();

  @Test
  void raisesOneFindingAndOneIncidentPerTheft() {
    replay(20, day -> true);

    assertThat(findings).extracting(Finding::uid).containsOnly(findings.get(0).uid());
    assertThat(findings).filteredOn(finding -> finding.phase() != Phase.UPDATED).hasSize(2);
    assertThat(findings.get(0).phase()).isEqualTo(Phase.OPENED);
    assertThat(findings.get(findings.size() - 1).phase()).isEqualTo(Phase.CLOSED);
    assertThat(findings.get(findings.size() - 1).end()).isGreaterThan(MONDAY + 19 * DAY);
    assertThat(notified)
        .extracting(Incident::change)
        .containsExactly(Change.OPENED, Change.CALMED, Change.RESOLVED);
  }

  @Test
  void keepsFindingOpenOverWeekends() {
    replay(26, day -> day % 7 < 5);

    assertThat(findings).extracting(Finding::uid).containsOnly(findings.get(0).uid());
    assertThat(notified).extracting(Incident::change).containsOnlyOnce(Change.OPENED);
  }

  @Test
  void judgesLastDayInTimeWhenLatenessHasGrown() {
    List<Read> week = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      for (int hour = 1; hour <= 12; hour++) {
        week.add(Read.scan(day * 100L + hour, MONDAY + day * DAY + hour * HOUR));
      }
    }
    Watch watch = new Watch(POLICY);
    watch.feed(week);
    watch.use(POLICY.withLateness(Duration.ofHours(6)));
    watch.wakeUntil(MONDAY + 7 * DAY + 6 * HOUR + 15 * MINUTE);

    assertThat(watch.last("low-and-slow").end()).isGreaterThan(MONDAY + 6 * DAY);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "20, 2"})
  void opensNewFindingAfterLongPause(int pause, int opened) {
    replay(20 + pause, day -> day < 10 || day >= 10 + pause);

    assertThat(findings.stream().map(Finding::uid).distinct()).hasSize(opened);
  }

  /** Feeds the signals of the given number of days, then lets time pass until all episodes end. */
  private void replay(int days, IntPredicate reads) {
    List<Read> all = new ArrayList<>();
    IntStream.range(0, days)
        .filter(reads)
        .forEach(
            day ->
                IntStream.range(0, 12)
                    .mapToObj(i -> Read.scan(day * 100L + i, MONDAY + day * DAY + (1 + i) * HOUR))
                    .forEach(all::add));
    Watch watch = Watch.over(POLICY, all);
    assertThat(watch.ids()).containsExactly("low-and-slow");
    Episodes episodes = new Episodes(Reporting.LIFE_CYCLE);
    EpisodeState state = null;
    for (Signal signal : watch.signals) {
      long arrival = (Math.floorDiv(signal.end(), DAY) + 1) * DAY + LATENESS + 15 * MINUTE;
      state = pass(episodes, state, arrival);
      state = episodes.on(state, signal, POLICY, this::take);
    }
    pass(episodes, state, MONDAY + (days + 30) * DAY);
  }

  private EpisodeState pass(Episodes episodes, EpisodeState state, long until) {
    EpisodeState open =
        state == null ? null : episodes.onTime(state, until - LATENESS, POLICY, this::take);
    incidents.onTime(until, notified::add);
    return open;
  }

  private void take(Finding finding) {
    findings.add(finding);
    incidents.on(finding, notified::add);
  }
}
