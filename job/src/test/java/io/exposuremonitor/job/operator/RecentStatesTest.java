package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentStatesTest {
  private static final int SNAPSHOT = 9;
  private static final long MUCH = 1_000_000;

  /** Memory that two states of four letters take. */
  private static final long EIGHT = 2L * (RecentStates.KEY_BYTES + 4 * RecentStates.OBJECT_FACTOR);

  private final Backend backend = new Backend();
  private final RecentStates<String> states = states(backend, 2, MUCH);

  private static RecentStates<String> states(Backend backend, int most, long mostBytes) {
    return states(backend, most, new StateMemory(mostBytes));
  }

  private static RecentStates<String> states(Backend backend, int most, StateMemory memory) {
    return new RecentStates<>(backend, backend, String::length, most, memory.share());
  }

  /** Looks at states of four letters. */
  private static void read(RecentStates<String> states, Backend backend, String... keys)
      throws IOException {
    for (String key : keys) {
      backend.stored.put(key, "four");
      backend.setCurrentKey(key);
      states.value();
    }
  }

  @Test
  void writesStateToBackendOnlyOnEviction() throws IOException {
    append("a", "1");
    append("b", "2");
    append("a", "3");
    assertThat(backend.stored).isEmpty();

    append("c", "4");

    assertThat(backend.stored).containsOnly(Map.entry("b", "2"));
    assertThat(backend.getCurrentKey()).isEqualTo("c");
  }

  @Test
  void writesBackOnlyChangedStates() throws IOException {
    append("a", "1");
    states.writeBack();
    backend.writes = 0;

    append("b", "2");
    backend.setCurrentKey("a");
    states.value();
    states.writeBack();

    assertThat(backend.writes).isOne();
    assertThat(backend.stored).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
  }

  @Test
  void clearsStateInBackendToo() throws IOException {
    backend.stored.put("a", "1");
    backend.setCurrentKey("a");
    assertThat(states.value()).isEqualTo("1");

    states.update(null);
    assertThat(states.value()).isNull();
    states.writeBack();

    assertThat(backend.stored).isEmpty();
  }

  @Test
  void limitsBytesOfCachedReads() throws IOException {
    RecentStates<String> limited = states(backend, 10, EIGHT);
    read(limited, backend, "a", "b", "c");
    backend.stored.put("b", "read again?");
    backend.stored.put("a", "another");

    backend.setCurrentKey("b");
    assertThat(limited.value()).as("cached").isEqualTo("four");
    backend.setCurrentKey("a");
    assertThat(limited.value()).as("evicted").isEqualTo("another");
  }

  @Test
  void evictsGrownStatesAtCheckpointExceptNewest() throws IOException {
    RecentStates<String> limited = states(backend, 10, EIGHT);
    for (String key : List.of("a", "b")) {
      backend.setCurrentKey(key);
      assertThat(limited.value()).isNull();
      limited.update("far too long for all");
    }
    limited.writeBack();
    backend.stored.put("a", "another");
    backend.stored.put("b", "another");

    backend.setCurrentKey("b");
    assertThat(limited.value()).isEqualTo("far too long for all");
    backend.setCurrentKey("a");
    assertThat(limited.value()).isEqualTo("another");
    assertThat(backend.getCurrentKey()).isEqualTo("a");
  }

  @Test
  void stateThatIsWrittenAgainAndAgainCountsOnce() throws IOException {
    RecentStates<String> limited = states(backend, 10, EIGHT);
    for (String key : List.of("a", "b")) {
      for (int checkpoint = 0; checkpoint < 5; checkpoint++) {
        backend.setCurrentKey(key);
        assertThat(limited.value()).isEqualTo(checkpoint == 0 ? null : "four");
        limited.update("four");
        limited.writeBack();
      }
    }
    backend.stored.put("a", "read again?");
    backend.setCurrentKey("a");
    assertThat(limited.value()).isEqualTo("four");
  }

  @Test
  void sharesMemoryWithOtherTasks() throws IOException {
    StateMemory memory = new StateMemory(EIGHT);
    Backend others = new Backend();
    RecentStates<String> busy = states(backend, 10, memory);
    RecentStates<String> other = states(others, 10, memory);
    read(busy, backend, "a", "b");
    read(other, others, "x");
    busy.writeBack();
    backend.stored.clear();

    backend.setCurrentKey("b");
    assertThat(busy.value()).as("within its share").isEqualTo("four");
    backend.setCurrentKey("a");
    assertThat(busy.value()).as("evicted for the other").isNull();
  }

  @Test
  void givesMemoryBackWhenItCloses() throws IOException {
    StateMemory memory = new StateMemory(EIGHT);
    RecentStates<String> gone = states(backend, 10, memory);
    RecentStates<String> stays = states(backend, 10, memory);
    read(gone, backend, "a", "b");
    gone.close();
    read(stays, backend, "a", "b");
    backend.stored.clear();

    backend.setCurrentKey("a");
    assertThat(stays.value()).isEqualTo("four");
  }

  @Test
  void measuresStatesSerialised() throws IOException {
    StateMemory memory = new StateMemory(1_000_000);
    RecentStates<String> measured =
        RecentStates.of(backend, backend, StringSerializer.INSTANCE, memory.share());
    for (int key = 0; key < 100; key++) {
      backend.setCurrentKey("k" + key);
      backend.stored.put("k" + key, "x".repeat(1_000));
      assertThat(measured.value()).hasSize(1_000);
    }
    backend.stored.clear();
    backend.setCurrentKey("k0");
    assertThat(measured.value()).as("half of the memory is used").hasSize(1_000);

    backend.stored.put("large", "x".repeat(1_000_000 / RecentStates.OBJECT_FACTOR));
    backend.setCurrentKey("large");
    assertThat(measured.value()).isNotNull();
    backend.setCurrentKey("k0");
    assertThat(measured.value()).as("evicted").isNull();
  }

  /**
   * Steps: a digit is a key; otherwise a snapshot, or a failure from which the job continues at the
   * last snapshot.
   */
  @Property
  void behavesLikeBackendAlone(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = SNAPSHOT) Integer> steps,
      @ForAll @IntRange(min = 0, max = 2_000) int mostBytes)
      throws IOException {
    Map<String, String> expected = new HashMap<>();
    Backend kept = new Backend();
    RecentStates<String> recent = states(kept, 3, mostBytes);
    for (int i = 0; i < steps.size(); i++) {
      int step = steps.get(i);
      if (step == SNAPSHOT) {
        recent.writeBack();
        assertThat(kept.stored).isEqualTo(expected);
        recent = states(kept, 3, mostBytes);
        continue;
      }
      String key = "k" + step;
      kept.setCurrentKey(key);
      assertThat(recent.value()).isEqualTo(expected.get(key));
      String next = i % 4 == 3 ? null : Objects.toString(expected.get(key), "") + i + ",";
      recent.update(next);
      expected.compute(key, (same, before) -> next);
    }
  }

  private void append(String key, String text) throws IOException {
    backend.setCurrentKey(key);
    states.update(Objects.toString(states.value(), "") + text);
  }

  /** A backend that stores bytes: it does not see changes that are not written back. */
  private static final class Backend implements ValueState<String>, KeyContext {
    private final Map<String, String> stored = new HashMap<>();
    private String key = "";
    private int writes;

    @Override
    public void setCurrentKey(Object current) {
      key = (String) current;
    }

    @Override
    public Object getCurrentKey() {
      return key;
    }

    @Override
    public @Nullable String value() {
      return stored.get(key);
    }

    @Override
    public void update(String value) {
      stored.put(key, value);
      writes++;
    }

    @Override
    public void clear() {
      stored.remove(key);
      writes++;
    }
  }
}
