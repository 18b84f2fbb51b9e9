package io.exposuremonitor.detectors.finding;

import static io.exposuremonitor.detectors.finding.Signals.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The effect of stages on detections, also when a stage changes meanwhile. */
class StagesTest {
  private final Episodes live = new Episodes(Reporting.LIFE_CYCLE);
  private final List<Finding> findings = new ArrayList<>();

  @Test
  void marksDryRunInEveryPhase() throws PolicyException {
    Policy policy = stage("dry-run");
    EpisodeState state = live.on(null, scan("01:00", Level.HIGH, 1), policy, findings::add);
    state = live.on(state, scan("01:05", Level.HIGH, 1), policy, findings::add);
    state = live.on(state, scan("01:10", Level.CRITICAL, 1), policy, findings::add);
    live.onTime(state, Signals.at("09:00"), policy, findings::add);

    assertThat(findings)
        .extracting(Finding::phase, Finding::dryRun)
        .containsExactly(
            tuple(Phase.OPENED, true), tuple(Phase.UPDATED, true), tuple(Phase.CLOSED, true));
  }

  @Test
  void marksDryRunOfAnEpisodeThatMergesIntoAnother() throws PolicyException {
    Policy policy = stage("dry-run");
    EpisodeState state = live.on(null, scan("01:00", Level.HIGH, 1), policy, findings::add);
    state = live.on(state, scan("07:10", Level.HIGH, 1), policy, findings::add);
    live.on(state, scan("06:56", Level.HIGH, 1), policy, findings::add);

    assertThat(findings)
        .extracting(Finding::phase, Finding::dryRun)
        .containsExactly(
            tuple(Phase.OPENED, true), tuple(Phase.OPENED, true), tuple(Phase.CLOSED, true));
  }

  @Test
  void updatesOpenFindingWhenDetectionBecomesActive() throws PolicyException {
    EpisodeState state =
        live.on(null, scan("01:00", Level.HIGH, 1), stage("dry-run"), findings::add);
    state = live.on(state, scan("01:10", Level.HIGH, 1), stage("active"), findings::add);
    state = live.on(state, scan("01:20", Level.HIGH, 1), stage("active"), findings::add);
    live.onTime(state, Signals.at("09:00"), stage("active"), findings::add);

    assertThat(findings)
        .extracting(Finding::phase, Finding::dryRun)
        .containsExactly(
            tuple(Phase.OPENED, true), tuple(Phase.UPDATED, false), tuple(Phase.CLOSED, false));
    assertThat(findings).extracting(Finding::uid).containsOnly(findings.get(0).uid());
  }

  @Test
  void keepsFindingActiveWhenDetectionReturnsToDryRun() throws PolicyException {
    EpisodeState state =
        live.on(null, scan("01:00", Level.HIGH, 1), stage("active"), findings::add);
    state = live.on(state, scan("01:10", Level.HIGH, 1), stage("dry-run"), findings::add);
    live.onTime(state, Signals.at("09:00"), stage("dry-run"), findings::add);

    assertThat(findings)
        .extracting(Finding::phase, Finding::dryRun)
        .containsExactly(tuple(Phase.OPENED, false), tuple(Phase.CLOSED, false));
  }

  @Test
  void marksDryRunInReplay() throws PolicyException {
    Episodes replay = new Episodes(Reporting.FINAL);
    EpisodeState state =
        replay.on(null, scan("01:00", Level.HIGH, 1), stage("dry-run"), findings::add);
    replay.onTime(state, Signals.at("09:00"), stage("dry-run"), findings::add);

    assertThat(findings).extracting(Finding::dryRun).containsExactly(true);
  }

  @Test
  void usesFirstMatchingStage() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            findings:
              stages:
                - {finding: bulk-read.key-sweep, stage: active}
                - {finding: bulk-read.*, stage: dry-run}
                - {finding: partiql.*, stage: disabled}
            """);

    assertThat(policy.stage("bulk-read.key-sweep")).isEqualTo(Policy.Stage.ACTIVE);
    assertThat(policy.stage("bulk-read.table-scan")).isEqualTo(Policy.Stage.DRY_RUN);
    assertThat(policy.stage("partiql.console")).isEqualTo(Policy.Stage.DISABLED);
    assertThat(policy.stage("export.prepared")).isEqualTo(Policy.Stage.ACTIVE);
    assertThat(Suppressions.isDisabled(policy, scan("01:00", Level.HIGH, 1))).isFalse();
    assertThat(Suppressions.isDisabled(stage("disabled"), scan("01:00", Level.HIGH, 1))).isTrue();
  }

  private static Policy stage(String stage) throws PolicyException {
    return PolicyLoader.load(
        "policy.yml",
        "version: 1\nfindings: {stages: [{finding: bulk-read.*, stage: " + stage + "}]}\n");
  }
}
