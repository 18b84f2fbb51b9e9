package io.exposuremonitor.detectors.consumer;

import static io.exposuremonitor.detectors.activity.Operation.UPDATE_ITEM;
import static io.exposuremonitor.detectors.activity.Operation.WRITE_LEASE;
import static io.exposuremonitor.detectors.consumer.Reads.ALICE;
import static io.exposuremonitor.detectors.consumer.Reads.INDEXER;
import static io.exposuremonitor.detectors.consumer.Reads.START;
import static io.exposuremonitor.detectors.consumer.Reads.after;
import static io.exposuremonitor.detectors.consumer.Reads.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTableDetectorTest {
  private static final String LEASES = "arn:aws:dynamodb:eu-west-1:111122223333:table/mirror";

  private static KeyedRun<LeaseTableState> watching(Policy policy) {
    return new KeyedRun<>(
        Reads.each(new LeaseTableDetector(Observation.unbrokenSince(START)), LeaseSighting::of),
        bundle -> bundle.resource(),
        policy);
  }

  private static KeyedRun<LeaseTableState> watching() {
    return watching(Policy.defaults());
  }

  private static Activity lease(Actor actor, long time) {
    return call(WRITE_LEASE, actor, LEASES, time, "", "", "");
  }

  @Test
  void signalsFirstLeasesInTable() {
    List<Signal> signals = watching().take(lease(ALICE, after("P8D"))).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("consumer.kcl-application");
    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(LEASES);
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.message()).contains("The application mirror takes leases");
    assertThat(signal.evidence().eventIds()).hasSize(1);
  }

  @Test
  void ignoresOtherAndDeniedWrites() {
    Activity write = call(UPDATE_ITEM, ALICE, LEASES, after("P8D"), "", "", "");
    Activity denied = call(WRITE_LEASE, ALICE, LEASES, after("P8D"), "", "", "AccessDenied");

    assertThat(watching().take(write, denied).states()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"P6DT23H59M, 0", "P7D, 1"})
  void signalsOnlyAfterLearningTime(String time, int signals) {
    assertThat(watching().take(lease(ALICE, after(time))).signals()).hasSize(signals);
  }

  @ParameterizedTest
  @CsvSource({"P46D, 0", "P46DT15M, 1"})
  void signalsAgainAfterMemoryExpires(String time, int signals) {
    KeyedRun<LeaseTableState> run =
        watching().take(lease(INDEXER, after("P1D")), lease(INDEXER, after(time)));

    assertThat(run.signals()).hasSize(signals);
  }

  @Test
  void expiresStateOfUnusedTable() {
    KeyedRun<LeaseTableState> run = watching().take(lease(INDEXER, after("P1D")));

    assertThat(run.passTo(after("P46D")).states()).hasSize(1);
    assertThat(run.passTo(after("P46DT30M")).states()).isEmpty();
  }

  @Test
  void orderAndDuplicatesDoNotChangeFindings() {
    Activity first = lease(ALICE, after("P8D"));
    Activity second = lease(ALICE, after("P8DT10M"));

    assertThat(watching().take(second, first, first).findings())
        .isEqualTo(watching().take(first, second).findings());
  }

  @Test
  void ignoresApprovedApplications() throws Exception {
    Policy policy =
        PolicyLoader.load("p.yml", "version: 1\napproved: {kclApplications: [\"mirr*\"]}\n");

    assertThat(watching(policy).take(lease(ALICE, after("P8D"))).states()).isEmpty();
  }

  @Test
  void ignoresLeaseTableNamedInSettings() {
    assertThat(polled(true).take(lease(ALICE, after("P8D"))).signals()).isEmpty();
    assertThat(polled(false).take(lease(ALICE, after("P8D"))).signals())
        .extracting(signal -> signal.actor().kind())
        .containsExactly(Actor.Kind.ACCOUNT, Actor.Kind.USER);
  }

  /** The monitor reads the lease table before anything else happens. */
  private static KeyedRun<LeaseTableState> polled(boolean named) {
    return new KeyedRun<>(
        Reads.each(
            new LeaseTableDetector(Observation.unbrokenSince(START)),
            bundle ->
                List.of(
                    new LeaseSighting(
                        LEASES,
                        true,
                        named,
                        ReaderSignals.account("", LEASES),
                        "111122223333",
                        "eu-west-1",
                        bundle.slot(),
                        bundle.slot(),
                        List.of()),
                    LeaseSighting.of(bundle).get(0))),
        bundle -> bundle.resource(),
        Policy.defaults());
  }
}
