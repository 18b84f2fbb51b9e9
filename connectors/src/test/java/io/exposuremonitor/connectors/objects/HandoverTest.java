package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandoverTest {
  private static final int ROOM = 100;

  private final Handover<String> handover = new Handover<>(ROOM);

  private void expect(String... objects) {
    for (String object : objects) {
      handover.expect(object);
    }
  }

  private void put(String object, String value, long bytes) throws InterruptedException {
    handover.put(object, new ObjectElement<>(value, 1, null, bytes));
  }

  private CompletableFuture<Void> putInBackground(String object, String value, long bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            put(object, value, bytes);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Everything that can be taken now: elements, and the objects that ended. */
  private List<String> take() throws InterruptedException {
    handover.wakeUp();
    return contents(handover.take());
  }

  private static List<String> contents(RecordsWithSplitIds<ObjectElement<String>> batch) {
    List<String> taken = new ArrayList<>();
    while (batch.nextSplit() != null) {
      for (var e = batch.nextRecordFromSplit(); e != null; e = batch.nextRecordFromSplit()) {
        taken.add(e.value());
      }
    }
    new TreeSet<>(batch.finishedSplits()).forEach(object -> taken.add("end of " + object));
    return taken;
  }

  @Test
  void passesObjectsOneAfterTheOther() throws Exception {
    expect("a", "b", "c");
    put("b", "b1", 1);
    handover.finished("b");
    put("c", "c1", 1);
    assertThat(take()).as("nothing of the first").isEmpty();

    put("a", "a1", 1);
    assertThat(take()).containsExactly("a1");

    handover.finished("a");
    assertThat(take()).containsExactly("b1", "c1", "end of a", "end of b");
  }

  @Test
  void waitsForTheFirstObject() throws Exception {
    expect("a", "b");
    put("b", "b1", 1);
    CompletableFuture<List<String>> taken =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return contents(handover.take());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    put("a", "a1", 1);

    assertThat(taken.get(30, TimeUnit.SECONDS)).containsExactly("a1");
  }

  @Test
  void firstObjectHasRoomWhenOthersFilledIt() throws Exception {
    expect("a", "b");
    put("b", "b1", ROOM);
    put("a", "a1", ROOM);
    assertThat(take()).containsExactly("a1");
    put("a", "a2", 2 * ROOM);
    assertThat(take()).as("an element too large for the room").containsExactly("a2");
  }

  @Test
  void othersWaitForRoom() throws Exception {
    expect("a", "b", "c");
    put("b", "b1", 60);
    CompletableFuture<Void> second = putInBackground("c", "c1", 60);
    assertIsWaiting(second);

    handover.finished("a");
    assertThat(take()).containsExactly("b1", "end of a");
    second.get(30, TimeUnit.SECONDS);
    handover.finished("b");
    assertThat(take()).containsExactly("c1", "end of b");
  }

  @Test
  void elementTooLargeForTheRoomWaitsUntilItsObjectIsTheFirst() throws Exception {
    expect("a", "b");
    CompletableFuture<Void> large = putInBackground("b", "b1", 2 * ROOM);
    assertIsWaiting(large);

    handover.finished("a");
    assertThat(take()).containsExactly("end of a");
    large.get(30, TimeUnit.SECONDS);
    assertThat(take()).containsExactly("b1");
  }

  /** Waits for a short while; that it still waits can't be seen in another way. */
  private static void assertIsWaiting(CompletableFuture<Void> waiting) {
    assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void postponedObjectLetsOthersGoFirst() throws Exception {
    expect("a", "b");
    handover.postpone("a");
    put("b", "b1", 1);
    assertThat(take()).containsExactly("b1");

    handover.postpone("a");
    put("b", "b2", 1);
    assertThat(take()).as("postponed again").containsExactly("b2");

    put("b", "b3", 1);
    put("a", "a1", 1);
    assertThat(take()).as("before the others").containsExactly("a1");
    handover.finished("a");
    assertThat(take()).containsExactly("b3", "end of a");
  }

  /** Or all workers could wait with such objects, while nobody reads the first one. */
  @Test
  void postponedObjectNeverWaitsForOneThatNobodyReads() throws Exception {
    expect("a", "b", "c");
    handover.postpone("a");
    handover.postpone("b");
    assertThat(take()).isEmpty();
    put("a", "a1", ROOM);
    put("b", "b1", ROOM);
    handover.finished("b");
    handover.finished("a");

    assertThat(take()).containsExactly("b1", "a1", "end of a", "end of b");
  }

  @Test
  void postponedObjectMayHaveNothingMore() throws Exception {
    expect("a", "b");
    handover.postpone("a");
    assertThat(take()).isEmpty();
    handover.finished("a");

    assertThat(take()).containsExactly("end of a");
  }

  @Test
  void keepsWhatWasReadBeforeAnObjectWasPostponed() throws Exception {
    expect("a", "b", "c");
    put("b", "b1", 1);
    handover.postpone("b");
    put("c", "c1", 1);
    handover.finished("a");

    assertThat(take()).containsExactly("b1", "c1", "end of a");
  }

  @Test
  void postponedObjectResumesInItsPlaceIfItIsNotOverYet() throws Exception {
    expect("a", "b", "c");
    put("b", "b1", 1);
    handover.postpone("b");
    put("c", "c1", 1);
    put("b", "b2", 1);
    handover.finished("b");
    handover.finished("a");

    assertThat(take()).containsExactly("b1", "b2", "c1", "end of a", "end of b");
  }

  @Test
  void failsWithTheWorkersFailure() {
    handover.fail(new IllegalArgumentException("broken"));

    assertThatThrownBy(handover::take).hasRootCauseMessage("broken");
  }

  /**
   * Steps of three objects, each read by one worker, in any order. Elements are small enough to
   * fit, so that one thread can play all workers.
   */
  @Property
  void takesEverythingInOrder(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 2) Integer> steps,
      @ForAll @IntRange(min = 1, max = 7) int takeAfter)
      throws Exception {
    Handover<String> all = new Handover<>(ROOM);
    List<List<String>> expected = new ArrayList<>();
    for (int object = 0; object < 3; object++) {
      all.expect("o" + object);
      expected.add(new ArrayList<>());
    }
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int object = steps.get(i);
      String value = object + "/" + i;
      all.put("o" + object, new ObjectElement<>(value, 1, null, 1));
      expected.get(object).add(value);
      if (i % takeAfter == 0) {
        all.wakeUp();
        taken.addAll(contents(all.take()));
      }
    }
    for (int object = 2; object >= 0; object--) {
      all.finished("o" + object);
    }
    taken.addAll(contents(all.take()));

    expected.add(List.of("end of o0", "end of o1", "end of o2"));
    assertThat(taken).isEqualTo(expected.stream().flatMap(List::stream).toList());
  }
}
