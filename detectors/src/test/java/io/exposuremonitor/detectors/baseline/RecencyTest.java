package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecencyTest {
  private static final long MEMORY = 100;

  @Property(tries = 500)
  void findsLatestUseAndItsRunForRecentSlots(
      @ForAll("slots") List<Long> slots, @ForAll @IntRange(max = 31) int back) {
    Recency recency = null;
    TreeSet<Long> uses = new TreeSet<>();
    for (long slot : slots) {
      if (uses.isEmpty() || slot > uses.last() - 31) {
        uses.add(slot);
        recency = recency == null ? Recency.first(slot) : Recency.used(recency, slot, MEMORY);
      }
    }
    Long latest = uses.floor(uses.last() - back);
    long found = recency.latestUpTo(uses.last() - back);

    assertThat(found).isEqualTo(latest == null ? Recency.NEVER : latest);
    if (latest != null) {
      assertThat(recency.runStartOf(found, MEMORY)).isEqualTo(runStart(uses, latest));
    }
  }

  @Property(tries = 500)
  void findsUseForSlotsLongAgo(
      @ForAll("slots") List<Long> slots, @ForAll @IntRange(min = 32, max = 300) int back) {
    TreeSet<Long> uses = new TreeSet<>(slots);
    Recency recency = Recency.first(uses.first());
    for (long slot : uses.tailSet(uses.first(), false)) {
      recency = Recency.used(recency, slot, MEMORY);
    }
    long asked = uses.last() - back;
    long found = recency.latestUpTo(asked);
    Long before = uses.floor(uses.last() - 64);
    if (before != null && asked < before && asked >= runStart(uses, before)) {
      assertThat(found).isBetween(uses.floor(asked), asked);
      assertThat(recency.runStartOf(found, MEMORY)).isEqualTo(runStart(uses, before));
    } else if (uses.first() > asked) {
      assertThat(found).isEqualTo(Recency.NEVER);
    }
  }

  @Test
  void knowsActorOfEventFromDaysAgo() {
    Recency recency = Recency.first(0);
    for (long slot = 1; slot < 1_000; slot++) {
      recency = Recency.used(recency, slot, MEMORY);
    }
    for (long slot = 0; slot < 1_000; slot++) {
      Horizon horizon = new Horizon(slot, slot - 2, MEMORY, 0);
      assertThat(horizon.isNew(recency)).as("slot " + slot).isEqualTo(slot < 2);
      assertThat(horizon.history(recency)).isEqualTo(slot < 2 ? 0 : slot * Horizon.SLOT_MILLIS);
    }
  }

  private static long runStart(NavigableSet<Long> uses, long use) {
    long start = use;
    for (long earlier : uses.headSet(use, false).descendingSet()) {
      if (start - earlier > MEMORY) {
        return start;
      }
      start = earlier;
    }
    return start;
  }

  @Test
  void keepsUseThatArrivesBeyondAllBounds() {
    Recency recency = Recency.used(Recency.first(1_000), 900, MEMORY);
    assertThat(recency.latestUpTo(950)).isEqualTo(900);
    assertThat(Recency.used(recency, 850, MEMORY).runStartOf(900, MEMORY)).isEqualTo(850);
    assertThat(Recency.used(recency, 700, MEMORY).runStartOf(900, MEMORY)).isEqualTo(900);
  }

  @Provide
  Arbitrary<List<Long>> slots() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, 200),
            Arbitraries.longs().between(0, 1_000),
            Arbitraries.of(0L, 1L, 63L, 64L, 65L, 100L, 101L, 127L, 128L, 164L, 165L))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
