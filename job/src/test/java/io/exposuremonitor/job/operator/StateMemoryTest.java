package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StateMemoryTest {
  private static final int MOST = 100;

  private final StateMemory memory = new StateMemory(MOST);

  @Test
  void oneTakesWhatOthersLeave() {
    StateMemory.Share busy = memory.share();
    StateMemory.Share quiet = memory.share();
    quiet.hold(10);
    busy.hold(90);

    assertThat(busy.isExceeded()).isFalse();
    assertThat(quiet.isExceeded()).isFalse();
  }

  @Test
  void onlyThoseAboveTheirShareShrink() {
    StateMemory.Share busy = memory.share();
    StateMemory.Share quiet = memory.share();
    busy.hold(90);
    quiet.hold(50);
    assertThat(busy.isExceeded()).isTrue();
    assertThat(quiet.isExceeded()).isFalse();

    busy.hold(50);
    assertThat(busy.isExceeded()).isFalse();
  }

  @Test
  void closedShareLeavesItsMemoryOnce() {
    StateMemory.Share gone = memory.share();
    StateMemory.Share stays = memory.share();
    gone.hold(80);
    gone.close();
    gone.close();
    stays.hold(MOST);
    assertThat(stays.isExceeded()).isFalse();

    stays.hold(MOST + 1);
    assertThat(stays.isExceeded()).isTrue();
  }

  /** Whoever grows shrinks until it may hold what it holds; at the end everybody does. */
  @Property
  void nobodyIsExceededWhenEverybodyShrank(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 199) Integer> growths,
      @ForAll @IntRange(min = 1, max = 7) int tasks) {
    StateMemory bounded = new StateMemory(MOST);
    List<StateMemory.Share> shares = Stream.generate(bounded::share).limit(tasks).toList();
    int[] held = new int[tasks];
    for (int growth : growths) {
      int task = growth % tasks;
      held[task] += growth;
      shares.get(task).hold(held[task]);
      shrink(shares.get(task), held, task);
    }
    for (int task = 0; task < tasks; task++) {
      shrink(shares.get(task), held, task);
    }

    assertThat(Arrays.stream(held).sum()).isLessThanOrEqualTo(MOST);
  }

  private static void shrink(StateMemory.Share share, int[] held, int task) {
    while (share.isExceeded()) {
      share.hold(--held[task]);
    }
  }
}
