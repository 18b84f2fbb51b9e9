package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SlotSeriesTest {
  private static final Window WINDOW = new Window(10, 3);

  /** Compared with a sorted map from the start of a slot to its slot. */
  @Property(tries = 500)
  void keepsOneSlotForEachTimeInAnyOrder(
      @ForAll @Size(max = 30) List<@IntRange(min = -60, max = 60) Integer> times,
      @ForAll @IntRange(min = -70, max = 70) int asked) {
    List<Slot> slots = new ArrayList<>();
    SlotSeries series = new SlotSeries(slots, WINDOW);
    TreeMap<Long, Slot> expected = new TreeMap<>();
    for (int i = 0; i < times.size(); i++) {
      Slot slot = new Slot(times.get(i), 0, new long[] {i + 1}, new byte[0][]);
      series.put(slot);
      expected.put(WINDOW.slotOf(times.get(i)), slot);
    }
    long lastSlot = WINDOW.slotOf(asked);

    assertThat(slots).containsExactlyElementsOf(expected.values());
    assertThat(series.get(asked)).isSameAs(expected.get(lastSlot));
    assertThat(series.within(lastSlot))
        .containsExactlyElementsOf(
            expected.subMap(WINDOW.start(lastSlot), true, lastSlot, true).values());
  }
}
