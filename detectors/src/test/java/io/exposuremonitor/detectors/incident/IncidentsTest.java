package io.exposuremonitor.detectors.incident;

import static io.exposuremonitor.detectors.incident.Findings.HOUR;
import static io.exposuremonitor.detectors.incident.Findings.at;
import static io.exposuremonitor.detectors.incident.Findings.finding;
import static io.exposuremonitor.detectors.incident.Findings.later;
import static io.exposuremonitor.detectors.incident.Findings.opened;
import static io.exposuremonitor.detectors.incident.Findings.role;
import static io.exposuremonitor.detectors.incident.Findings.session;
import static io.exposuremonitor.detectors.incident.Findings.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.finding.Suppressions;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.incident.Incident.State;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private static final Actor ALICE = role("Alice");
  private static final Actor BOB = role("Bob");
  private static final long LATENESS = Policy.defaults().findings().lateness().toMillis();
  private static final long QUIET = Policy.defaults().findings().quietTime().toMillis();

  private Incidents incidents = incidents();
  private final List<Incident> reported = new ArrayList<>();

  private static Incidents incidents() {
    return new Incidents(Policy.defaults(), IncidentSettings.DEFAULT, Findings::tactic);
  }

  private void on(Finding... findings) {
    for (Finding finding : findings) {
      incidents.on(finding, reported::add);
    }
  }

  private void advanceTo(double hour) {
    incidents.onTime(at(hour), reported::add);
  }

  private Incident last() {
    return reported.get(reported.size() - 1);
  }

  @Test
  void reportsKillChainAsOneIncidentFromOpenToResolved() {
    on(opened("recon.enumeration", ALICE, "orders", 1, Level.LOW));
    on(opened("access.write-as-read", ALICE, "orders", 2, Level.MEDIUM));
    on(opened("bulk-read.table-scan", ALICE, "customers", 3, Level.HIGH));
    on(opened("export.by-unusual-actor", ALICE, "customers", 4, Level.HIGH));
    advanceTo(4 + 6 + 0.25);
    advanceTo(4 + 24 + 0.25);

    assertThat(reported)
        .extracting(Incident::change, Incident::state, Incident::level, Incident::revision)
        .containsExactly(
            tuple(Change.OPENED, State.OPEN, Level.LOW, 1L),
            tuple(Change.RAISED, State.UPDATED, Level.MEDIUM, 2L),
            // Three tactics make it one step worse than its worst finding.
            tuple(Change.RAISED, State.UPDATED, Level.CRITICAL, 3L),
            tuple(Change.EXTENDED, State.UPDATED, Level.CRITICAL, 4L),
            tuple(Change.CALMED, State.QUIET, Level.CRITICAL, 5L),
            tuple(Change.RESOLVED, State.RESOLVED, Level.CRITICAL, 6L));
    assertThat(reported).extracting(Incident::id).containsOnly(reported.get(0).id());
    assertThat(last().tactics())
        .containsExactly(
            Tactic.PERSISTENCE, Tactic.DISCOVERY, Tactic.COLLECTION, Tactic.EXFILTRATION);
    assertThat(last().timeline())
        .extracting(IncidentStep::analytic)
        .containsExactly(
            "recon.enumeration",
            "access.write-as-read",
            "bulk-read.table-scan",
            "export.by-unusual-actor");
    assertThat(last().summary())
        .isEqualTo(
            "role/Alice: 4 findings (persistence → discovery → collection → exfiltration) on 2"
                + " resources; worst: bulk-read.table-scan by "
                + ALICE.id());
    assertThat(last().time()).isEqualTo(at(4 + 24));
    assertThat(incidents.openCount()).isZero();
  }

  @Test
  void countsRepetitionsWithoutReportingThem() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH);
    on(scan);
    on(
        later(scan, Phase.UPDATED, at(2), Level.HIGH),
        later(scan, Phase.UPDATED, at(3), Level.HIGH));
    on(later(scan, Phase.CLOSED, at(3), Level.HIGH));
    assertThat(reported).hasSize(1);

    on(later(scan, Phase.UPDATED, at(4), Level.CRITICAL));

    assertThat(reported).hasSize(2);
    assertThat(last().change()).isEqualTo(Change.RAISED);
    assertThat(last().repetitions()).isEqualTo(2);
    assertThat(last().findings()).isEqualTo(1);
    assertThat(last().end()).isEqualTo(at(4));
  }

  /** The detection itself may be silent for a week while the theft goes on. */
  @Test
  void staysOpenForAsLongAsItsDetectionMayBeSilent() {
    on(opened("bulk-read.low-and-slow", ALICE, "orders", 1, Level.HIGH));
    advanceTo(1 + 7 * 24);
    assertThat(reported).hasSize(1);

    advanceTo(1 + 7 * 24 + 0.25);

    assertThat(reported)
        .extracting(Incident::change)
        .containsExactly(Change.OPENED, Change.CALMED, Change.RESOLVED);
    assertThat(last().time()).isEqualTo(at(1 + 7 * 24));
  }

  @Test
  void separatesLateFindingFromIncidentThatBeganMuchLater() {
    on(opened("bulk-read.table-scan", ALICE, "orders", 50, Level.HIGH));
    on(opened("bulk-read.table-scan", ALICE, "customers", 25, Level.HIGH));

    assertThat(reported).extracting(Incident::change).containsOnly(Change.OPENED);
    assertThat(incidents.openCount()).isEqualTo(2);
  }

  /** More of a known finding is news after a quiet time, and if it joins two incidents. */
  @Test
  void reportsGrowthOfKnownFindingAfterQuietTime() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH);
    on(scan);
    advanceTo(1 + 6 + 0.25);
    on(later(scan, Phase.CLOSED, at(1), Level.HIGH));
    assertThat(reported).as("its end is no news").hasSize(2);
    on(later(scan, Phase.UPDATED, at(8), Level.HIGH));
    on(later(scan, Phase.UPDATED, at(9), Level.HIGH));

    assertThat(reported)
        .extracting(Incident::change, Incident::state)
        .containsExactly(
            tuple(Change.OPENED, State.OPEN),
            tuple(Change.CALMED, State.QUIET),
            tuple(Change.EXTENDED, State.UPDATED));
  }

  @Test
  void reportsGrowthOfKnownFindingThatJoinsTwoIncidents() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH);
    on(scan);
    on(opened("bulk-read.table-scan", ALICE, "customers", 30, Level.HIGH));
    on(later(scan, Phase.UPDATED, at(10), Level.HIGH));

    assertThat(reported)
        .extracting(Incident::change)
        .containsExactly(Change.OPENED, Change.OPENED, Change.MERGED, Change.EXTENDED);
    assertThat(last().findings()).isEqualTo(2);
  }

  @Test
  void ignoresDryRunFindings() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH);
    on(scan);
    on(dryRun(opened("bulk-read.key-sweep", ALICE, "orders", 2, Level.CRITICAL)));
    on(dryRun(opened("bulk-read.key-sweep", BOB, "users", 2, Level.CRITICAL)));

    assertThat(reported).extracting(Incident::level).containsExactly(Level.HIGH);
    assertThat(incidents.openCount()).isEqualTo(1);
  }

  @Test
  void appliesQuietTimeOfChangedPolicy() throws PolicyException {
    on(opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH));
    advanceTo(3);
    assertThat(reported).hasSize(1);

    incidents.use(PolicyLoader.load("policy.yml", "version: 1\nfindings: {quietTime: 1h}\n"));
    advanceTo(3);

    assertThat(last().change()).isEqualTo(Change.CALMED);
    assertThat(last().time()).isEqualTo(at(2));
  }

  private static Finding dryRun(Finding finding) {
    return finding.toBuilder().dryRun(true).build();
  }

  @Test
  void ignoresDuplicateFindings() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH);
    on(scan, scan, scan);
    assertThat(reported).hasSize(1);
  }

  @Test
  void ignoresEndOfUnknownFinding() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH);
    on(later(scan, Phase.CLOSED, at(1), Level.HIGH));
    assertThat(reported).isEmpty();
    assertThat(incidents.openCount()).isZero();
  }

  @Test
  void opensSeparateIncidentsForUnrelatedActors() {
    on(opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH));
    on(opened("bulk-read.table-scan", BOB, "orders", 1, Level.HIGH));
    assertThat(reported).extracting(Incident::change).containsExactly(Change.OPENED, Change.OPENED);
    assertThat(reported.get(0).id()).isNotEqualTo(reported.get(1).id());
  }

  @Test
  void mergesReadersOfTableOnDistributedRead() {
    on(opened("bulk-read.key-sweep", ALICE, "orders", 1, Level.HIGH));
    on(opened("bulk-read.key-sweep", BOB, "orders", 2, Level.HIGH));
    on(opened("bulk-read.key-sweep", BOB, "other", 2, Level.HIGH));
    on(opened("bulk-read.distributed", account(), "orders", 2, Level.HIGH));
    on(opened("bulk-read.table-scan", role("Carol"), "orders", 3, Level.HIGH));

    assertThat(reported)
        .extracting(Incident::change)
        .containsExactly(
            Change.OPENED,
            Change.OPENED,
            Change.EXTENDED,
            Change.MERGED,
            Change.EXTENDED,
            Change.EXTENDED);
    Incident merged = reported.get(3);
    assertThat(merged.mergedInto()).isEqualTo(reported.get(0).id());
    assertThat(merged.state()).isEqualTo(State.RESOLVED);
    assertThat(last().id()).isEqualTo(reported.get(0).id());
    assertThat(last().findings()).isEqualTo(5);
    assertThat(last().actors()).hasSize(4);
    assertThat(incidents.openCount()).isOne();
  }

  private static Actor account() {
    return new Actor(Actor.Kind.ACCOUNT, Findings.ACCOUNT, Findings.ACCOUNT);
  }

  @Test
  void joinsRolesWithSameSessionNameAndAddress() {
    Origin first = session("ASIA1", "mallory", "192.0.2.7");
    Origin chained = session("ASIA2", "mallory", "192.0.2.7");
    on(finding("recon.enumeration", ALICE, "", at(1), at(1), Level.LOW, first));
    on(finding("bulk-read.table-scan", BOB, table("t"), at(2), at(2), Level.HIGH, chained));
    assertThat(reported).extracting(Incident::change).containsExactly(Change.OPENED, Change.RAISED);
    assertThat(last().actors()).containsExactly(BOB.id(), ALICE.id());
  }

  @Test
  void doesNotJoinBySessionNameAlone() {
    Origin here = session("ASIA1", "batch", "192.0.2.7");
    Origin there = session("ASIA2", "batch", "192.0.2.8");
    Origin lambda = session("ASIA3", "batch", "lambda.amazonaws.com");
    Origin otherLambda = session("ASIA4", "batch", "lambda.amazonaws.com");
    on(finding("recon.enumeration", ALICE, "", at(1), at(1), Level.LOW, here));
    on(finding("recon.enumeration", BOB, "", at(1), at(1), Level.LOW, there));
    on(finding("recon.enumeration", role("C"), "", at(1), at(1), Level.LOW, lambda));
    on(finding("recon.enumeration", role("D"), "", at(1), at(1), Level.LOW, otherLambda));
    assertThat(incidents.openCount()).isEqualTo(4);
  }

  /** Every job of AWS Glue has this name, and those of one network share its address. */
  @Test
  void doesNotJoinBySessionNameThatAServiceGivesToAll() {
    Origin one = session("ASIA1", "GlueJobRunnerSession", "192.0.2.7");
    Origin other = session("ASIA2", "GlueJobRunnerSession", "192.0.2.7");
    on(finding("bulk-read.table-scan", ALICE, table("t"), at(1), at(1), Level.HIGH, one));
    on(finding("bulk-read.table-scan", BOB, table("u"), at(2), at(2), Level.HIGH, other));
    assertThat(incidents.openCount()).isEqualTo(2);
  }

  @Test
  void saysInItsSummaryThatNobodyIsKnown() {
    for (String id : List.of("blindspot.gap", "blindspot.clock-skew")) {
      on(finding(id, Actor.UNKNOWN, table("orders"), at(1), at(1), Level.LOW, Origin.NONE));
    }
    assertThat(last().summary()).startsWith("unknown actor: 2 findings");
  }

  /** The ARN of a change stream ends with a time, which has colons. */
  @Test
  void namesTheTableOfAStreamInItsSummary() {
    String stream = table("orders") + "/stream/2026-01-01T00:00:00.000";
    for (String id : List.of("consumer.lambda-trigger", "consumer.failure-destination")) {
      on(finding(id, ALICE, stream, at(1), at(1), Level.HIGH, Origin.NONE));
    }
    assertThat(last().summary()).contains(" on the stream of table/orders");
  }

  @Test
  void groupsFindingsOfServiceByAccountAndFamily() {
    Actor service = new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "");
    on(opened("backup.copied-out", service, "orders", 1, Level.HIGH));
    on(opened("backup.copied-out", service, "customers", 1, Level.HIGH));
    on(opened("destruction.mass-delete", service, "customers", 1, Level.HIGH));
    assertThat(incidents.openCount()).isEqualTo(2);
    Finding elsewhere = opened("backup.copied-out", service, "orders", 1, Level.HIGH);
    on(elsewhere.toBuilder().uid("elsewhere").account("999988887777").build());
    assertThat(incidents.openCount()).isEqualTo(3);
  }

  /** A service acts for many, also with the keys of their sessions. */
  @Test
  void doesNotLinkServiceToCallerByAccessKey() {
    Actor service = new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "");
    Origin shared = Findings.session("ASIA1", "", "");
    on(finding("backup.copied-out", service, "", at(1), at(1), Level.HIGH, shared));
    on(finding("recon.enumeration", ALICE, "", at(1), at(1), Level.LOW, shared));
    assertThat(incidents.openCount()).isEqualTo(2);
  }

  @Test
  void groupsGapsOfAccountIntoOneIncident() {
    on(opened("blindspot.gap", account(), "a", 1, Level.MEDIUM));
    on(opened("blindspot.gap", account(), "b", 1, Level.MEDIUM));
    on(opened("sensitive-data.new-class", account(), "a", 1, Level.MEDIUM));
    on(opened("sensitive-data.new-class", account(), "b", 1, Level.MEDIUM));
    assertThat(incidents.openCount()).isEqualTo(3);
  }

  @Test
  void resolvesOnlyAfterFullTimeWithoutFindings() {
    on(opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH));
    incidents.onTime(at(1) + QUIET + LATENESS - 1, reported::add);
    assertThat(reported).hasSize(1);
    incidents.onTime(at(1) + QUIET + LATENESS, reported::add);
    assertThat(last().change()).isEqualTo(Change.CALMED);

    on(opened("recon.enumeration", ALICE, "orders", 20, Level.LOW));
    assertThat(last().change()).isEqualTo(Change.EXTENDED);
    assertThat(last().state()).isEqualTo(State.UPDATED);
    incidents.onTime(at(1) + 24 * HOUR + LATENESS, reported::add);
    assertThat(last().change()).isEqualTo(Change.EXTENDED);

    incidents.onTime(at(20) + 24 * HOUR + LATENESS - 1, reported::add);
    assertThat(last().change()).isEqualTo(Change.CALMED);
    incidents.onTime(at(20) + 24 * HOUR + LATENESS, reported::add);
    assertThat(last().change()).isEqualTo(Change.RESOLVED);
  }

  @Test
  void opensNewIncidentForSameActorMuchLater() {
    on(opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH));
    on(opened("bulk-read.table-scan", ALICE, "orders", 26, Level.HIGH));
    assertThat(reported).extracting(Incident::change).containsExactly(Change.OPENED, Change.OPENED);
    assertThat(reported.get(0).id()).isNotEqualTo(reported.get(1).id());
  }

  @Test
  void mergesIncidentsOnLateFindingBetweenThem() {
    on(opened("bulk-read.table-scan", ALICE, "orders", 26, Level.HIGH));
    on(opened("bulk-read.table-scan", ALICE, "orders", 1, Level.HIGH));
    on(opened("bulk-read.table-scan", ALICE, "orders", 13, Level.HIGH));
    assertThat(incidents.openCount()).isOne();
    assertThat(last().id()).isEqualTo(reported.get(1).id());
    assertThat(last().findings()).isEqualTo(3);
  }

  @Test
  void reportsSameIncidentsAfterRestart() {
    Finding recon = opened("recon.enumeration", ALICE, "orders", 1, Level.LOW);
    Finding scan = opened("bulk-read.table-scan", ALICE, "orders", 2, Level.HIGH);
    on(recon, scan);
    advanceTo(30);
    List<Incident> undisturbed = List.copyOf(reported);

    reported.clear();
    incidents = incidents();
    on(recon);
    List<IncidentState> stored = incidents.snapshot();
    on(scan);
    reported.remove(1);
    incidents = incidents();
    stored.forEach(incidents::restore);
    on(scan);
    advanceTo(30);

    assertThat(reported).isEqualTo(undisturbed);
  }

  @Test
  void derivesIdFromActorAndTimeOnly() {
    on(opened("recon.enumeration", ALICE, "orders", 1.2, Level.LOW));
    incidents = incidents();
    on(opened("bulk-read.table-scan", ALICE, "customers", 1.1, Level.HIGH));
    assertThat(reported.get(0).id()).isEqualTo(reported.get(1).id());
  }

  @Test
  void displacesLeastSevereIncidentWhenFull() {
    on(opened("recon.enumeration", role("quiet"), "orders", 0, Level.LOW));
    for (int i = 1; i < Incidents.MAX_OPEN; i++) {
      on(opened("recon.enumeration", role("r" + i), "orders", 1, Level.MEDIUM));
    }
    reported.clear();

    on(opened("bulk-read.table-scan", ALICE, "orders", 2, Level.HIGH));

    assertThat(reported)
        .extracting(Incident::change, incident -> incident.actors().get(0))
        .containsExactly(
            tuple(Change.DISPLACED, role("quiet").id()), tuple(Change.OPENED, ALICE.id()));
    assertThat(incidents.openCount()).isEqualTo(Incidents.MAX_OPEN);
  }

  @Test
  void raisesRiskBySensitivityAndCoverageAndLowersItOverTime() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            tables:
              - match: customers
                sensitivity: restricted
            """);
    incidents = new Incidents(policy, IncidentSettings.DEFAULT, Findings::tactic);
    Finding scan = opened("bulk-read.table-scan", ALICE, "customers", 1, Level.HIGH);
    on(
        scan.toBuilder()
            .evidence(new Evidence(Map.of("coverage_percent", 90L), Map.of(), List.of()))
            .build());
    assertThat(last().sensitivity()).isEqualTo(Sensitivity.RESTRICTED);
    assertThat(last().coveragePercent()).isEqualTo(90);
    assertThat(last().risk()).isEqualTo(60 + 15 + 10);

    advanceTo(1 + 24 + 0.25);

    assertThat(last().risk()).isEqualTo(43);
  }

  @Test
  void joinsAccountsAndKeepsTheHighestCoverage() {
    Finding some = opened("bulk-read.table-scan", ALICE, "customers", 1, Level.HIGH);
    Finding most = opened("bulk-read.key-sweep", ALICE, "customers", 2, Level.HIGH);
    List<Finding> findings =
        List.of(
            covering(some, 20).toBuilder().account("999988887777").build(), covering(most, 140));
    for (List<Finding> order : List.of(findings, List.of(findings.get(1), findings.get(0)))) {
      incidents = incidents();
      order.forEach(this::on);

      assertThat(last().coveragePercent()).isEqualTo(100);
      assertThat(last().accounts()).containsExactly(Findings.ACCOUNT, "999988887777");
    }
  }

  private static Finding covering(Finding finding, long percent) {
    return finding.toBuilder()
        .evidence(new Evidence(Map.of("coverage_percent", percent), Map.of(), List.of()))
        .build();
  }

  @Test
  void keepsSensitivityOfPolicyIfHigherThanLearned() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml", "version: 1\ntables: [{match: customers, sensitivity: restricted}]\n");
    incidents = new Incidents(policy, IncidentSettings.DEFAULT, Findings::tactic);
    on(
        opened("bulk-read.table-scan", ALICE, "customers", 1, Level.MEDIUM).toBuilder()
            .evidence(new Evidence(Map.of(), Map.of("sensitivity", "confidential"), List.of()))
            .build());

    assertThat(last().sensitivity()).isEqualTo(Sensitivity.RESTRICTED);
  }

  @Test
  void usesLearnedSensitivityIfHigherThanPolicy() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "customers", 1, Level.MEDIUM);
    on(
        scan.toBuilder()
            .evidence(new Evidence(Map.of(), Map.of("sensitivity", "confidential"), List.of()))
            .build());
    assertThat(last().sensitivity()).isEqualTo(Sensitivity.CONFIDENTIAL);
    assertThat(last().risk()).isEqualTo(35 + 8);
  }

  @Test
  void notesExpiredSuppressionInTimeline() {
    Finding scan = opened("bulk-read.table-scan", ALICE, "customers", 1, Level.MEDIUM);
    on(
        scan.toBuilder()
            .evidence(new Evidence(Map.of(), Map.of(Suppressions.EXPIRED, "on …"), List.of()))
            .build());
    assertThat(last().timeline().get(0).note()).isEqualTo("on …");
  }

  @Test
  void joinsAnyNumberOfRolesAndKeysOfSession() {
    for (int i = 0; i < 500; i++) {
      Origin origin = session("ASIA" + i, "mallory", "192.0.2.7");
      on(finding("recon.enumeration", role("r" + i), "", at(1), at(1), Level.LOW, origin));
    }
    assertThat(incidents.openCount()).isOne();
    assertThat(last().findings()).isEqualTo(500);
  }

  /** The incident remembers no more identities, and the update comes from another session. */
  @Test
  void keepsFindingWhoseActorItHasNoRoomFor() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 2 * Links.MAX; i++) {
      Origin origin = session("ASIA" + i, "mallory", "192.0.2.7");
      findings.add(
          finding("recon.enumeration", role("r" + i), "", at(1), at(1), Level.LOW, origin));
    }
    on(findings.toArray(Finding[]::new));
    assertThat(incidents.openCount()).isOne();
    reported.clear();

    Finding alone =
        findings.get(findings.size() - 1).toBuilder()
            .evidence(new Evidence(Map.of(), Map.of(), List.of()))
            .build();
    on(later(alone, Phase.UPDATED, at(2), Level.LOW));
    on(later(alone, Phase.CLOSED, at(3), Level.LOW));
    assertThat(reported).isEmpty();
    on(later(alone, Phase.UPDATED, at(4), Level.HIGH));

    assertThat(reported).extracting(Incident::change).containsExactly(Change.RAISED);
    assertThat(last().repetitions()).isOne();
    assertThat(incidents.openCount()).isOne();
  }

  @Test
  void doesNotReportGrowthOfFindingsThatItCanNotCount() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < IncidentState.MAX_FINDINGS + 100; i++) {
      findings.add(opened("bulk-read.table-scan", ALICE, "t" + i, 1, Level.HIGH));
    }
    on(findings.toArray(Finding[]::new));
    assertThat(last().findings()).isEqualTo(IncidentState.MAX_FINDINGS);
    reported.clear();

    findings.forEach(finding -> on(later(finding, Phase.UPDATED, at(2), Level.HIGH)));
    on(findings.get(0));
    findings.forEach(finding -> on(later(finding, Phase.CLOSED, at(2), Level.HIGH)));
    assertThat(reported).isEmpty();
    on(opened("bulk-read.table-scan", ALICE, "another", 2, Level.HIGH));

    assertThat(reported).extracting(Incident::change).containsExactly(Change.EXTENDED);
    assertThat(last().repetitions()).isEqualTo(findings.size() + 1);
  }

  @Test
  void keepsWorstStepsAndCountsAll() {
    for (int i = 0; i < 40; i++) {
      Level level = i < 30 ? Level.LOW : Level.HIGH;
      on(opened("bulk-read.table-scan", ALICE, "t" + i, 1 + i / 60.0, level));
    }
    assertThat(last().findings()).isEqualTo(40);
    assertThat(last().timeline()).hasSize(IncidentState.MAX_STEPS);
    assertThat(last().timeline()).filteredOn(step -> step.level() == Level.HIGH).hasSize(10);
    assertThat(last().resources()).hasSize(IncidentState.MAX_NAMES);
  }

  /** However many tables with harmless findings come before it. */
  @Test
  void namesTablesOfWorstFindingsFirst() {
    for (int i = 0; i < 30; i++) {
      on(opened("destruction.ttl-enabled", ALICE, "aaa-" + i, 1 + i / 60.0, Level.INFORMATIONAL));
    }
    on(opened("bulk-read.table-scan", ALICE, "customers", 2, Level.CRITICAL));

    assertThat(last().change()).isEqualTo(Change.RAISED);
    assertThat(last().resources()).hasSize(IncidentState.MAX_NAMES);
    assertThat(last().resources()).startsWith(table("customers"), table("aaa-0"), table("aaa-1"));
  }

  @Test
  void routesMatchWhatIsNotShown() throws PolicyException {
    Policy labelled =
        PolicyLoader.load(
            "policy.yml", "version: 1\ntables: [{match: zebra, labels: [cards, eu]}]\n");
    incidents = new Incidents(labelled, IncidentSettings.DEFAULT, Findings::tactic);
    on(
        opened("recon.enumeration", ALICE, "zebra", 1, Level.LOW).toBuilder()
            .account("999")
            .build());
    for (int i = 0; i < 60; i++) {
      Finding scan = opened("bulk-read.table-scan", ALICE, "aaa-" + i, 1 + i / 60.0, Level.HIGH);
      on(scan.toBuilder().account("1000000000" + (10 + i)).build());
    }

    assertThat(last().resources()).doesNotContain(table("zebra"));
    assertThat(last().accounts()).hasSize(IncidentState.MAX_NAMES).doesNotContain("999");
    assertThat(last().timeline()).noneMatch(step -> step.family().equals("recon"));
    assertThat(last().scope().labels()).containsExactly("cards", "eu");
    assertThat(last().scope().accounts()).hasSize(61).contains("999");
    assertThat(last().scope().families()).containsExactly("bulk-read", "recon");
  }
}
