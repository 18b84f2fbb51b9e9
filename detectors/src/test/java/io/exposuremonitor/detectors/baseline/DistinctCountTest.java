package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistinctCountTest {
  @ParameterizedTest
  @CsvSource({"7, 7", "8, 23", "9, 47"})
  void isExactWhileFew(int lgK, int most) {
    DistinctCount count = new DistinctCount(lgK);
    for (int i = 1; i <= most; i++) {
      count.add(i);
      count.add(i);
      assertThat(count.estimate()).isEqualTo(i);
    }
  }

  @Property(tries = 100)
  void tellsTheSameOfTheStoredForm(
      @ForAll @IntRange(min = 0, max = 600) int things,
      @ForAll @IntRange(min = 7, max = 12) int lgK,
      @ForAll long seed) {
    DistinctCount count = new DistinctCount(lgK);
    new Random(seed).longs(things).forEach(count::add);

    assertThat(DistinctCount.estimate(count.toBytes())).isEqualTo(count.estimate());
  }

  @Property(tries = 50)
  void dependsOnNeitherOrderNorRepetitionNorParts(
      @ForAll @IntRange(min = 1, max = 3_000) int things,
      @ForAll @IntRange(min = 1, max = 7) int parts,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Long> hashes = new ArrayList<>(random.longs(things).boxed().toList());
    DistinctCount whole = new DistinctCount(DistinctCount.LG_K);
    hashes.forEach(whole::add);
    hashes.addAll(hashes.subList(0, things / 2));
    Collections.shuffle(hashes, random);
    DistinctCount merged = new DistinctCount(DistinctCount.LG_K);
    for (int part = 0; part < parts; part++) {
      DistinctCount one = new DistinctCount(DistinctCount.LG_K);
      for (int i = part; i < hashes.size(); i += parts) {
        one.add(hashes.get(i));
      }
      merged.merge(one.toBytes());
    }
    assertThat(merged.estimate()).isEqualTo(whole.estimate());
    assertThat((double) whole.estimate()).isBetween(things * 0.75, things * 1.25);
  }

  @Test
  void staysSmall() {
    DistinctCount count = new DistinctCount(DistinctCount.LG_K);
    new Random(1).longs(1_000_000).forEach(count::add);
    assertThat(count.toBytes()).hasSizeLessThan(320);
    assertThat(new DistinctCount(DistinctCount.LG_K).toBytes()).isEmpty();
  }

  /** The stored form of version 1: states hold it, so it must be readable for ever. */
  @Test
  void readsWhatItWroteBefore() {
    DistinctCount count = new DistinctCount(DistinctCount.LG_K);
    count.add(1);
    count.add(2);
    count.add("customers");
    byte[] golden =
        HexFormat.of().parseHex("0201070903080300" + "2bf2fb06" + "862ff90d" + "078d7004");
    assertThat(count.toBytes()).isEqualTo(golden);
    assertThat(
            new DistinctCount(DistinctCount.LG_K).merge(golden).merge(count.toBytes()).estimate())
        .isEqualTo(3);
  }
}
