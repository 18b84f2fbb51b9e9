package io.exposuremonitor.detectors.tablecopy;

import static io.exposuremonitor.detectors.activity.Operation.EXPORT_TABLE;
import static io.exposuremonitor.detectors.activity.Operation.UPDATE_CONTINUOUS_BACKUPS;
import static io.exposuremonitor.detectors.tablecopy.Copies.ALICE;
import static io.exposuremonitor.detectors.tablecopy.Copies.ROLE;
import static io.exposuremonitor.detectors.tablecopy.Copies.after;
import static io.exposuremonitor.detectors.tablecopy.Copies.call;
import static io.exposuremonitor.detectors.tablecopy.Copies.export;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedExportDetectorTest {
  private static final Activity CHANGE = change(ALICE, "orders", after("PT10M"));
  private static final Activity EXPORT = export(ALICE, "orders", after("PT12M"));

  private static KeyedRun<PreparedExportState> watching(Policy policy) {
    return new KeyedRun<>(
        new PreparedExportDetector(),
        bundle -> bundle.actor().id() + ' ' + bundle.resource(),
        policy);
  }

  private static KeyedRun<PreparedExportState> watching() {
    return watching(Policy.defaults());
  }

  private static Activity change(Actor actor, String table, long time) {
    return call(UPDATE_CONTINUOUS_BACKUPS, actor, table, time);
  }

  @Test
  void signalsRecoveryChangeFollowedByExport() {
    List<Signal> signals = watching().take(CHANGE, EXPORT).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("export.prepared");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.start()).isEqualTo(CHANGE.time());
    assertThat(signal.end()).isEqualTo(EXPORT.time());
    assertThat(signal.resource()).isEqualTo(Copies.table("orders"));
    assertThat(signal.message()).contains("exported the table 2 minutes later: ask");
    assertThat(signal.evidence().facts()).isEmpty();
    assertThat(signal.evidence().eventIds())
        .containsExactlyInAnyOrder(CHANGE.eventId(), EXPORT.eventId());
  }

  @Test
  void statesDelayAndBucketOfExport() {
    Activity export =
        export(ALICE, "orders", EXPORT.time(), "arn:aws:s3:::drop/x/AWSDynamoDB/0176-a");

    for (List<Activity> order : List.of(List.of(CHANGE, export), List.of(export, CHANGE))) {
      Signal signal = watching().take(order.get(0), order.get(1)).signals().get(0);
      assertThat(signal.message())
          .isEqualTo(
              "user/alice changed point-in-time recovery of `orders` and exported the table 2"
                  + " minutes later to the bucket drop: ask its owner whether that was planned, and"
                  + " find out who can read the copy.");
      assertThat(signal.evidence().facts()).containsExactly(Map.entry("bucket", "drop"));
    }
  }

  @Test
  void mergesSeveralStepsIntoOneFindingInAnyOrder() {
    Activity change = change(ALICE, "orders", after("PT11M"));
    Activity one = export(ALICE, "orders", after("PT20M"), "arn:aws:s3:::one/AWSDynamoDB/0176-a");
    Activity two = export(ALICE, "orders", after("PT30M"), "arn:aws:s3:::two/AWSDynamoDB/0177-b");

    assertThat(watching().take(two, one, change, CHANGE).findings())
        .isEqualTo(watching().take(CHANGE, change, one, two).findings())
        .isEqualTo(watching().take(CHANGE, two, change, one).findings());
  }

  @Test
  void requiresChangeBeforeExportByOneActorOnOneTable() {
    assertThat(watching().take(CHANGE).signals()).isEmpty();
    assertThat(watching().take(EXPORT).signals()).isEmpty();
    assertThat(watching().take(export(ALICE, "orders", after("PT1M")), CHANGE).signals()).isEmpty();
    assertThat(watching().take(CHANGE, export(ALICE, "carts", after("PT12M"))).signals()).isEmpty();
    assertThat(watching().take(CHANGE, export(ROLE, "orders", after("PT12M"))).signals()).isEmpty();
    assertThat(watching().take(Copies.backup(ALICE, "orders", CHANGE.time()), EXPORT).signals())
        .isEmpty();
  }

  /** A timer that is due for one step leaves the steps that are still within the window. */
  @Test
  void keepsLaterStepsWhenAnEarlierOneExpires() {
    Activity change = change(ALICE, "orders", after("PT20H"));
    Activity export = export(ALICE, "orders", after("PT44H"));

    assertThat(watching().take(CHANGE, change).passTo(after("PT30H")).take(export).findings())
        .isNotEmpty()
        .isEqualTo(watching().take(change, export).findings());
    assertThat(watching().take(CHANGE, export).passTo(after("PT44H10M")).take(change).findings())
        .isEqualTo(watching().take(change, export).findings());
  }

  @ParameterizedTest
  @CsvSource({"PT9M59.999S, 0", "PT10M, 1", "PT24H10M, 1", "PT24H10M0.001S, 0"})
  void signalsOnlyExportsWithinADayAfterTheChange(String time, int signals) {
    assertThat(watching().take(CHANGE, export(ALICE, "orders", after(time))).signals())
        .hasSize(signals);
  }

  @Test
  void acceptsLateExportWithinTheWindow() {
    KeyedRun<PreparedExportState> run = watching().take(CHANGE).passTo(after("PT24H24M"));

    assertThat(run.take(export(ALICE, "orders", after("PT24H10M"))).signals()).hasSize(1);
  }

  @Test
  void orderAndDuplicatesDoNotChangeFindings() {
    assertThat(watching().take(EXPORT, CHANGE).findings())
        .isEqualTo(watching().take(CHANGE, EXPORT).findings());
    KeyedRun<PreparedExportState> repeated =
        watching().take(CHANGE, CHANGE, EXPORT, EXPORT, CHANGE);
    assertThat(repeated.findings()).isEqualTo(watching().take(CHANGE, EXPORT).findings());
    assertThat(repeated.states().values())
        .allSatisfy(state -> assertThat(state.changes).hasSize(1))
        .allSatisfy(state -> assertThat(state.exports).hasSize(1));
  }

  @Test
  void keepsStepsAcrossRestart() {
    KeyedRun<PreparedExportState> run = watching().take(CHANGE);
    run.restart();

    assertThat(run.take(EXPORT).findings()).isEqualTo(watching().take(CHANGE, EXPORT).findings());
  }

  @Test
  void expiresStateAfterWindow() {
    KeyedRun<PreparedExportState> run = watching().take(CHANGE, EXPORT);

    assertThat(run.passTo(after("PT24H26M")).states()).hasSize(1);
    assertThat(run.passTo(after("PT24H28M")).states()).isEmpty();
  }

  @Test
  void boundsNumberOfSteps() {
    KeyedRun<PreparedExportState> run = watching();
    for (int i = 0; i < 50; i++) {
      run.take(change(ALICE, "orders", after("PT1M") + i));
    }

    assertThat(run.states().values())
        .allSatisfy(state -> assertThat(state.changes).hasSize(PreparedExportState.MAX_STEPS));
    assertThat(run.take(EXPORT).signals()).hasSize(PreparedExportState.MAX_STEPS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"change", "export"})
  void ignoresFailedSteps(String failed) {
    Activity change =
        failed.equals("change")
            ? call(UPDATE_CONTINUOUS_BACKUPS, ALICE, "orders", CHANGE.time(), "AccessDenied", "")
            : CHANGE;
    Activity export =
        failed.equals("export")
            ? call(EXPORT_TABLE, ALICE, "orders", EXPORT.time(), "AccessDenied", "")
            : EXPORT;

    assertThat(watching().take(change, export).signals()).isEmpty();
  }

  @Test
  void usesWindowOfPolicy() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml", "version: 1\nthresholds: {tableCopies: {preparation: 1m}}\n");

    assertThat(watching(policy).take(CHANGE, EXPORT).signals()).isEmpty();
  }
}
