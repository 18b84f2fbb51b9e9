package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaitingBundlesTest {
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;

  /** The key of a lookup. */
  private record Key(String actor, String resource, long slot) {}

  /** A lookup. If {@code leave} is set, bundles of earlier slots are removed after it. */
  private record Step(Key key, boolean leave) {}

  @Property(tries = 300)
  void matchesLinkedHashMapOracle(@ForAll("steps") @Size(max = 400) List<Step> steps) {
    WaitingBundles waiting = new WaitingBundles();
    Map<Key, BundleBuilder> oracle = new LinkedHashMap<>();

    for (Step step : steps) {
      Key key = step.key();
      BundleBuilder expected = oracle.get(key);
      BundleBuilder found = waiting.of(activity(key), key.slot(), 0);
      if (expected == null) {
        assertThat(oracle.values()).doesNotContain(found);
        oracle.put(key, found);
      } else {
        assertThat(found).isSameAs(expected);
      }
      if (step.leave()) {
        List<BundleBuilder> visited = new ArrayList<>();
        List<BundleBuilder> order = List.copyOf(oracle.values());
        waiting.removeIf(
            builder -> {
              visited.add(builder);
              return builder.slot() < key.slot();
            });
        oracle.keySet().removeIf(other -> other.slot() < key.slot());
        assertThat(visited).containsExactlyElementsOf(order);
      }
      assertThat(waiting.size()).isEqualTo(oracle.size());
    }

    List<BundleBuilder> remaining = new ArrayList<>();
    waiting.removeIf(remaining::add);
    assertThat(remaining).containsExactlyElementsOf(oracle.values());
    assertThat(waiting.size()).isZero();
  }

  @Provide
  static Arbitrary<List<Step>> steps() {
    // Few enough keys that bundles are found again, and enough that the table grows.
    Arbitrary<Key> keys =
        Combinators.combine(
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 90),
                Arbitraries.integers().between(-1, 2))
            .as((actor, table, slot) -> new Key("actor-" + actor, "table-" + table, slot * SLOT));
    Arbitrary<Boolean> leave = Arbitraries.integers().between(0, 99).map(i -> i == 0);
    return Combinators.combine(keys, leave).as(Step::new).list().ofMinSize(100);
  }

  @Test
  void separatesKeysWithTheSameHash() {
    WaitingBundles waiting = new WaitingBundles();
    Key one = new Key("Aa", "table", 0);
    Key other = new Key("BB", "table", 0);
    assertThat(activity(one).actor().id()).hasSameHashCodeAs(activity(other).actor().id());

    BundleBuilder first = waiting.of(activity(one), 0, 0);

    assertThat(waiting.of(activity(other), 0, 0)).isNotSameAs(first);
    assertThat(waiting.of(activity(one), 0, 0)).isSameAs(first);
    assertThat(waiting.size()).isEqualTo(2);
  }

  /** Far more than a probe sequence holds, so that most of them overflow. */
  @Test
  void separatesManyCollidingKeys() {
    WaitingBundles waiting = new WaitingBundles();
    int names = 1 << 16;
    for (int i = 0; i < names; i++) {
      Key key = new Key("actor", colliding(i), 0);
      assertThat(waiting.of(activity(key), 0, 0)).isSameAs(waiting.of(activity(key), 0, 0));
    }

    assertThat(waiting.size()).isEqualTo(names);
    waiting.removeIf(builder -> !builder.resource().endsWith("BB"));
    assertThat(waiting.size()).isEqualTo(names / 2);
    waiting.of(activity(new Key("actor", colliding(1), 0)), 0, 0);
    assertThat(waiting.size()).isEqualTo(names / 2);
  }

  /** Distinct names of the same {@code String.hashCode}. */
  private static String colliding(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 15; bit >= 0; bit--) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void reportsOldestSlotOfNonEmptyBundles() {
    WaitingBundles waiting = new WaitingBundles();
    Key early = new Key("a", "t", 0);
    Key late = new Key("a", "t", SLOT);
    waiting.of(activity(early), 0, 0);
    assertThat(waiting.oldestSlot()).isEqualTo(Long.MAX_VALUE);

    waiting.of(activity(late), SLOT, 0).add(activity(late), ActivityBundler.NOT_KNOWN);
    assertThat(waiting.oldestSlot()).isEqualTo(SLOT);

    waiting.of(activity(early), 0, 0).add(activity(early), ActivityBundler.NOT_KNOWN);
    assertThat(waiting.oldestSlot()).isZero();
  }

  private static Activity activity(Key key) {
    return TestCalls.read(key.actor(), key.resource(), key.slot(), "event", "192.0.2.1");
  }
}
