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
  private static Finding by(String role, String key, int hour) {
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

  private static SessionLink link(String role, String key, String given, double hour) {
    return SessionLink.of(new AssumedSession(at(hour), role(role), key, given));
  }

  private static Incidents incidents() {
    return new Incidents(Policy.defaults(), IncidentSettings.DEFAULT, Findings::tactic);
  }

  @Test
  void whoAssumedARoleIsBehindWhatItDoesWhicheverIsToldFirst() {
    List<Object> story =
        new ArrayList<>(
            List.of(by("A", "AKIA1", 1), link("A", "AKIA1", "ASIA2", 2), by("B", "ASIA2", 3)));
    for (int seed = 0; seed < 6; seed++) {
      Collections.shuffle(story, new Random(seed));
      Incidents incidents = incidents();
      List<Incident> told = new ArrayList<>();
      story.forEach(one -> take(incidents, one, told));

      assertThat(incidents.openCount()).as("order %s", story).isEqualTo(1);
      Incident last = told.get(told.size() - 1);
      assertThat(last.change()).isEqualTo(Incident.Change.EXTENDED);
      assertThat(last.actors()).hasSize(2);
    }
  }

  private static void take(Incidents incidents, Object one, List<Incident> told) {
    if (one instanceof Finding finding) {
      incidents.on(finding, told::add);
    } else if (one instanceof SessionLink link) {
      incidents.on(link, told::add);
    }
  }

  @Test
  void aSessionOfWhichNothingIsFoundTellsNothing() {
    Incidents incidents = incidents();
    List<Incident> told = new ArrayList<>();
    incidents.on(link("A", "AKIA1", "ASIA2", 2), told::add);
    incidents.on(by("A", "AKIA1", 1), told::add);
    incidents.on(link("A", "AKIA1", "ASIA2", 2), told::add);
    assertThat(told).extracting(Incident::change).containsExactly(Incident.Change.OPENED);
  }

  @Test
  void anotherSessionOfTheSameRoleIsAnotherStoryUntilTheRoleIsTheActor() {
    Incidents incidents = incidents();
    List<Incident> told = new ArrayList<>();
    incidents.on(link("A", "AKIA1", "ASIA2", 0), told::add);
    incidents.on(by("A", "AKIA1", 1), told::add);
    incidents.on(by("C", "ASIA9", 2), told::add);
    assertThat(incidents.openCount()).isEqualTo(2);
  }

  @Test
  void sessionsAreForgottenWhenTheyAreOver() {
    Incidents incidents = incidents();
    incidents.on(link("A", "AKIA1", "ASIA2", 0), told -> {});
    incidents.onTime(at(36), told -> {});
    assertThat(incidents.sessions()).hasSize(1);
    incidents.onTime(at(37), told -> {});
    assertThat(incidents.sessions()).isEmpty();
  }

  @Test
  void noMoreThanSoManyAreRemembered() {
    Sessions sessions = new Sessions();
    for (int i = 0; i < Sessions.MAX; i++) {
      assertThat(sessions.add(new SessionLink(i, 1, 0, 0))).isTrue();
    }
    assertThat(sessions.add(new SessionLink(7, 1, 0, 0))).as("known").isTrue();
    assertThat(sessions.add(new SessionLink(-1, 1, 0, 0))).isFalse();
    assertThat(sessions.all()).hasSize(Sessions.MAX);
    assertThat(sessions.issuersOf(new long[] {0})).as("the first").isEmpty();
    assertThat(sessions.issuersOf(new long[] {-1})).containsExactly(1);
  }

  /**
   * Chains of sessions, fed in any order with restores in between, compared with an oracle: two
   * findings belong to one story if their sessions lead back to the same beginning.
   */
  @Property(tries = 200)
  void chainsAreFollowedInAnyOrderAndAcrossRestarts(@ForAll Random random) {
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
        events.add(by("R" + role, "K" + role, role));
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
    Set<Set<String>> told =
        incidents.snapshot().stream()
            .map(state -> Set.copyOf(state.actors()))
            .collect(Collectors.toSet());
    assertThat(told).isEqualTo(oracle(seen, parents));
  }

  private static Set<Set<String>> oracle(Set<Integer> seen, Map<Integer, Integer> parents) {
    Map<Integer, Set<String>> byBeginning = new HashMap<>();
    for (int role : seen) {
      int beginning = role;
      while (parents.containsKey(beginning)) {
        beginning = parents.get(beginning);
      }
      Actor actor = role("R" + role);
      byBeginning.computeIfAbsent(beginning, any -> new HashSet<>()).add(actor.id());
    }
    return new HashSet<>(byBeginning.values());
  }
}
