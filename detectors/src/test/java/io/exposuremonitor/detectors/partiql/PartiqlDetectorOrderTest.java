package io.exposuremonitor.detectors.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.partiql.Run.Merged;
import io.exposuremonitor.detectors.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Any order within the lateness, any duplicates, any bundling and any restart yield the same
 * findings.
 */
class PartiqlDetectorOrderTest {
  private static final long START = 1_767_225_600_000L;
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;
  private static final Duration LATENESS = Policy.defaults().findings().lateness();
  private static final Duration MEMORY = Duration.ofDays(1);
  private static final Duration LEARNING = Duration.ofHours(2);
  private static final long MASS_WRITES = 4;

  @Property(tries = 200)
  void findsWhatTheNaiveDetectorFindsInAnyOrder(
      @ForAll("events") List<Event> events, @ForAll long seed) {
    Map<String, Merged> expected =
        new NaiveDetector(events, MEMORY, LEARNING, MASS_WRITES, START).findings();

    Run run = deliver(events, new Random(seed));
    assertThat(run.findings()).isEqualTo(expected);
    assertThat(run.evidence()).isEqualTo(deliver(events, new Random(seed + 1)).evidence());

    for (String id : List.of("first-use", "new-statement-shape", "full-scan", "mass-write")) {
      boolean found = expected.keySet().stream().anyMatch(key -> key.startsWith("partiql." + id));
      Statistics.label(id)
          .collect(found)
          .coverage(coverage -> coverage.check(true).percentage(p -> p > 3));
    }
  }

  /** Delivers each event once or twice, each time within the lateness. */
  private static Run deliver(List<Event> events, Random random) {
    record Arrival(long time, Event event) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Event event : events) {
      for (int copies = random.nextInt(3) == 0 ? 2 : 1; copies > 0; copies--) {
        long delay = (long) (random.nextDouble() * LATENESS.toMillis());
        arrivals.add(new Arrival(event.time() + delay, event));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::time));

    Run run = new Run(Policies.with(LEARNING, MEMORY, MASS_WRITES), START);
    List<Event> together = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      boolean fits = !together.isEmpty() && together.get(0).fitsWith(arrival.event());
      if (!together.isEmpty() && (!fits || random.nextBoolean())) {
        run.takeTogether(together);
        together.clear();
        if (random.nextInt(4) == 0) {
          run.restart();
        }
      }
      together.add(arrival.event());
    }
    return together.isEmpty() ? run : run.takeTogether(together);
  }

  /** Events crowded around the edges of learning time, memory and windows. */
  @Provide
  Arbitrary<List<Event>> events() {
    long day = MEMORY.toMillis() / SLOT;
    Arbitrary<Long> slots =
        Arbitraries.of(
            0L,
            1L,
            2L,
            7L,
            8L,
            9L,
            10L,
            11L,
            60L,
            70L,
            day,
            day + 1,
            day + 2,
            day + 8,
            day + 9,
            day + 10,
            2 * day,
            2 * day + 9,
            2 * day + 12,
            3 * day + 13,
            5 * day);
    Arbitrary<Long> offsets =
        Arbitraries.oneOf(
            Arbitraries.of(0L, 59_999L, 60_000L, 299_999L, 300_000L, SLOT - 1),
            Arbitraries.longs().between(0, SLOT - 1),
            Arbitraries.longs().between(0, 240_000));
    Arbitrary<Long> spread =
        Combinators.combine(slots, offsets).as((slot, offset) -> START + slot * SLOT + offset);
    Arbitrary<Long> crowded = Arbitraries.longs().between(START + 9 * SLOT, START + 11 * SLOT);
    return Arbitraries.oneOf(eventsAt(spread), eventsAt(crowded));
  }

  private static Arbitrary<List<Event>> eventsAt(Arbitrary<Long> times) {
    Arbitrary<List<String>> statements =
        Arbitraries.of(
                "SELECT * FROM t WHERE pk = 1",
                "SELECT a FROM t WHERE pk = 1",
                "SELECT b FROM t WHERE pk IN [1, 2]",
                "SELECT * FROM t",
                "SELECT * FROM t WHERE a > 1",
                "UPDATE t SET a = 1 WHERE pk = 1",
                "INSERT INTO t VALUE {'pk': 1}",
                "DELETE FROM t WHERE pk = 1",
                "DELETE FROM t")
            .list()
            .ofMaxSize(3);
    Arbitrary<Event> event =
        Combinators.combine(
                times,
                statements,
                Arbitraries.of("Orders", "Customers"),
                Arbitraries.of(false, false, false, true),
                Arbitraries.of("", "", "", "AccessDeniedException"),
                Arbitraries.of(0, 0, 5, 300),
                Arbitraries.integers().between(0, 1_000_000))
            .as(
                (time, sql, table, console, error, limit, id) ->
                    decorated(
                        Event.at(time, sql.toArray(new String[0]))
                            .id("e" + id + time + table + sql + console + error + limit)
                            .on(table)
                            .failed(error)
                            .limit(limit),
                        console));
    return event.list().ofMinSize(1).ofMaxSize(40);
  }

  private static Event decorated(Event event, boolean console) {
    return console ? event.inConsole() : event;
  }
}
