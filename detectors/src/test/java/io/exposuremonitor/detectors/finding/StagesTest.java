package io.exposuremonitor.detectors.finding;

import static io.exposuremonitor.detectors.finding.Signals.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    assertThat(stageOf(policy, "bulk-read.key-sweep")).isEqualTo(Policy.Stage.ACTIVE);
    assertThat(stageOf(policy, "bulk-read.table-scan")).isEqualTo(Policy.Stage.DRY_RUN);
    assertThat(stageOf(policy, "partiql.console")).isEqualTo(Policy.Stage.DISABLED);
    assertThat(stageOf(policy, "export.prepared")).isEqualTo(Policy.Stage.ACTIVE);
    assertThat(Suppressions.isDisabled(policy, scan("01:00", Level.HIGH, 1))).isFalse();
    assertThat(Suppressions.isDisabled(stage("disabled"), scan("01:00", Level.HIGH, 1))).isTrue();
  }

  @Test
  void aRulesNameGoesBeforeTheIdItShares() throws PolicyException {
    Policy policy =
        stages(
            """
            - {finding: export.to-unapproved-destination, stage: disabled}
            - {finding: export.odd, stage: active}
            """);

    assertThat(Suppressions.isDisabled(policy, exportBy("export.odd"))).isFalse();
    assertThat(Suppressions.isDisabled(policy, exportBy("export.other"))).isTrue();
    assertThat(Suppressions.isDisabled(policy, Signals.export(Signals.at("01:00"), "e"))).isTrue();
  }

  @Test
  void findingIsDryRunWhileAllItsRulesAre() throws PolicyException {
    Policy policy = stages("- {finding: export.odd*, stage: dry-run}");
    EpisodeState state = live.on(null, exportBy("export.odd"), policy, findings::add);
    state = live.on(state, exportBy("export.oddest"), policy, findings::add);
    state = live.on(state, exportBy("export.usual"), policy, findings::add);
    state = live.on(state, exportBy("export.odd"), policy, findings::add);
    live.onTime(state, Signals.at("09:00"), policy, findings::add);

    assertThat(findings)
        .extracting(Finding::phase, Finding::dryRun)
        .containsExactly(
            tuple(Phase.OPENED, true), tuple(Phase.UPDATED, false), tuple(Phase.CLOSED, false));
  }

  @Test
  void ruleNamedAsTheFindingEndsADryRunOfAnother() throws PolicyException {
    Policy policy = stages("- {finding: export.odd, stage: dry-run}");
    EpisodeState state = live.on(null, exportBy("export.odd"), policy, findings::add);
    live.on(state, Signals.export(Signals.at("01:00"), "e"), policy, findings::add);

    assertThat(findings).extracting(Finding::dryRun).containsExactly(true, false);
    assertThat(findings)
        .extracting(finding -> finding.evidence().facts().get(Evidence.RULE))
        .containsExactly("export.odd", "export.odd, export.to-unapproved-destination");
  }

  @Test
  void marksDryRunOfARuleInReplay() throws PolicyException {
    Policy policy = stages("- {finding: export.odd, stage: dry-run}");

    assertThat(EpisodesTest.replay(policy, List.of(exportBy("export.odd"))))
        .extracting(Finding::dryRun)
        .containsExactly(true);
    assertThat(EpisodesTest.replay(policy, List.of(exportBy("export.odd"), exportBy("export.b"))))
        .extracting(Finding::dryRun)
        .containsExactly(false);
  }

  /** An active one may be among those that the finding does not name. */
  @Test
  void findingOfMoreRulesThanItNamesIsActive() throws PolicyException {
    Policy policy = stages("- {finding: export.odd-*, stage: dry-run}");
    List<Signal> many =
        IntStream.range(0, EpisodeEvidence.MAX_RULES)
            .mapToObj(i -> exportBy("export.odd-" + (10 + i)))
            .toList();

    assertThat(EpisodesTest.replay(policy, many.subList(1, many.size())))
        .extracting(Finding::dryRun)
        .containsExactly(true);
    assertThat(EpisodesTest.replay(policy, many))
        .extracting(Finding::dryRun)
        .containsExactly(false);
    assertThat(EpisodesTest.replay(stages("- {finding: export.*, stage: dry-run}"), many))
        .extracting(Finding::dryRun)
        .containsExactly(true);
  }

  private static Policy.Stage stageOf(Policy policy, String id) {
    return policy.stage(id, id);
  }

  private static Signal exportBy(String rule) {
    return Signals.export(Signals.at("01:00"), rule, Map.of(Evidence.RULE, rule));
  }

  private static Policy stages(String entries) throws PolicyException {
    return PolicyLoader.load(
        "policy.yml", "version: 1\nfindings:\n  stages:\n" + entries.indent(4));
  }

  private static Policy stage(String stage) throws PolicyException {
    return PolicyLoader.load(
        "policy.yml",
        "version: 1\nfindings: {stages: [{finding: bulk-read.*, stage: " + stage + "}]}\n");
  }
}
