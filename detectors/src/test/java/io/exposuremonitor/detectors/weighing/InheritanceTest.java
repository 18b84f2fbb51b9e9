package io.exposuremonitor.detectors.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Restart;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InheritanceTest {
  private static final long NOON = 1_763_812_800_000L;
  private static final long DAY = 86_400_000L;

  private final Map<String, Holdings> emitted = new HashMap<>();
  private final List<Long> wakeUps = new ArrayList<>();
  private final Inheritance inheritance = new Inheritance(held -> emitted.put(held.table(), held));
  private InheritanceState state;

  private final DetectorContext context =
      new DetectorContext() {
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
          wakeUps.add(time);
        }
      };

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
}
