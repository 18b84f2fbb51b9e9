package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FirstSeenTest {
  private static final Duration LATENESS = Duration.ofMinutes(45);
  private static final Duration MEMORY = Duration.ofDays(2);
  private static final long SLOT = Horizon.SLOT_MILLIS;

  private static Horizon at(long slot) {
    return Horizon.at(slot * SLOT, LATENESS, MEMORY, Duration.ofDays(7));
  }

  private record Use(long slot, long thing) {}

  /** Compares with a set of all uses, each of which arrives within the lateness bound. */
  @Property(tries = 500)
  void agreesWithNaiveMemory(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Long, Recency> uses = new HashMap<>();
    FirstSeen memory = new FirstSeen(uses, 1_000);
    Set<Use> arrived = new HashSet<>();
    long newest = 0;
    for (int i = 0; i < 60; i++) {
      long step = random.nextInt(8) == 0 ? random.nextInt(250) : random.nextInt(3);
      long slot = i == 0 ? 0 : Math.max(newest + step - random.nextInt(4), newest - 3);
      newest = Math.max(newest, slot);
      Use use = new Use(slot, random.nextInt(4));

      assertThat(memory.isNew(use.thing, at(use.slot)))
          .isEqualTo(
              arrived.stream()
                  .noneMatch(
                      other ->
                          other.thing == use.thing
                              && other.slot <= use.slot - 4
                              && use.slot - other.slot <= 192));
      memory.remember(List.of(use.thing), at(use.slot));
      arrived.add(use);
    }
  }

  @Test
  void evictsOldestIfFullAndReturnsTheNumber() {
    Map<Long, Recency> uses = new HashMap<>();
    FirstSeen memory = new FirstSeen(uses, 3);
    for (long thing = 1; thing <= 3; thing++) {
      assertThat(memory.remember(List.of(thing), at(thing))).isZero();
    }

    assertThat(memory.remember(List.of(4L), at(4))).isEqualTo(1);
    assertThat(uses).containsOnlyKeys(2L, 3L, 4L);
  }

  @Test
  void hasRoomForKnownThingsAndInPlaceOfExpiredOnes() {
    Map<Long, Recency> uses = new HashMap<>();
    FirstSeen memory = new FirstSeen(uses, 2);
    memory.remember(List.of(1L), at(0));
    assertThat(memory.hasRoomFor(List.of(2L), at(0))).isTrue();
    assertThat(memory.hasRoomFor(List.of(2L, 3L), at(0))).isFalse();
    memory.remember(List.of(2L), at(150));

    assertThat(memory.hasRoomFor(List.of(3L), at(196))).isFalse();
    assertThat(memory.hasRoomFor(List.of(1L, 2L), at(196))).isTrue();
    assertThat(memory.hasRoomFor(List.of(3L), at(197))).as("thing 1 has expired").isTrue();
    assertThat(uses).containsOnlyKeys(2L);
  }

  /** A loss of memory concerns what is judged from then on, in its own slot as well. */
  @Test
  void usesAreWithinTheMemoryBeforeTheyAreSettled() {
    Recency use = Recency.first(10);

    assertThat(at(10).isNew(use)).isTrue();
    assertThat(at(10).isWithinMemory(use)).isTrue();
    assertThat(at(8).isWithinMemory(use)).as("a late event").isTrue();
    assertThat(at(202).isWithinMemory(use)).isTrue();
    assertThat(at(203).isWithinMemory(use)).isFalse();
    assertThat(at(10).isWithinMemory(null)).isFalse();
  }

  @Test
  void removesExpiredThingsWithoutCountingThem() {
    Map<Long, Recency> uses = new HashMap<>();
    FirstSeen memory = new FirstSeen(uses, 2);
    memory.remember(List.of(1L, 2L), at(0));

    assertThat(memory.remember(List.of(3L), at(300))).isZero();
    assertThat(uses).containsOnlyKeys(3L);
  }

  @Test
  void evictionDoesNotDependOnOrder() {
    List<Long> things = new ArrayList<>(List.of(1L, 2L, 3L, 4L));
    Map<Long, Recency> forwards = new HashMap<>();
    new FirstSeen(forwards, 2).remember(things, at(5));
    java.util.Collections.reverse(things);
    Map<Long, Recency> backwards = new HashMap<>();
    new FirstSeen(backwards, 2).remember(things, at(5));

    assertThat(forwards).isEqualTo(backwards).hasSize(2);
  }
}
