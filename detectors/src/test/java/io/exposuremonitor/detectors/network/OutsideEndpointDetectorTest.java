package io.exposuremonitor.detectors.network;

import static io.exposuremonitor.detectors.sighting.Act.ALICE;
import static io.exposuremonitor.detectors.sighting.Act.DAY;
import static io.exposuremonitor.detectors.sighting.Act.SLOT;
import static io.exposuremonitor.detectors.sighting.Act.START;
import static io.exposuremonitor.detectors.sighting.Act.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideEndpointDetectorTest {
  private static final Act READ = Act.of(Operation.QUERY);
  private static final String OTHERS = "arn:aws:ec2:eu-west-1:999988887777:vpc-endpoint/vpce-2";

  private static KeyedRun<EndpointState> newRun(Policy policy) {
    return Act.byTable(new OutsideEndpointDetector(), policy);
  }

  private static Policy policyWithOwnAccounts(String accounts) throws PolicyException {
    return PolicyLoader.load("policy.yml", "version: 1\nown: {accounts: [" + accounts + "]}\n");
  }

  /** Reads once a day through an endpoint, from day {@code from} to before {@code to}. */
  private static KeyedRun<EndpointState> runWithHistory(int from, int to) {
    return runWithHistory(from, to, Policy.defaults());
  }

  private static KeyedRun<EndpointState> runWithHistory(int from, int to, Policy policy) {
    KeyedRun<EndpointState> run = newRun(policy);
    for (int day = from; day < to; day++) {
      run.take(READ.through("vpce-1").at(START + day * DAY).activity());
    }
    return run;
  }

  @Test
  void reportsActorThatBypassesItsUsualVpcEndpoint() {
    List<Signal> signals = runWithHistory(0, 20).take(READ.at("P20D").activity()).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("network.outside-endpoint");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(Act.table("orders"));
    assertThat(signal.message()).contains("`orders` from 192.0.0.0/16, though it always came");
    assertThat(signal.evidence().counts()).containsEntry("history_days", 20L);
    assertThat(signal.evidence().events()).hasSize(1);
  }

  @Test
  void treatsEndpointOfAnotherAccountAsOutside() throws PolicyException {
    List<Signal> signals =
        runWithHistory(0, 20, policyWithOwnAccounts("'111122223333'"))
            .take(READ.through(OTHERS).at("P20D").activity())
            .signals();

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).message())
        .contains("`orders` through the VPC endpoint vpce-2 of account 999988887777, though it")
        .contains("always came through one of ours before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'111122223333', '999988887777'"})
  void treatsEndpointOfOwnOrUnknownAccountAsInside(String accounts) throws PolicyException {
    KeyedRun<EndpointState> run = runWithHistory(0, 20, policyWithOwnAccounts(accounts));

    assertThat(run.take(READ.through(OTHERS).at("P20D").activity()).signals()).isEmpty();
  }

  @Test
  void allowsPartnerToUseItsOwnEndpoint() throws PolicyException {
    Actor partner = new Actor(Actor.Kind.ACCOUNT, "999988887777", "999988887777");
    KeyedRun<EndpointState> run = newRun(policyWithOwnAccounts("'111122223333'"));
    for (int day = 0; day <= 20; day++) {
      run.take(READ.by(partner).through(OTHERS).at(START + day * DAY).activity());
    }

    assertThat(run.signals()).isEmpty();
    assertThat(run.take(READ.by(partner).at("P21D").activity()).signals()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"P13DT23H45M, 0", "P14D, 1"})
  void reportsOnlyAfterLearningPeriod(String time, int signals) {
    assertThat(runWithHistory(0, 13).take(READ.at(time).activity()).signals()).hasSize(signals);
  }

  @Test
  void ignoresActorThatUsesBothPaths() {
    KeyedRun<EndpointState> run = runWithHistory(0, 5).take(READ.at("P5D").activity());
    for (int day = 6; day <= 18; day++) {
      run.take(READ.through("vpce-1").at(START + day * DAY).activity());
    }

    assertThat(run.take(READ.at("P18D").activity()).signals()).isEmpty();
  }

  /** Otherwise one call that is taken for a test would excuse a theft days later. */
  @Test
  void reportsCallsFromOutsideUntilTheyHaveLastedForTheLearningTime() {
    KeyedRun<EndpointState> run = runWithHistory(0, 20);
    for (int day = 20; day <= 40; day++) {
      run.take(READ.through("vpce-1").at(START + day * DAY).activity());
      run.take(READ.at(START + day * DAY).activity());
    }

    assertThat(run.signals()).hasSize(14);
  }

  @Test
  void ignoresActorThatNeverUsedAnEndpoint() {
    assertThat(
            newRun(Policy.defaults())
                .take(READ.at("P1D").activity(), READ.at("P20D").activity())
                .signals())
        .isEmpty();
  }

  @Test
  void ignoresRefusalsCopiesServicesAndOtherTables() {
    assertThat(
            runWithHistory(0, 20)
                .take(
                    READ.refused().at("P20D").activity(),
                    READ.on("carts").at("P20D").activity(),
                    READ.by(Act.SERVICE).at("P20D").activity(),
                    READ.invokedBy("athena.amazonaws.com").at("P20D").activity(),
                    Act.of(Operation.CREATE_BACKUP).at("P20D").activity())
                .signals())
        .isEmpty();
  }

  @Test
  void policyMayRequireAnEndpointOrAllowAny() throws Exception {
    Policy required =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            thresholds:
              network: {endpoint: any}
              overrides:
              - {table: orders, network: {endpoint: required}}
            """);

    KeyedRun<EndpointState> run =
        newRun(required).take(READ.activity(), READ.on("carts").activity());
    assertThat(run.signals()).hasSize(1);
    assertThat(run.signals().get(0).confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(run.take(READ.through("vpce-1").activity()).signals()).hasSize(1);
  }

  @Test
  void evictsInactiveActors() {
    KeyedRun<EndpointState> run = runWithHistory(0, 2);

    assertThat(run.passTo(after("P46D")).states()).hasSize(1);
    assertThat(run.passTo(after("P46DT45M")).states()).isEmpty();
  }

  /** Oracle: the slots with calls through an endpoint and those with calls from elsewhere. */
  @Property(tries = 150)
  void matchesOracleInAnyOrderAndAcrossRestart(@ForAll long seed) {
    Random random = new Random(seed);
    List<Act> acts = acts(random);
    KeyedRun<EndpointState> inOrder = newRun(Policy.defaults()).take(Act.activities(acts));
    KeyedRun<EndpointState> disordered =
        newRun(Policy.defaults()).takeDisordered(Act.activities(acts), random);

    assertThat(disordered.findings()).isEqualTo(inOrder.findings());
    assertThat(!disordered.findings().isEmpty()).isEqualTo(isExpected(acts));
  }

  private static List<Act> acts(Random random) {
    List<Act> acts = new ArrayList<>();
    long time = START;
    for (int i = 3 + random.nextInt(12); i > 0; i--) {
      acts.add((random.nextInt(4) > 0 ? READ.through("vpce-1") : READ).at(time));
      time += random.nextInt(3) == 0 ? random.nextLong(30 * DAY) : 1 + random.nextLong(SLOT);
    }
    return acts;
  }

  private static boolean isExpected(List<Act> acts) {
    for (Act act : acts) {
      long slot = slot(act);
      List<Long> inside = settled(acts, slot, true);
      List<Long> outside = settled(acts, slot, false);
      if (isOutside(act) && isRecent(inside, slot) && !isRecent(outside, slot)) {
        int i = inside.size() - 1;
        while (i > 0 && inside.get(i) - inside.get(i - 1) <= 45 * 96) {
          i--;
        }
        if (slot - inside.get(i) >= 14 * 96) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRecent(List<Long> uses, long slot) {
    return !uses.isEmpty() && slot - uses.get(uses.size() - 1) <= 45 * 96;
  }

  private static List<Long> settled(List<Act> acts, long slot, boolean inside) {
    return acts.stream()
        .filter(act -> isOutside(act) != inside)
        .map(OutsideEndpointDetectorTest::slot)
        .filter(other -> other <= slot - 2)
        .sorted()
        .toList();
  }

  private static boolean isOutside(Act act) {
    return act.origin().vpcEndpointId().isEmpty();
  }

  private static long slot(Act act) {
    return Math.floorDiv(act.time(), SLOT);
  }
}
