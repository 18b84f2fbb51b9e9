package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotPairsTest {
  private final SlotPairs<String> pairs = new SlotPairs<>(4);

  @Test
  void keepsTwoEntriesPerSlot() {
    int place = pairs.placeOf(0);

    pairs.put(place, "web");
    pairs.put(place, "batch");

    assertThat(pairs.last(place)).isEqualTo("batch");
    assertThat(pairs.before(place)).isEqualTo("web");
  }

  @Test
  void evictsLeastRecentlyUsedEntry() {
    int place = pairs.placeOf(0);
    pairs.put(place, "web");
    pairs.put(place, "batch");
    pairs.swap(place);

    pairs.put(place, "report");

    assertThat(pairs.last(place)).isEqualTo("report");
    assertThat(pairs.before(place)).isEqualTo("web");
  }

  @Test
  void mapsEveryHashToTheEvenSlotOfAPair() {
    Set<Integer> places = new HashSet<>();
    for (int high = 0; high < 16; high++) {
      int place = pairs.placeOf(high << 28);
      assertThat(pairs.before(place)).isNull();
      places.add(place);
    }

    assertThat(places).hasSize(8).allMatch(place -> place % 2 == 0);
  }
}
