package io.exposuremonitor.detectors.incident;

import static io.exposuremonitor.detectors.incident.Findings.at;
import static io.exposuremonitor.detectors.incident.Findings.finding;
import static io.exposuremonitor.detectors.incident.Findings.role;
import static io.exposuremonitor.detectors.incident.Findings.session;
import static io.exposuremonitor.detectors.incident.Findings.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IncidentsPropertyTest {
  private static final long RESOLVE = IncidentSettings.DEFAULT.resolveAfter().toMillis();
  private static final Actor ACCOUNT =
      new Actor(Actor.Kind.ACCOUNT, Findings.ACCOUNT, Findings.ACCOUNT);

  /** Few enough that no bound is reached. */
  @Provide
  Arbitrary<List<Finding>> findings() {
    Arbitrary<Finding> finding =
        Combinators.combine(
                Arbitraries.of(
                    "recon.enumeration",
                    "bulk-read.table-scan",
                    "bulk-read.key-sweep",
                    "bulk-read.distributed",
                    "export.by-unusual-actor",
                    "destruction.mass-delete"),
                Arbitraries.of("A", "B", "C", "D", "E"),
                Arbitraries.of("t1", "t2", "t3"),
                Arbitraries.integers().between(0, 120),
                Arbitraries.integers().between(0, 5),
                Arbitraries.of(Level.class),
                Arbitraries.of("", "s1", "s2"))
            .as(IncidentsPropertyTest::one);
    return finding.list().ofMinSize(1).ofMaxSize(14);
  }

  private static Finding one(
      String id, String role, String table, int hour, int length, Level level, String session) {
    Actor actor = id.equals("bulk-read.distributed") ? ACCOUNT : role(role);
    Origin origin = session.isEmpty() ? Origin.NONE : session("ASIA" + role, session, "192.0.2.1");
    return finding(id, actor, table(table), at(hour), at(hour + length), level, origin);
  }

  @Property(tries = 250)
  void groupsFindingsIndependentlyOfOrder(
      @ForAll("findings") List<Finding> findings, @ForAll Random random) {
    List<Finding> shuffled = new ArrayList<>(findings);
    shuffled.addAll(findings.subList(0, findings.size() / 2));
    Collections.shuffle(shuffled, random);

    assertThat(reported(shuffled)).isEqualTo(oracle(findings));
  }

  @Property(tries = 150)
  void opensAndEndsIncidentsOnceAndNeverLowersLevel(
      @ForAll("findings") List<Finding> findings, @ForAll Random random) {
    List<Finding> shuffled = new ArrayList<>(findings);
    Collections.shuffle(shuffled, random);
    Incidents incidents = incidents();
    List<Incident> reported = new ArrayList<>();
    shuffled.forEach(finding -> incidents.on(finding, reported::add));
    incidents.onTime(at(10_000), reported::add);

    Map<String, List<Incident>> revisionsById =
        reported.stream().collect(Collectors.groupingBy(Incident::id));
    for (List<Incident> revisions : revisionsById.values()) {
      assertThat(revisions.get(0).change()).isEqualTo(Change.OPENED);
      assertThat(revisions).filteredOn(revision -> revision.change() == Change.OPENED).hasSize(1);
      assertThat(revisions).filteredOn(revision -> revision.change().isEnd()).hasSize(1);
      assertThat(revisions.get(revisions.size() - 1).change().isEnd()).isTrue();
      for (int i = 1; i < revisions.size(); i++) {
        assertThat(revisions.get(i).revision()).isEqualTo(revisions.get(i - 1).revision() + 1);
        boolean rose = revisions.get(i).level().compareTo(revisions.get(i - 1).level()) > 0;
        assertThat(revisions.get(i).level().atLeast(revisions.get(i - 1).level())).isTrue();
        assertThat(rose).isEqualTo(revisions.get(i).change() == Change.RAISED);
      }
    }
    assertThat(incidents.openCount()).isZero();
  }

  @Property(tries = 100)
  void reportsSameIncidentsAcrossRestarts(
      @ForAll("findings") List<Finding> findings, @ForAll Random random) {
    List<Incident> undisturbed = new ArrayList<>();
    List<Incident> restarted = new ArrayList<>();
    Incidents one = incidents();
    Incidents other = incidents();
    for (Finding finding : findings) {
      one.on(finding, undisturbed::add);
      if (random.nextBoolean()) {
        List<IncidentState> stored = other.snapshot();
        other = incidents();
        stored.forEach(other::restore);
      }
      other.on(finding, restarted::add);
    }
    assertThat(restarted).isEqualTo(undisturbed);
  }

  /** More names than an incident shows. */
  @Property(tries = 100)
  void showsNamesOfWorstFindingsInAnyOrder(@ForAll Random random) {
    List<Finding> findings = new ArrayList<>();
    List<Level> levels = List.of(Level.values());
    Map<String, Level> worst = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      String table = "t" + random.nextInt(25);
      Level level = levels.get(random.nextInt(levels.size()));
      findings.add(Findings.opened("bulk-read.table-scan", role("A"), table, i, level));
      worst.merge(table(table), level, (one, other) -> one.atLeast(other) ? one : other);
    }
    Collections.shuffle(findings, random);
    Incidents incidents = incidents();
    for (Finding finding : findings) {
      incidents.on(finding, any -> {});
      List<IncidentState> stored = incidents.snapshot();
      incidents = incidents();
      stored.forEach(incidents::restore);
    }

    List<String> expected =
        worst.keySet().stream()
            .sorted(
                Comparator.<String, Level>comparing(worst::get)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .limit(IncidentState.MAX_NAMES)
            .toList();
    assertThat(incidents.snapshot()).extracting(IncidentState::resources).containsExactly(expected);
  }

  private static Incidents incidents() {
    return new Incidents(Policy.defaults(), IncidentSettings.DEFAULT, Findings::tactic);
  }

  /** An incident's final properties, except its id. */
  private record Story(
      Set<String> findings,
      Level level,
      long start,
      long end,
      Set<String> actors,
      Set<Tactic> tactics) {}

  private static Set<Story> reported(List<Finding> findings) {
    Incidents incidents = incidents();
    findings.forEach(finding -> incidents.on(finding, any -> {}));
    Set<Story> stories = new HashSet<>();
    for (IncidentState state : incidents.snapshot()) {
      Incident incident = state.incident(Change.EXTENDED, state.end(), "");
      assertThat(incident.findings()).isEqualTo(incident.timeline().size());
      stories.add(
          new Story(
              incident.timeline().stream().map(IncidentStep::finding).collect(Collectors.toSet()),
              incident.level(),
              incident.start(),
              incident.end(),
              new TreeSet<>(incident.actors()),
              new HashSet<>(incident.tactics())));
    }
    return stories;
  }

  // The oracle: joins groups of findings as long as any two of them belong together.

  private static Set<Story> oracle(List<Finding> findings) {
    List<List<Finding>> groups = new ArrayList<>();
    findings.forEach(finding -> groups.add(new ArrayList<>(List.of(finding))));
    boolean joined = true;
    while (joined) {
      joined = false;
      for (int i = 0; i < groups.size() && !joined; i++) {
        for (int j = i + 1; j < groups.size() && !joined; j++) {
          if (areRelated(groups.get(i), groups.get(j))) {
            groups.get(i).addAll(groups.remove(j));
            joined = true;
          }
        }
      }
    }
    return groups.stream().map(IncidentsPropertyTest::story).collect(Collectors.toSet());
  }

  private static boolean areRelated(List<Finding> some, List<Finding> others) {
    boolean near = start(others) - RESOLVE <= end(some) && start(some) - RESOLVE <= end(others);
    return near && some.stream().anyMatch(a -> others.stream().anyMatch(b -> areLinked(a, b)));
  }

  private static boolean areLinked(Finding a, Finding b) {
    boolean sameTable = a.resource().equals(b.resource());
    boolean distributed = isDistributed(a) || isDistributed(b);
    boolean bothReads =
        a.analytic().family().equals("bulk-read") && b.analytic().family().equals("bulk-read");
    boolean samePerson = a.actor().equals(b.actor()) && a.actor().kind() == Actor.Kind.ROLE;
    boolean sameSession =
        a.evidence().origins().stream()
            .map(Origin::session)
            .anyMatch(s -> b.evidence().origins().stream().anyMatch(o -> o.session().equals(s)));
    boolean sameKey =
        a.evidence().origins().stream()
            .map(Origin::accessKeyId)
            .anyMatch(
                key -> b.evidence().origins().stream().anyMatch(o -> o.accessKeyId().equals(key)));
    return samePerson || sameSession || sameKey || (sameTable && distributed && bothReads);
  }

  private static boolean isDistributed(Finding finding) {
    return finding.analytic().id().equals("bulk-read.distributed");
  }

  private static Story story(List<Finding> group) {
    Set<Tactic> tactics = EnumSet.noneOf(Tactic.class);
    for (Finding finding : group) {
      Tactic tactic = Findings.tactic(finding.analytic());
      if (tactic != null) {
        tactics.add(tactic);
      }
    }
    Level worst =
        group.stream().map(Finding::level).max(Level::compareTo).orElse(Level.INFORMATIONAL);
    boolean raised = tactics.size() >= 3 && worst != Level.CRITICAL;
    return new Story(
        group.stream().map(Finding::uid).collect(Collectors.toSet()),
        raised ? List.of(Level.values()).get(List.of(Level.values()).indexOf(worst) + 1) : worst,
        start(group),
        end(group),
        group.stream().map(finding -> finding.actor().id()).collect(Collectors.toSet()),
        tactics);
  }

  private static long start(List<Finding> group) {
    return group.stream().mapToLong(Finding::start).min().orElseThrow();
  }

  private static long end(List<Finding> group) {
    return group.stream().mapToLong(Finding::end).max().orElseThrow();
  }
}
