package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {
  @ParameterizedTest
  @CsvSource({"7, 15", "8, 31", "9, 63", "12, 511"})
  void countsFewThingsExactly(int lgK, int most) {
    DistinctCount count = new DistinctCount(lgK);
    for (int i = 1; i <= most; i++) {
      count.add(i);
      count.add(i);
      assertThat(count.estimate()).isEqualTo(i);
    }
  }

  @Property(tries = 100)
  void storedFormHasTheSameEstimate(
      @ForAll @IntRange(min = 0, max = 600) int things,
      @ForAll @IntRange(min = 7, max = 12) int lgK,
      @ForAll long seed) {
    DistinctCount count = new DistinctCount(lgK);
    new Random(seed).longs(things).forEach(count::add);

    byte[] stored = count.toBytes();
    assertThat(DistinctCount.estimate(stored)).isEqualTo(count.estimate());
    assertThat(new DistinctCount(lgK).merge(stored).toBytes()).isEqualTo(stored);
  }

  @Property(tries = 100)
  void dependsOnNeitherOrderNorRepetitionNorParts(
      @ForAll @IntRange(min = 1, max = 3_000) int things,
      @ForAll @IntRange(min = 1, max = 70) int parts,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Long> hashes = new ArrayList<>(random.longs(things).boxed().toList());
    DistinctCount whole = of(DistinctCount.LG_K, hashes);
    hashes.addAll(hashes.subList(0, things / 2));
    Collections.shuffle(hashes, random);

    DistinctCount stored = new DistinctCount(DistinctCount.LG_K);
    DistinctCount live = new DistinctCount(DistinctCount.LG_K);
    for (int part = 0; part < parts; part++) {
      List<Long> some = new ArrayList<>();
      for (int i = part; i < hashes.size(); i += parts) {
        some.add(hashes.get(i));
      }
      stored.merge(of(DistinctCount.LG_K, some).toBytes());
      live.merge(of(DistinctCount.LG_K, some));
    }
    assertThat(stored.toBytes()).isEqualTo(whole.toBytes());
    assertThat(live.toBytes()).isEqualTo(whole.toBytes());
    assertThat((double) whole.estimate()).isBetween(things * 0.75, things * 1.25);
  }

  /** Over 400 samples, the root of the mean square strays from the stated error by a tenth. */
  @ParameterizedTest
  @ValueSource(ints = {100, 400, 1_000, 3_000, 20_000, 200_000})
  void estimatesWithinTheStatedError(int things) {
    Random random = new Random(things);
    int samples = 400;
    double squares = 0;
    double errors = 0;
    for (int sample = 0; sample < samples; sample++) {
      DistinctCount count = new DistinctCount(DistinctCount.LG_K);
      random.longs(things).forEach(count::add);
      double error = (double) count.estimate() / things - 1;
      errors += error;
      squares += error * error;
    }
    double stated = 1.04 / Math.sqrt(1 << DistinctCount.LG_K);
    assertThat(Math.sqrt(squares / samples)).isLessThan(stated * 1.1);
    assertThat(Math.abs(errors / samples)).isLessThan(stated / 5);
  }

  @Property(tries = 50)
  void mergesToTheLowestPrecisionOfItsParts(
      @ForAll @IntRange(min = 32, max = 2_000) int coarse,
      @ForAll @IntRange(min = 64, max = 2_000) int fine,
      @ForAll long seed) {
    List<Long> hashes = new Random(seed).longs(coarse + fine).boxed().toList();
    byte[] one = of(8, hashes.subList(0, coarse)).toBytes();
    byte[] other = of(9, hashes.subList(coarse, coarse + fine)).toBytes();

    byte[] expected = of(8, hashes).toBytes();
    assertThat(new DistinctCount(9).merge(one).merge(other).toBytes()).isEqualTo(expected);
    assertThat(new DistinctCount(9).merge(other).merge(one).toBytes()).isEqualTo(expected);
    assertThat(new DistinctCount(8).merge(other).merge(one).toBytes()).isEqualTo(expected);
  }

  @Test
  void boundsSizeOfStoredForm() {
    DistinctCount count = new DistinctCount(DistinctCount.LG_K);
    for (int i = 0; i < 1_000_000; i++) {
      count.add(i);
      if (i < 1_000 || i % 10_000 == 0) {
        assertThat(count.toBytes()).hasSizeLessThanOrEqualTo(DistinctCount.MAX_BYTES);
      }
    }
    assertThat(new DistinctCount(DistinctCount.LG_K).toBytes()).isEmpty();
  }

  /** The stored form of version 1, which states contain, must remain readable. */
  @Test
  void readsStoredFormOfVersion1() {
    DistinctCount few = new DistinctCount(7);
    few.add(1);
    few.add(2);
    few.add("customers");
    assertGolden(few, "4704c2cb2c088a739a0d0683e7");

    DistinctCount many = new DistinctCount(7);
    LongStream.range(0, 20).forEach(many::add);
    assertGolden(
        many,
        "07000f00002000002000000000001000010000000000000011000000110100000000000012000000000500001000000020000000003000000000001020000000000027");
  }

  private static void assertGolden(DistinctCount count, String hex) {
    byte[] golden = HexFormat.of().parseHex(hex);
    assertThat(HexFormat.of().formatHex(count.toBytes())).isEqualTo(hex);
    assertThat(new DistinctCount(7).merge(golden).merge(count.toBytes()).toBytes())
        .isEqualTo(golden);
  }

  private static DistinctCount of(int lgK, List<Long> hashes) {
    DistinctCount count = new DistinctCount(lgK);
    hashes.forEach(count::add);
    return count;
  }
}
