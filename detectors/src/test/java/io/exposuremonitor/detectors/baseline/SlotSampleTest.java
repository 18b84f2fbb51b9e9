package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SlotSampleTest {
  private static final int PLACES = 2;
  private static final List<Window> WINDOWS =
      List.of(new Window(10, 2), new Window(40, 2), new Window(200, 2));
  private static final int HORIZON = 1_000;

  private record Thing(long time, int rank, String name, Boolean group)
      implements Sampled<Thing>, Comparable<Thing> {
    private static final Comparator<Thing> ORDER =
        Comparator.comparingInt(Thing::rank)
            .thenComparing(Thing::name)
            .thenComparingLong(Thing::time)
            .thenComparing(Thing::group);

    @Override
    public boolean isNamesake(Thing other) {
      return name.equals(other.name);
    }

    @Override
    public int compareTo(Thing other) {
      return ORDER.compare(this, other);
    }
  }

  private static SlotSample<Thing> sample(List<Thing> kept) {
    return new SlotSample<>(kept, WINDOWS, PLACES);
  }

  /** Keeps everything and returns what any slot that is still needed samples. */
  private static List<Thing> expected(Set<Thing> all, long settled) {
    return all.stream()
        .filter(thing -> WINDOWS.stream().anyMatch(window -> holds(window, thing, all, settled)))
        .sorted(Comparator.comparingLong(Thing::time).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static boolean holds(Window window, Thing thing, Set<Thing> all, long settled) {
    long slot = window.slotOf(thing.time());
    List<String> names =
        all.stream()
            .filter(
                other -> window.slotOf(other.time()) == slot && other.group().equals(thing.group()))
            .filter(other -> other.compareTo(thing) < 0)
            .map(Thing::name)
            .distinct()
            .toList();
    return slot >= window.oldest(settled) && names.size() < PLACES && !names.contains(thing.name());
  }

  @Property
  void keepsSampleOfEveryWindow(@ForAll("things") List<Thing> things) {
    List<Thing> kept = new ArrayList<>();
    SlotSample<Thing> sample = sample(kept);
    long settled = 0;
    Set<Thing> all = new HashSet<>();
    for (Thing thing : things) {
      long before = settled;
      settled = Math.max(settled, thing.time() - 15);
      sample.settle(before, settled);
      long oldest = WINDOWS.get(2).oldest(settled);
      all.removeIf(old -> old.time() < oldest);
      boolean fresh = all.add(thing);
      boolean added = sample.add(thing, settled);

      assertThat(kept).isEqualTo(expected(all, settled));
      assertThat(added).isEqualTo(fresh && kept.contains(thing));
    }
  }

  @Property
  void doesNotDependOnOrderOrRepetition(@ForAll("things") List<Thing> things, @ForAll long seed) {
    List<Thing> kept = new ArrayList<>();
    SlotSample<Thing> sample = sample(kept);
    things.forEach(thing -> sample.add(thing, 0));
    List<Thing> again = new ArrayList<>(things);
    again.addAll(things);
    Collections.shuffle(again, new Random(seed));
    List<Thing> others = new ArrayList<>();
    SlotSample<Thing> other = sample(others);
    again.forEach(thing -> other.add(thing, 0));

    assertThat(others).isEqualTo(kept);
  }

  @Test
  void returnsSampleOfTimeRangeInNaturalOrder() {
    SlotSample<Thing> sample = sample(new ArrayList<>());
    Thing late = new Thing(55, 1, "a", true);
    Thing early = new Thing(41, 2, "b", true);
    Thing elsewhere = new Thing(60, 1, "c", true);
    Thing otherGroup = new Thing(45, 1, "d", false);
    List.of(late, early, elsewhere, otherGroup).forEach(thing -> sample.add(thing, 0));

    assertThat(sample.within(40, 60, group -> group.equals(true))).containsExactly(late, early);
  }

  @Test
  void dropsThingsTooOldForAnyWindow() {
    List<Thing> kept = new ArrayList<>();
    SlotSample<Thing> sample = sample(kept);
    assertThat(sample.add(new Thing(399, 1, "a", true), 600)).isFalse();
    assertThat(sample.add(new Thing(400, 1, "a", true), 600)).isTrue();
    assertThat(kept).hasSize(1);
    sample.settle(600, 800);
    assertThat(kept).isEmpty();
  }

  @Provide
  Arbitrary<List<Thing>> things() {
    return Combinators.combine(
            Arbitraries.longs().between(0, HORIZON),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of("a", "b", "c", "d"),
            Arbitraries.of(true, false))
        .as(Thing::new)
        .list()
        .ofMaxSize(60);
  }
}
