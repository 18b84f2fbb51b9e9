package io.exposuremonitor.detectors.recon;

import static io.exposuremonitor.detectors.sighting.Act.ALICE;
import static io.exposuremonitor.detectors.sighting.Act.DAY;
import static io.exposuremonitor.detectors.sighting.Act.ROLE;
import static io.exposuremonitor.detectors.sighting.Act.SERVICE;
import static io.exposuremonitor.detectors.sighting.Act.SLOT;
import static io.exposuremonitor.detectors.sighting.Act.START;
import static io.exposuremonitor.detectors.sighting.Act.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnumerationDetectorTest {
  private static final long WEEK_LATER = after("P8D");

  private static KeyedRun<EnumerationState> newRun(Policy policy) {
    return new KeyedRun<>(
        new EnumerationDetector(Observation.unbrokenSince(START)),
        bundle -> bundle.actor().id(),
        policy);
  }

  private static KeyedRun<EnumerationState> newRun() {
    return newRun(Policy.defaults());
  }

  /** Calls on the given number of tables, evenly spaced. */
  private static List<Activity> looks(
      int count, long start, long millis, UnaryOperator<Act> change) {
    return IntStream.range(0, count)
        .mapToObj(i -> Act.of(Operation.DESCRIBE_TABLE).on("t" + i).at(start + i * millis / count))
        .map(change)
        .map(Act::activity)
        .toList();
  }

  @Test
  void reportsEnumerationOfManyTables() {
    Act list = Act.of(Operation.LIST_TABLES).on("").at(WEEK_LATER);
    List<Signal> signals =
        newRun()
            .take(list.activity())
            .take(looks(39, WEEK_LATER, 60_000, UnaryOperator.identity()))
            .signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("recon.enumeration");
    assertThat(signal.level()).isEqualTo(Level.LOW);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo("arn:aws:dynamodb:*:111122223333:table/*");
    assertThat(signal.start()).isEqualTo(WEEK_LATER);
    assertThat(signal.evidence().counts())
        .containsEntry("looks", 40L)
        .containsEntry("distinct_calls", 2L)
        .containsEntry("regions", 1L);
    assertThat(signal.evidence().events()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"39, PT10M, 0", "40, PT10M, 1", "40, PT59M, 1", "40, PT4H, 0"})
  void countsCallsWithinOneHour(int count, String span, int findings) {
    long millis = Duration.parse(span).toMillis();

    assertThat(newRun().take(looks(count, WEEK_LATER, millis, UnaryOperator.identity())).findings())
        .hasSize(findings);
  }

  @Test
  void leavesOutCallsAfterTheHour() {
    long end = WEEK_LATER + Duration.ofHours(1).toMillis();
    List<Signal> signals =
        newRun()
            .take(Act.of(Operation.LIST_TABLES).on("").at(end).activity())
            .take(looks(40, WEEK_LATER, 600_000, UnaryOperator.identity()))
            .signals();

    assertThat(signals).isNotEmpty().allSatisfy(signal -> assertThat(signal.end()).isLessThan(end));
  }

  @Test
  void countsRepeatedCallOnce() {
    List<Activity> looks = looks(10, WEEK_LATER, 600_000, UnaryOperator.identity());
    KeyedRun<EnumerationState> run = newRun();
    for (int i = 0; i < 10; i++) {
      run.take(looks).take(looks(10, WEEK_LATER + i * 1_000L, 600_000, UnaryOperator.identity()));
    }

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void ignoresUsualCallsOfActor() {
    KeyedRun<EnumerationState> run = newRun();
    for (int day = 0; day < 9; day++) {
      run.take(looks(200, START + day * DAY, 600_000, UnaryOperator.identity()));
    }

    assertThat(run.signals()).isEmpty();
    assertThat(run.take(looks(200, after("P9D"), 600_000, act -> act.in("us-east-1"))).signals())
        .isNotEmpty();
  }

  @Test
  void ignoresUsualCallsBeyondMemoryBound() {
    KeyedRun<EnumerationState> run = newRun();
    for (int day = 0; day < 12; day++) {
      run.take(looks(1_500, START + day * DAY, 600_000, UnaryOperator.identity()));
      run.restart();
    }

    assertThat(run.signals()).isEmpty();
    assertThat(run.take(looks(40, after("P12D"), 600_000, Act::refused)).signals())
        .as("of another kind")
        .isNotEmpty();
  }

  @Test
  void reportsNewCallsBeyondMemoryBoundOnlyOnTheFirstDay() {
    KeyedRun<EnumerationState> run = newRun();
    for (int day = 8; day < 12; day++) {
      run.take(looks(1_500, START + day * DAY, 600_000, UnaryOperator.identity()));
    }

    assertThat(run.signals()).isNotEmpty().allMatch(signal -> signal.end() < START + 9 * DAY);
    assertThat(run.take(looks(40, after("P60D"), 600_000, UnaryOperator.identity())).signals())
        .as("after retention")
        .anyMatch(signal -> signal.start() >= after("P60D"));
  }

  @ParameterizedTest
  @CsvSource({"149, 0", "150, 1"})
  void usesHigherThresholdForConsole(int count, int findings) {
    assertThat(newRun().take(looks(count, WEEK_LATER, 600_000, Act::inBrowser)).findings())
        .hasSize(findings);
  }

  @Test
  void countsRefusedCallsSeparately() {
    List<Signal> signals = newRun().take(looks(40, WEEK_LATER, 600_000, Act::refused)).signals();

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).evidence().counts()).containsEntry("failed_looks", 40L);
  }

  @Test
  void ignoresServices() {
    assertThat(
            newRun()
                .take(looks(99, WEEK_LATER, 600_000, act -> act.by(SERVICE)))
                .take(looks(99, WEEK_LATER, 600_000, act -> act.invokedBy("dms.amazonaws.com")))
                .states())
        .isEmpty();
  }

  @Test
  void ignoresReads() {
    Act read = Act.of(Operation.GET_ITEM).at(WEEK_LATER);

    assertThat(newRun().take(read.activity()).states()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"P6DT23H, 0", "P7D, 1"})
  void reportsOnlyAfterLearningPeriod(String time, int findings) {
    assertThat(newRun().take(looks(40, after(time), 60_000, UnaryOperator.identity())).findings())
        .hasSize(findings);
  }

  @Test
  void evictsInactiveActors() {
    KeyedRun<EnumerationState> run =
        newRun().take(looks(3, after("P1D"), 60_000, UnaryOperator.identity()));

    assertThat(run.passTo(after("P31D")).states()).hasSize(1);
    assertThat(run.passTo(after("P31DT45M")).states()).isEmpty();
  }

  @Test
  void boundsRememberedCalls() {
    KeyedRun<EnumerationState> run =
        newRun().take(looks(3_000, WEEK_LATER, 3_000_000, UnaryOperator.identity()));

    assertThat(run.signals()).isNotEmpty();
    assertThat(run.states().get(ALICE.id()).looks).hasSize(EnumerationState.MAX_LOOKS);
    assertThat(run.states().get(ALICE.id()).recent).hasSizeLessThan(12);
  }

  /** Oracle: counts the calls that are new in a window, from sets of calls by slot. */
  @Property(tries = 100)
  void matchesOracleInAnyOrderAndAcrossRestart(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Policy policy = policyWithLowThreshold();
    List<Act> acts = acts(random);
    KeyedRun<EnumerationState> inOrder = newRun(policy).take(Act.activities(acts));
    KeyedRun<EnumerationState> disordered =
        newRun(policy).takeDisordered(Act.activities(acts), random);

    assertThat(disordered.findings()).isEqualTo(inOrder.findings());
    assertThat(disordered.findings().keySet()).isEqualTo(expected(acts));
  }

  private static Policy policyWithLowThreshold() throws PolicyException {
    return PolicyLoader.load("policy.yml", "version: 1\nthresholds: {recon: {looks: 4}}\n");
  }

  private static List<Act> acts(Random random) {
    List<Act> acts = new ArrayList<>();
    long time = START + random.nextLong(12 * DAY);
    for (int i = 4 + random.nextInt(20); i > 0; i--) {
      Operation call =
          random.nextBoolean() ? Operation.DESCRIBE_TABLE : Operation.DESCRIBE_TIME_TO_LIVE;
      Act act = Act.of(call).on("t" + random.nextInt(6)).at(time);
      acts.add(random.nextInt(4) == 0 ? act.by(ROLE) : act);
      time += random.nextInt(8) == 0 ? random.nextLong(40 * DAY) : random.nextLong(SLOT);
    }
    return acts;
  }

  private static Set<String> expected(List<Act> acts) {
    Set<String> found = new TreeSet<>();
    for (Act in : acts) {
      boolean watched = slot(in) * SLOT - START >= 7 * DAY;
      for (long start = slot(in) - 3; watched && start <= slot(in); start++) {
        Set<String> looks = new TreeSet<>();
        long first = start;
        if (acts.stream().noneMatch(act -> slot(act) == first && act.actor().equals(in.actor()))) {
          continue;
        }
        for (Act act : acts) {
          boolean inside = slot(act) >= start && slot(act) < start + 4;
          if (inside && act.actor().equals(in.actor()) && isNew(acts, act, start)) {
            looks.add(act.operation() + act.resource());
          }
        }
        if (looks.size() >= 4) {
          found.add(
              "recon.enumeration " + in.actor().id() + " arn:aws:dynamodb:*:111122223333:table/*");
        }
      }
    }
    return found;
  }

  private static boolean isNew(List<Act> acts, Act look, long start) {
    return acts.stream()
        .filter(act -> act.actor().equals(look.actor()) && act.operation() == look.operation())
        .filter(act -> act.resource().equals(look.resource()))
        .mapToLong(EnumerationDetectorTest::slot)
        .noneMatch(other -> other <= start - 2 && start - other <= 30 * 96);
  }

  private static long slot(Act act) {
    return Math.floorDiv(act.time(), SLOT);
  }
}
