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
  void knowsTheLatestUseAndItsRunOfAnyRecentSlot(
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
  void aUseLaterThanAllBoundsIsNotForgotten() {
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
