package io.exposuremonitor.detectors.incident;

import static io.exposuremonitor.detectors.incident.Findings.at;
import static io.exposuremonitor.detectors.incident.Findings.finding;
import static io.exposuremonitor.detectors.incident.Findings.role;
import static io.exposuremonitor.detectors.incident.Findings.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static Finding findingBy(String role, String key, int hour) {
    Origin origin = new Origin("", "", key, "", "", "", false);
    return finding(
        "recon.enumeration",
        role(role),
        table("t" + role + hour),
        at(hour),
        at(hour),
        Level.LOW,
        origin);
  }

  private static SessionLink link(String role, String key, String newKey, double hour) {
    return SessionLink.of(new AssumedSession(at(hour), role(role), key, newKey));
  }

  private static Incidents incidents() {
    return new Incidents(Policy.defaults(), IncidentSettings.DEFAULT, Findings::tactic);
  }

  /** Sessions are looked up by these keys. */
  @Test
  void namesTheKeysOfAFindingAsALinkNamesItsSession() {
    long session = link("A", "AKIA1", "ASIA2", 2).child();

    assertThat(SessionLink.keysOf(findingBy("B", "ASIA2", 3))).containsExactly(session);
    assertThat(SessionLink.keysOf(findingBy("B", "", 3))).isEmpty();
  }

  @Test
  void linksAssumedRoleToItsCallerInAnyOrder() {
    List<Object> inputs =
        new ArrayList<>(
            List.of(
                findingBy("A", "AKIA1", 1),
                link("A", "AKIA1", "ASIA2", 2),
                findingBy("B", "ASIA2", 3)));
    for (int seed = 0; seed < 6; seed++) {
      Collections.shuffle(inputs, new Random(seed));
      Incidents incidents = incidents();
      List<Incident> reported = new ArrayList<>();
      inputs.forEach(one -> take(incidents, one, reported));

      assertThat(incidents.openCount()).as("order %s", inputs).isEqualTo(1);
      Incident last = reported.get(reported.size() - 1);
      assertThat(last.change()).isEqualTo(Incident.Change.EXTENDED);
      assertThat(last.actors()).hasSize(2);
    }
  }

  /** The link that comes last joins the older incident, and the tactics of both raise it. */
  @Test
  void raisesOlderIncidentWhenLinkCompletesChainOfTactics() {
    Origin session = new Origin("", "", "ASIA2", "", "", "", false);
    Finding read =
        finding("bulk-read.key-sweep", role("B"), table("t"), at(1), at(1), Level.LOW, session);
    Finding looked = findingBy("A", "AKIA1", 2);
    Finding wrote =
        finding(
            "access.write-as-read", role("A"), table("u"), at(3), at(3), Level.LOW, Origin.NONE);
    Incidents incidents = incidents();
    List<Incident> reported = new ArrayList<>();
    List.of(read, looked, wrote, link("A", "AKIA1", "ASIA2", 0.5))
        .forEach(one -> take(incidents, one, reported));

    Incident last = reported.get(reported.size() - 1);
    assertThat(last.change()).isEqualTo(Incident.Change.RAISED);
    assertThat(last.level()).isEqualTo(Level.MEDIUM);
    assertThat(last.id()).isEqualTo(reported.get(0).id());
    assertThat(last.findings()).isEqualTo(3);
  }

  private static void take(Incidents incidents, Object one, List<Incident> reported) {
    if (one instanceof Finding finding) {
      incidents.on(finding, reported::add);
    } else if (one instanceof SessionLink link) {
      incidents.on(link, reported::add);
    }
  }

  @Test
  void reportsNothingForSessionWithoutFindings() {
    Incidents incidents = incidents();
    List<Incident> reported = new ArrayList<>();
    incidents.on(link("A", "AKIA1", "ASIA2", 2), reported::add);
    incidents.on(findingBy("A", "AKIA1", 1), reported::add);
    incidents.on(link("A", "AKIA1", "ASIA2", 2), reported::add);
    assertThat(reported).extracting(Incident::change).containsExactly(Incident.Change.OPENED);
  }

  @Test
  void separatesIncidentsOfUnlinkedSessions() {
    Incidents incidents = incidents();
    List<Incident> reported = new ArrayList<>();
    incidents.on(link("A", "AKIA1", "ASIA2", 0), reported::add);
    incidents.on(findingBy("A", "AKIA1", 1), reported::add);
    incidents.on(findingBy("C", "ASIA9", 2), reported::add);
    assertThat(incidents.openCount()).isEqualTo(2);
  }

  @Test
  void forgetsExpiredSessions() {
    Incidents incidents = incidents();
    incidents.on(link("A", "AKIA1", "ASIA2", 0), incident -> {});
    incidents.onTime(at(36.2), incident -> {});
    assertThat(incidents.sessions()).as("within the lateness bound").hasSize(1);
    incidents.onTime(at(37), incident -> {});
    assertThat(incidents.sessions()).isEmpty();
  }

  /** Whoever could write a second record of a session can't take it from its caller. */
  @Test
  void keepsTheFirstCallerOfASession() {
    Sessions sessions = new Sessions();
    sessions.add(new SessionLink(1, 5, 0, 0));
    sessions.add(new SessionLink(1, 6, 0, 1));

    assertThat(sessions.issuersOf(new long[] {1})).containsExactly(5);
  }

  @Test
  void boundsNumberOfSessions() {
    Sessions sessions = new Sessions();
    for (int i = 0; i < Sessions.MAX; i++) {
      assertThat(sessions.add(new SessionLink(i, 1, 0, 0))).isTrue();
    }
    assertThat(sessions.add(new SessionLink(7, 1, 0, 0))).as("already known").isTrue();
    assertThat(sessions.add(new SessionLink(-1, 1, 0, 0))).isFalse();
    assertThat(sessions.all()).hasSize(Sessions.MAX);
    assertThat(sessions.issuersOf(new long[] {0})).as("the oldest session is evicted").isEmpty();
    assertThat(sessions.issuersOf(new long[] {-1})).containsExactly(1);
  }

  /**
   * Chains of sessions, fed in any order with restores in between, compared with an oracle: two
   * findings belong to one incident if their sessions lead back to the same root.
   */
  @Property(tries = 200)
  void followsChainsInAnyOrderAndAcrossRestarts(@ForAll Random random) {
    int roles = 2 + random.nextInt(5);
    List<Object> events = new ArrayList<>();
    Map<Integer, Integer> parents = new HashMap<>();
    for (int role = 1; role < roles; role++) {
      if (random.nextInt(3) > 0) {
        int parent = random.nextInt(role);
        parents.put(role, parent);
        events.add(link("R" + parent, "K" + parent, "K" + role, role));
      }
    }
    Set<Integer> seen = new HashSet<>();
    for (int role = 0; role < roles; role++) {
      if (random.nextBoolean()) {
        seen.add(role);
        events.add(findingBy("R" + role, "K" + role, role));
      }
    }
    Collections.shuffle(events, random);
    Incidents incidents = incidents();
    for (Object event : events) {
      take(incidents, event, new ArrayList<>());
      if (random.nextInt(4) == 0) {
        Incidents restored = incidents();
        incidents.snapshot().forEach(restored::restore);
        incidents.sessions().forEach(restored::restore);
        incidents = restored;
      }
    }
    Set<Set<String>> reported =
        incidents.snapshot().stream()
            .map(state -> Set.copyOf(state.actors()))
            .collect(Collectors.toSet());
    assertThat(reported).isEqualTo(oracle(seen, parents));
  }

  private static Set<Set<String>> oracle(Set<Integer> seen, Map<Integer, Integer> parents) {
    Map<Integer, Set<String>> byRoot = new HashMap<>();
    for (int role : seen) {
      int root = role;
      while (parents.containsKey(root)) {
        root = parents.get(root);
      }
      Actor actor = role("R" + role);
      byRoot.computeIfAbsent(root, any -> new HashSet<>()).add(actor.id());
    }
    return new HashSet<>(byRoot.values());
  }
}
