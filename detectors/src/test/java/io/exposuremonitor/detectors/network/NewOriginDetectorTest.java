package io.exposuremonitor.detectors.network;

import static io.exposuremonitor.detectors.sighting.Act.ALICE;
import static io.exposuremonitor.detectors.sighting.Act.DAY;
import static io.exposuremonitor.detectors.sighting.Act.SLOT;
import static io.exposuremonitor.detectors.sighting.Act.START;
import static io.exposuremonitor.detectors.sighting.Act.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewOriginDetectorTest {
  private static final Act READ = Act.of(Operation.GET_ITEM);

  private static KeyedRun<OriginState> newRun() {
    return Act.byActor(new NewOriginDetector(), Policy.defaults());
  }

  private static KeyedRun<OriginState> runWithHistory(int days) {
    KeyedRun<OriginState> run = newRun();
    for (int day = 0; day < days; day++) {
      run.take(READ.at(START + day * DAY).activity());
    }
    return run;
  }

  private static UnaryOperator<Act> change(String what) {
    return switch (what) {
      case "network" -> act -> act.from("198.51.100.9");
      case "program" -> act -> act.using("curl/8.1");
      default -> act -> act.in("us-east-1");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "program", "region"})
  void reportsNewOrigin(String what) {
    Act fromNewOrigin = change(what).apply(READ.at("P20D"));
    List<Signal> signals = runWithHistory(20).take(fromNewOrigin.activity()).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("network.new-origin");
    assertThat(signal.level()).isEqualTo(Level.LOW);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo("arn:aws:dynamodb:*:111122223333:table/*");
    assertThat(signal.evidence().facts()).containsOnlyKeys(what);
  }

  @Test
  void reportsRefusedCallFromNewOrigin() {
    Act attempt = READ.refused().from("198.51.100.9").at("P20D");

    assertThat(runWithHistory(20).take(attempt.activity()).signals()).hasSize(1);
  }

  /** Stolen credentials need not touch the table where its exports can be read. */
  @Test
  void reportsNewOriginOfReadsOfExportedFiles() {
    KeyedRun<OriginState> run = newRun();
    Act fetch = Act.of(Operation.S3_GET_OBJECT);
    for (int day = 0; day < 20; day++) {
      run.take(
          fetch.on("arn:aws:s3:::exports/AWSDynamoDB/" + day).at(START + day * DAY).activity());
    }
    Act stolen = fetch.on("arn:aws:s3:::exports/AWSDynamoDB/19").at("P20D");

    assertThat(run.take(stolen.activity()).signals()).isEmpty();
    assertThat(run.take(stolen.from("198.51.100.9").activity()).signals()).hasSize(1);
  }

  @Test
  void ignoresKnownNetworkAndOtherVersionOfProgram() {
    assertThat(
            runWithHistory(20)
                .take(
                    READ.from("192.0.200.1").at("P20D").activity(),
                    READ.using("Boto3/1.35 md/y").at("P20D").activity())
                .signals())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"13, P13DT23H45M, 0", "14, P14D, 1"})
  void reportsOnlyActorsWithLongHistory(int days, String time, int signals) {
    Act call = change("network").apply(READ.at(time));
    assertThat(runWithHistory(days).take(call.activity()).signals()).hasSize(signals);
  }

  @Test
  void ignoresActorsWithManyOrigins() {
    KeyedRun<OriginState> run = runWithHistory(2);
    for (int i = 0; i < 10; i++) {
      run.take(READ.from("10." + i + ".0.1").at(START + (2 + i) * DAY).activity());
    }

    assertThat(run.take(READ.from("198.51.100.9").at("P20D").activity()).signals()).isEmpty();
  }

  @Test
  void ignoresCallsByServicesForTheActor() {
    assertThat(
            runWithHistory(20)
                .take(
                    READ.invokedBy("athena.amazonaws.com").at("P20D").activity(),
                    READ.by(Act.SERVICE).at("P20D").activity())
                .signals())
        .isEmpty();
  }

  @Test
  void boundsRememberedOriginsAndEvictsState() {
    KeyedRun<OriginState> run = runWithHistory(2);
    for (int i = 0; i < 200; i++) {
      run.take(READ.from("10." + i + ".0.1").at(after("P1D") + i * SLOT).activity());
    }

    assertThat(run.states().get(ALICE.id()).networks).hasSize(OriginState.MAX_ORIGINS);
    assertThat(run.passTo(after("P50D")).states()).isEmpty();
  }

  /** Oracle: for each call, all earlier calls that are already settled. */
  @Property(tries = 150)
  void matchesOracleInAnyOrderAndAcrossRestart(@ForAll long seed) {
    Random random = new Random(seed);
    List<Act> acts = acts(random);
    KeyedRun<OriginState> inOrder = newRun().take(Act.activities(acts));
    KeyedRun<OriginState> disordered = newRun().takeDisordered(Act.activities(acts), random);

    assertThat(disordered.findings()).isEqualTo(inOrder.findings());
    assertThat(!disordered.findings().isEmpty()).isEqualTo(isExpected(acts));
  }

  private static List<Act> acts(Random random) {
    List<Act> acts = new ArrayList<>();
    long time = START;
    for (int i = 3 + random.nextInt(12); i > 0; i--) {
      acts.add(READ.from("10." + random.nextInt(3) + ".0.1").at(time));
      time += random.nextInt(3) == 0 ? random.nextLong(30 * DAY) : 1 + random.nextLong(SLOT);
    }
    return acts;
  }

  private static boolean isExpected(List<Act> acts) {
    for (Act act : acts) {
      long slot = slot(act);
      List<Act> before = acts.stream().filter(other -> slot(other) <= slot - 2).toList();
      boolean seen =
          before.stream()
              .filter(other -> other.origin().sourceIp().equals(act.origin().sourceIp()))
              .anyMatch(other -> slot - slot(other) <= 45 * 96);
      int i = before.size() - 1;
      boolean recent = i >= 0 && slot - slot(before.get(i)) <= 45 * 96;
      while (i > 0 && slot(before.get(i)) - slot(before.get(i - 1)) <= 45 * 96) {
        i--;
      }
      if (!seen && recent && slot - slot(before.get(i)) >= 14 * 96) {
        return true;
      }
    }
    return false;
  }

  private static long slot(Act act) {
    return Math.floorDiv(act.time(), SLOT);
  }
}
