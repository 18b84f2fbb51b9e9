package io.exposuremonitor.detectors.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Restart;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InheritanceTest {
  private static final long NOON = 1_763_812_800_000L;
  private static final long DAY = 86_400_000L;
  private static final long SLOT = DAY / 6;

  private final Map<String, Holdings> emitted = new HashMap<>();
  private final List<Long> wakeUps = new ArrayList<>();
  private final AtomicInteger forgotten = new AtomicInteger();
  private final Inheritance inheritance =
      new Inheritance(
          Reporting.LIFE_CYCLE,
          held -> emitted.put(held.table(), held),
          forgotten::incrementAndGet);
  private InheritanceState state;

  private final DetectorContext context = new Wakings(wakeUps);

  private record Wakings(Collection<Long> times) implements DetectorContext {
    @Override
    public Policy policy() {
      return Policy.defaults();
    }

    @Override
    public void signal(Signal signal) {
      throw new AssertionError("inheritance is no finding");
    }

    @Override
    public void wakeAt(long time) {
      times.add(time);
    }
  }

  private InheritanceTest take(InheritanceEvent event) {
    state = inheritance.on(state, event, context);
    return this;
  }

  private static InheritanceEvent holds(String table, String... classes) {
    return InheritanceEvent.of(new Holdings(table, NOON, List.of(classes)));
  }

  private static InheritanceEvent restored(String source, String table) {
    return restored(source, table, NOON);
  }

  private static InheritanceEvent restored(String source, String table, long time) {
    return new InheritanceEvent(null, new TableOrigin(table, source, time, List.of()));
  }

  @Test
  void inheritsClassesOfRestoreSource() {
    take(holds("orders", "health")).take(restored("orders", "copy"));

    assertThat(emitted.get("copy"))
        .isEqualTo(new Holdings("copy", NOON, List.of("health"), List.of("orders")));
    assertThat(emitted.get("orders")).isEqualTo(new Holdings("orders", NOON, List.of("health")));
  }

  @Test
  void inheritsClassesThroughChainOfRestores() {
    take(restored("copy", "copy2")).take(holds("orders", "health"));
    assertThat(emitted.get("copy2").classes()).isEmpty();

    take(restored("orders", "copy"));

    assertThat(emitted.get("copy2").classes()).containsExactly("health");
    assertThat(emitted.get("copy2").sources()).containsExactly("copy", "orders");
  }

  @Test
  void addsOwnClassesAndKeepsThoseLostBySource() {
    take(holds("orders", "health"))
        .take(restored("orders", "copy"))
        .take(holds("copy", "email-address"))
        .take(holds("orders"));

    assertThat(emitted.get("orders").classes()).isEmpty();
    assertThat(emitted.get("copy").classes()).containsExactlyInAnyOrder("email-address", "health");
  }

  @Test
  void terminatesOnCyclicRestores() {
    take(restored("a", "b")).take(restored("b", "a")).take(holds("a", "health"));

    assertThat(emitted.get("b").classes()).containsExactly("health");
    assertThat(emitted.get("a").sources()).containsExactly("b");
  }

  @Test
  void forgetsOriginsAfterRetention() {
    take(restored("orders", "copy")).take(restored("orders", "copy"));
    long due = wakeUps.get(0);
    assertThat(due).as("the end of that day").isEqualTo(NOON + 400 * DAY + DAY / 2);

    assertThat(inheritance.onTime(state, NOON + 400 * DAY - 1, context)).isNotNull();
    assertThat(state.origins).hasSize(1);
    assertThat(inheritance.onTime(state, due, context)).isNull();
    assertThat(emitted.get("copy").sources()).isEmpty();
  }

  /** Whoever restores a table again under the same name gets its data again. */
  @ParameterizedTest
  @ValueSource(longs = {-399, -1, 0, 1, 399})
  void remembersCopyFromWhenItWasLastMade(long days) {
    take(holds("orders", "health"))
        .take(restored("orders", "copy", NOON))
        .take(restored("orders", "copy", NOON + days * DAY));
    long last = NOON + Math.max(0, days) * DAY;

    inheritance.onTime(state, last + 400 * DAY - 1, context);
    assertThat(emitted.get("copy").classes()).containsExactly("health");
    inheritance.onTime(state, last + 400 * DAY, context);
    assertThat(emitted.get("copy").classes()).isEmpty();
  }

  /** An inventory reports a table's replicas every hour. */
  @Test
  void wakesUpOnceForAllReportsOfDay() {
    for (int hour = 0; hour < 48; hour++) {
      InheritanceEvent.ofReplicas(
              "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
              List.of("us-east-1"),
              NOON + hour * DAY / 24)
          .forEach(this::take);
    }

    assertThat(state.origins).hasSize(2);
    assertThat(new TreeSet<>(wakeUps)).hasSize(3);
  }

  @Test
  void boundsNumberOfOrigins() {
    for (int i = 0; i < InheritanceState.MAX_ORIGINS + 10; i++) {
      take(restored("s" + i, "t" + i, NOON + i));
    }

    assertThat(state.origins).hasSize(InheritanceState.MAX_ORIGINS);
    assertThat(state.origins.get(0).table()).isEqualTo("t10");
    assertThat(forgotten).hasValue(10);
  }

  @Test
  void evictsCopiesThatWereMadeLongestAgo() {
    for (int i = 0; i < InheritanceState.MAX_ORIGINS; i++) {
      take(restored("s" + i, "t" + i, NOON + i));
    }
    take(restored("s0", "t0", NOON + DAY)).take(restored("s", "t", NOON + DAY));

    assertThat(state.origins).extracting(TableOrigin::table).contains("t0", "t");
    assertThat(state.origins.get(0).table()).isEqualTo("t2");
    assertThat(forgotten).hasValue(1);
  }

  @Test
  void countsTablesForWhichThereIsNoRoom() {
    for (int i = 0; i <= InheritanceState.MAX_TABLES; i++) {
      take(holds("t" + i, "health"));
    }
    take(holds("t0", "health"));

    assertThat(state.held).hasSize(InheritanceState.MAX_TABLES);
    assertThat(forgotten).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"RESTORE_FROM_BACKUP", "RESTORE_TO_POINT_IN_TIME", "START_RESTORE_JOB"})
  void ignoresRestoresThatFailedOrLackSource(Operation operation) {
    Act restore = Act.of(operation).on("copy");

    assertThat(KeyedRun.bundles(List.of(restore.activity(), restore.refused().activity())))
        .allMatch(bundle -> InheritanceEvent.of(bundle).isEmpty());
  }

  /** Oracle: classes flow down the graph of restores. Holdings only grow here. */
  @Property(tries = 200)
  void inheritsIndependentlyOfOrderAndRestarts(@ForAll long seed) {
    Random random = new Random(seed);
    List<InheritanceEvent> events = new ArrayList<>();
    List<String> classes = List.of("health", "email-address", "payment-card");
    Map<String, TreeSet<String>> expected = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      String held = classes.get(random.nextInt(3));
      if (random.nextBoolean()) {
        events.add(holds("t" + i, held));
        expected.computeIfAbsent("t" + i, added -> new TreeSet<>()).add(held);
      }
      events.add(restored("t" + random.nextInt(5), "t" + random.nextInt(5), NOON + i));
    }
    for (int round = 0; round < 5; round++) {
      for (InheritanceEvent event : events) {
        TableOrigin origin = event.origin();
        if (origin != null && expected.containsKey(origin.source())) {
          TreeSet<String> of = new TreeSet<>(expected.get(origin.source()));
          expected.computeIfAbsent(origin.table(), added -> new TreeSet<>()).addAll(of);
        }
      }
    }
    Collections.shuffle(events, random);
    events.add(events.get(0));
    for (InheritanceEvent event : List.copyOf(events)) {
      TableOrigin origin = event.origin();
      if (origin != null && random.nextBoolean()) {
        events.add(restored(origin.source(), origin.table(), NOON + random.nextInt(5)));
      }
    }
    InheritanceTest run = new InheritanceTest();
    for (InheritanceEvent event : events) {
      run.take(event);
      run.state = run.state == null ? null : Restart.copy(run.state);
    }

    for (int i = 0; i < 5; i++) {
      Holdings held = run.emitted.getOrDefault("t" + i, new Holdings("", 0, List.of()));
      assertThat(held.classes())
          .containsExactlyInAnyOrderElementsOf(expected.getOrDefault("t" + i, new TreeSet<>()));
    }
  }

  /**
   * A replay of findings about tables that are copied and filled, with the state stored and loaded
   * after each event. Event time follows the events that have arrived, and ends.
   */
  private static final class Replay {
    private final Map<String, WeighingState> weighed = new TreeMap<>();
    private final Weigher weigher = new Weigher(Policy.defaults(), Reporting.FINAL);
    private final TreeSet<Long> wakings = new TreeSet<>();
    private final DetectorContext context = new Wakings(wakings);
    private final List<Finding> out = new ArrayList<>();
    private final Inheritance inheritance =
        new Inheritance(
            Reporting.FINAL,
            held ->
                weighed.compute(held.table(), (table, state) -> weigher.on(state, held, out::add)),
            () -> {});
    private InheritanceState state;

    void find(String table, long time) {
      Finding finding =
          ExampleFinding.of("bulk-read.x", time).uid(table + time).resource(table).build();
      weighed.compute(table, (name, known) -> weigher.on(known, finding, out::add, out::add));
    }

    void take(InheritanceEvent event) {
      state = inheritance.on(state, event, context);
      state = state == null ? null : Restart.copy(state);
    }

    void advanceTo(long time) {
      while (!wakings.isEmpty() && wakings.first() <= time) {
        long due = wakings.pollFirst();
        if (state != null) {
          state = inheritance.onTime(state, due, context);
        }
      }
      weighed.replaceAll((table, known) -> weigher.onTime(known, time, out::add, out::add));
      weighed.values().removeIf(Objects::isNull);
    }
  }

  private static String table(int number) {
    return "arn:aws:dynamodb:eu-west-1:123456789012:table/t" + number;
  }

  /** Holdings come from many tasks, each of which sends them in the order of their times. */
  @Property(tries = 200)
  void replayWeighsByWhatTablesHeldThenWhateverTheOrderOfArrival(@ForAll long seed) {
    Random random = new Random(seed);
    List<InheritanceEvent> events = new ArrayList<>();
    List<String> classes = List.of("health", "email-address", "payment-card");
    for (int slot = 1; slot < 12; slot++) {
      int number = random.nextInt(4);
      long time = NOON + slot * SLOT;
      List<String> held = random.nextInt(4) == 0 ? List.of() : List.of(classes.get(number % 3));
      events.add(InheritanceEvent.of(new Holdings(table(number), time, held)));
      int copy = random.nextInt(4);
      if (copy != number) {
        events.add(restored(table(number), table(copy), time - random.nextInt(2) * SLOT / 2));
      }
    }
    events.sort(Comparator.comparingLong(InheritanceEvent::time));

    assertThat(replayed(events, new Random(seed), true))
        .isEqualTo(replayed(events, new Random(seed), false));
  }

  /** The weighed findings, by uid, of events that arrive in order or not. */
  private static Map<String, Finding> replayed(
      List<InheritanceEvent> events, Random random, boolean shuffled) {
    Replay replay = new Replay();
    for (int slot = 0; slot < 12; slot++) {
      for (int number = 0; number < 4; number++) {
        replay.find(table(number), NOON + slot * SLOT + 1);
      }
    }
    List<InheritanceEvent> left = new ArrayList<>(events);
    while (!left.isEmpty()) {
      replay.take(left.remove(shuffled ? random.nextInt(Math.min(8, left.size())) : 0));
      if (random.nextBoolean()) {
        replay.advanceTo(left.stream().mapToLong(InheritanceEvent::time).min().orElse(0) - 1);
      }
    }
    replay.advanceTo(Long.MAX_VALUE);
    Map<String, Finding> found = new TreeMap<>();
    replay.out.forEach(finding -> found.put(finding.uid(), finding));
    assertThat(found).hasSize(48);
    return found;
  }

  @Test
  void replayDoesNotDateBackWhatCopyHeldLater() {
    InheritanceEvent copied = restored(table(0), table(1), NOON);
    InheritanceEvent source =
        InheritanceEvent.of(new Holdings(table(0), NOON + 2 * SLOT, List.of("email-address")));
    InheritanceEvent own =
        InheritanceEvent.of(new Holdings(table(1), NOON + 3 * SLOT, List.of("payment-card")));

    for (List<InheritanceEvent> order :
        List.of(List.of(copied, source, own), List.of(own, copied, source))) {
      Replay replay = new Replay();
      replay.find(table(1), NOON + SLOT + 1);
      order.forEach(replay::take);
      replay.advanceTo(Long.MAX_VALUE);

      assertThat(replay.out.get(0).evidence().facts())
          .containsEntry("table_holds", "email-address");
    }
  }
}
