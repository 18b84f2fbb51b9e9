package io.exposuremonitor.detectors.access;

import static io.exposuremonitor.detectors.sighting.Act.ALICE;
import static io.exposuremonitor.detectors.sighting.Act.DAY;
import static io.exposuremonitor.detectors.sighting.Act.SLOT;
import static io.exposuremonitor.detectors.sighting.Act.START;
import static io.exposuremonitor.detectors.sighting.Act.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReadBackDetectorTest {
  private static final long THEN = after("P8D");

  private static KeyedRun<ReadBackState> watching(Policy policy) {
    return Act.byTable(new ReadBackDetector(Observation.unbrokenSince(START)), policy);
  }

  private static KeyedRun<ReadBackState> watching() {
    return watching(Policy.defaults());
  }

  /** Writes of the given number of items, one per second. */
  private static List<Activity> writes(Operation operation, int items, long start) {
    return IntStream.range(0, items)
        .mapToObj(i -> Act.of(operation).at(start + 1_000L * i).keys(i))
        .map(Act::activity)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "PUT_ITEM_READ_BACK",
        "UPDATE_ITEM_READ_BACK",
        "DELETE_ITEM_READ_BACK",
        "TRANSACT_WRITE_ITEMS_READ_BACK"
      })
  void reportsManyItemsReturnedByWrites(Operation operation) {
    List<Signal> signals = watching().take(writes(operation, 120, THEN)).signals();

    Signal signal = signals.get(signals.size() - 1);
    assertThat(signal.analytic().id()).isEqualTo("access.write-as-read");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(Act.table("orders"));
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.confidence()).isEqualTo(Signal.Confidence.MEDIUM);
    assertThat(signal.evidence().counts().get("read_back_items")).isBetween(110L, 130L);
    assertThat(signal.evidence().events()).isNotEmpty();
  }

  @Test
  void countsRepeatedItemOnce() {
    KeyedRun<ReadBackState> run = watching();
    for (int i = 0; i < 500; i++) {
      run.take(Act.of(Operation.UPDATE_ITEM_READ_BACK).at(THEN + i).keys(7).activity());
    }

    assertThat(run.signals()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"PUT_ITEM", "UPDATE_ITEM", "DELETE_ITEM", "BATCH_WRITE_ITEM"})
  void ignoresWritesThatReturnNothing(Operation operation) {
    assertThat(watching().take(writes(operation, 300, THEN)).states()).isEmpty();
  }

  @Test
  void ignoresActorThatAlsoReadsTheTable() {
    Activity read = Act.of(Operation.GET_ITEM).at("P4D").activity();
    Activity elsewhere = Act.of(Operation.GET_ITEM).on("carts").at("P4D").activity();

    assertThat(
            watching()
                .take(read)
                .take(writes(Operation.UPDATE_ITEM_READ_BACK, 300, THEN))
                .signals())
        .isEmpty();
    assertThat(
            watching()
                .take(elsewhere)
                .take(writes(Operation.UPDATE_ITEM_READ_BACK, 300, THEN))
                .signals())
        .isNotEmpty();
  }

  /** Otherwise one call would be enough to take everything. */
  @ParameterizedTest
  @CsvSource({"P4DT22H, 0", "P5DT1H, 1", "P7DT23H, 1"})
  void isReaderOnceItHasReadForThreeDays(String firstRead, int findings) {
    assertThat(
            watching()
                .take(Act.of(Operation.GET_ITEM).at(firstRead).activity())
                .take(Act.of(Operation.GET_ITEM).at("P7DT23H").activity())
                .take(writes(Operation.UPDATE_ITEM_READ_BACK, 300, THEN))
                .findings())
        .hasSize(findings);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"QUERY", "SCAN"})
  void countingItemsIsNoRead(Operation operation) {
    assertThat(
            watching()
                .take(Act.of(operation).at("P4D").counting())
                .take(writes(Operation.UPDATE_ITEM_READ_BACK, 300, THEN))
                .findings())
        .hasSize(1);
  }

  /** CloudTrail does not print the values of parameters. */
  @Test
  void countsStatementsWithoutVisibleKeys() {
    List<Activity> statements =
        IntStream.range(0, 300)
            .mapToObj(i -> Act.of(Operation.EXECUTE_STATEMENT).at(THEN + 1_000L * i))
            .map(act -> act.running("UPDATE orders SET a = ? WHERE pk = ? RETURNING ALL OLD *"))
            .toList();
    String update = "UPDATE orders SET a = ? WHERE pk = ? RETURNING ALL OLD *";
    Activity batch =
        Act.of(Operation.BATCH_EXECUTE_STATEMENT).at(THEN).running(update, update, update);

    assertThat(watching().take(statements).findings()).hasSize(1);
    assertThat(watching().take(statements.subList(0, 80)).take(batch).findings()).isEmpty();
    KeyedRun<ReadBackState> batches = watching();
    for (int i = 0; i < 40; i++) {
      Act act = Act.of(Operation.BATCH_EXECUTE_STATEMENT).at(THEN + 1_000L * i);
      batches.take(act.running(update, update, update));
    }
    assertThat(batches.findings()).hasSize(1);
  }

  @Test
  void comparesWithUsualNumberOfReturnedItems() {
    KeyedRun<ReadBackState> run = watching();
    for (int day = 0; day < 9; day++) {
      run.take(writes(Operation.PUT_ITEM_READ_BACK, 200, START + day * DAY + 3_600_000));
    }

    assertThat(run.signals()).isEmpty();
    assertThat(run.take(writes(Operation.PUT_ITEM_READ_BACK, 1_000, after("P9DT2H"))).signals())
        .isNotEmpty()
        .allMatch(signal -> signal.evidence().counts().containsKey("usual_read_back_items"))
        .allMatch(signal -> signal.confidence() == Signal.Confidence.HIGH);
  }

  /** Three times the usual 200. */
  @ParameterizedTest
  @CsvSource({"500, 0", "700, 1"})
  void requiresMultipleOfUsualNumber(int items, int findings) {
    KeyedRun<ReadBackState> run = watching();
    for (int day = 0; day < 9; day++) {
      run.take(writes(Operation.PUT_ITEM_READ_BACK, 200, START + day * DAY + 3_600_000));
    }

    assertThat(run.take(writes(Operation.PUT_ITEM_READ_BACK, items, after("P9DT2H"))).findings())
        .hasSize(findings);
  }

  /** Otherwise whoever took many items once could take as many every day. */
  @Test
  void doesNotLearnFromReportedDays() {
    KeyedRun<ReadBackState> run = watching();
    for (int day = 0; day < 9; day++) {
      run.take(writes(Operation.PUT_ITEM_READ_BACK, 200, START + day * DAY + 3_600_000));
    }
    run.take(writes(Operation.PUT_ITEM_READ_BACK, 1_000, after("P9DT2H")))
        .take(writes(Operation.PUT_ITEM_READ_BACK, 1_000, after("P10DT2H")));

    Signal last = run.signals().get(run.signals().size() - 1);
    assertThat(last.start()).isEqualTo(after("P10DT2H"));
    assertThat(last.evidence().counts().get("usual_read_back_items")).isBetween(180L, 220L);
  }

  @Test
  void coversTheWritesOfTheHour() {
    long later = THEN + 40 * 60_000;
    List<Signal> signals =
        watching()
            .take(writes(Operation.UPDATE_ITEM_READ_BACK, 90, THEN))
            .take(writes(Operation.DELETE_ITEM_READ_BACK, 200, later))
            .signals();

    Signal last = signals.get(signals.size() - 1);
    assertThat(last.start()).isEqualTo(THEN);
    assertThat(last.end()).isEqualTo(later + 199_000);
  }

  @Test
  void boundsState() {
    KeyedRun<ReadBackState> run = watching();
    for (int hour = 0; hour < 40 * 24; hour++) {
      Act write = Act.of(Operation.PUT_ITEM_READ_BACK).at(START + hour * 3_600_000L).keys(hour);
      // Without wake-ups, which also forget slots.
      run.take(KeyedRun.bundles(List.of(write.activity())).get(0));
    }

    assertThat(run.states().values())
        .allSatisfy(
            state -> {
              assertThat(state.slots).hasSizeLessThanOrEqualTo(2);
              assertThat(state.longSlots).hasSizeLessThanOrEqualTo(7);
              assertThat(state.history).hasSizeLessThanOrEqualTo(16);
            });
  }

  @ParameterizedTest
  @CsvSource({"P7DT30M, 0", "P7DT2H, 1"})
  void isSilentWhileLearning(String time, int findings) {
    assertThat(
            watching().take(writes(Operation.UPDATE_ITEM_READ_BACK, 200, after(time))).findings())
        .hasSize(findings);
  }

  /** Fewer than 100 an hour. */
  private static List<Activity> slowWrites(int items, long start) {
    return IntStream.range(0, items)
        .mapToObj(i -> Act.of(Operation.UPDATE_ITEM_READ_BACK).at(start + 60_000L * i).keys(i))
        .map(Act::activity)
        .toList();
  }

  @Test
  void reportsSlowReadBackOfManyItems() {
    List<Signal> signals = watching().take(slowWrites(400, THEN)).signals();

    Signal signal = signals.get(signals.size() - 1);
    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.message()).contains("within a day");
    assertThat(signal.start()).isEqualTo(THEN);
  }

  /** A day's floor is that of three hours. */
  @Test
  void ignoresFewSlowReadBacks() {
    assertThat(watching().take(slowWrites(250, THEN)).signals()).isEmpty();
  }

  @Test
  void ignoresSlowReadBackThatIsUsual() {
    KeyedRun<ReadBackState> run = watching();
    for (int day = 0; day < 12; day++) {
      run.take(slowWrites(500, START + day * DAY + 3_600_000));
    }

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void forgetsInactiveActor() {
    KeyedRun<ReadBackState> run =
        watching().take(writes(Operation.UPDATE_ITEM_READ_BACK, 3, after("P1D")));

    assertThat(run.passTo(after("P31D")).states()).hasSize(1);
    assertThat(run.passTo(after("P31DT45M")).states()).isEmpty();
  }

  /** Oracle: sets of keys in windows of slots. */
  @Property(tries = 100)
  void matchesOracleInAnyOrderAndAcrossRestart(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            "version: 1\nthresholds: {access: {readBackItems: 4, minimumHistoryDays: 400}}\n");
    List<Act> acts = acts(random);
    KeyedRun<ReadBackState> inOrder = watching(policy).take(Act.activities(acts));
    KeyedRun<ReadBackState> disordered =
        watching(policy).takeDisordered(Act.activities(acts), random);

    assertThat(disordered.findings().keySet()).isEqualTo(inOrder.findings().keySet());
    assertThat(!disordered.findings().isEmpty()).isEqualTo(isExpected(acts));
    disordered
        .findings()
        .forEach(
            (key, found) ->
                assertThat(found.counts()).isEqualTo(inOrder.findings().get(key).counts()));
  }

  private static List<Act> acts(Random random) {
    List<Act> acts = new ArrayList<>();
    long time = START + random.nextLong(12 * DAY);
    int keys = 4 + random.nextInt(24);
    for (int i = 4 + random.nextInt(24); i > 0; i--) {
      Act act = Act.of(Operation.UPDATE_ITEM_READ_BACK).at(time).keys(random.nextInt(keys));
      acts.add(random.nextInt(12) == 0 ? Act.of(Operation.GET_ITEM).at(time) : act);
      long pause = random.nextInt(4) == 0 ? random.nextLong(12 * SLOT) : random.nextLong(SLOT);
      time += random.nextInt(10) == 0 ? random.nextLong(40 * DAY) : 1 + pause;
    }
    return acts;
  }

  private static boolean isExpected(List<Act> acts) {
    return isExpected(acts, 600_000, 4) || isExpected(acts, 4 * 3_600_000, 12);
  }

  private static boolean isExpected(List<Act> acts, long slotMillis, int least) {
    for (Act last : acts) {
      long end = Math.floorDiv(last.time(), slotMillis) + 1;
      Set<Long> keys = new HashSet<>();
      for (Act act : acts) {
        long slot = Math.floorDiv(act.time(), slotMillis);
        if (act.operation().isReadBack() && slot >= end - 6 && slot < end) {
          keys.add(act.keys()[0]);
        }
      }
      long start = (end - 6) * slotMillis;
      boolean watched = start - START >= 7 * DAY;
      if (last.operation().isReadBack() && watched && keys.size() >= least && !reads(acts, start)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has read for three days, without a gap of more than thirty. */
  private static boolean reads(List<Act> acts, long start) {
    long first = Math.floorDiv(start, SLOT);
    long since = first;
    for (int i = acts.size() - 1; i >= 0; i--) {
      long slot = Math.floorDiv(acts.get(i).time(), SLOT);
      boolean settled = since < first || slot <= first - 2;
      if (acts.get(i).operation() == Operation.GET_ITEM && settled && since - slot <= 30 * 96) {
        since = Math.min(since, slot);
      }
    }
    return (first - since) * SLOT >= 3 * DAY;
  }
}
