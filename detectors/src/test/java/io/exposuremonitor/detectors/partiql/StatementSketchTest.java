package io.exposuremonitor.detectors.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.Test;

class StatementSketchTest {
  @Property(tries = 50)
  void countsAlikeInAnyOrderAndWhateverIsDoubled(
      @ForAll @IntRange(min = 1, max = 3_000) int calls, @ForAll long seed) {
    List<Long> ids = new ArrayList<>(LongStream.range(0, calls).map(Hashes::mix).boxed().toList());
    byte[] inOrder = added(ids);

    ids.addAll(ids.subList(0, calls / 2));
    Collections.shuffle(ids, new Random(seed));
    assertThat(StatementSketch.count(added(ids))).isEqualTo(StatementSketch.count(inOrder));
  }

  @Test
  void countsFewExactlyAndManyRoughly() {
    assertThat(StatementSketch.count(StatementSketch.EMPTY)).isZero();
    assertThat(StatementSketch.count(added(List.of(1L)))).isEqualTo(1);
    assertThat(StatementSketch.count(added(LongStream.range(0, 40).boxed().toList())))
        .isEqualTo(40);
    assertThat(StatementSketch.count(added(LongStream.range(0, 10_000).boxed().toList())))
        .isBetween(8_500L, 11_500L);
  }

  /** Serialised after every hundred, as between bundles. */
  private static byte[] added(List<Long> ids) {
    byte[] bytes = StatementSketch.EMPTY;
    for (int from = 0; from < ids.size(); from += 100) {
      HllSketch sketch = StatementSketch.open(bytes);
      ids.subList(from, Math.min(from + 100, ids.size()))
          .forEach(id -> StatementSketch.add(sketch, id, 1));
      bytes = sketch.toCompactByteArray();
    }
    return bytes;
  }
}
