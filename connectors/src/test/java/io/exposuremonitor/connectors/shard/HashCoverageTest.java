package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashCoverageTest {
  private static final String STREAM = "arn";
  private static final HashRange LOWER = range(0, 99);
  private static final HashRange UPPER =
      new HashRange(BigInteger.valueOf(100), HashRange.WHOLE.to());

  private final HashCoverage coverage = new HashCoverage(3);

  @Test
  void isCompleteWhenRangesMeetOrOverlap() {
    assertThat(HashCoverage.uncovered(List.of(UPPER, LOWER, range(50, 200)))).isEmpty();
  }

  @Test
  void findsHolesAtTheBeginningInTheMiddleAndAtTheEnd() {
    assertThat(HashCoverage.uncovered(List.of(range(10, 19), range(30, 39))))
        .containsExactly(
            range(0, 9),
            range(20, 29),
            new HashRange(BigInteger.valueOf(40), HashRange.WHOLE.to()));
  }

  @Test
  void reportsHoleOnceAfterEnoughConfirmations() {
    assertThat(coverage.observe(STREAM, List.of(LOWER), 1_000)).isNull();
    assertThat(coverage.observe(STREAM, List.of(LOWER), 2_000)).isNull();
    assertThat(coverage.confirmed()).isZero();

    CoverageGap gap = coverage.observe(STREAM, List.of(LOWER), 3_000);

    assertThat(gap.cause()).isEqualTo(CoverageGap.Cause.UNCOVERED_HASH_RANGE);
    assertThat(gap.from()).isEqualTo(1_000);
    assertThat(gap.to()).isEqualTo(3_000);
    assertThat(coverage.confirmed()).isEqualTo(1);
    assertThat(coverage.observe(STREAM, List.of(LOWER), 4_000)).isNull();
  }

  @Test
  void restartsCountWhenHoleMovesOrCloses() {
    coverage.observe(STREAM, List.of(LOWER), 1_000);
    coverage.observe(STREAM, List.of(LOWER), 2_000);
    assertThat(coverage.observe(STREAM, List.of(UPPER), 3_000)).isNull();
    coverage.observe(STREAM, List.of(LOWER, UPPER), 4_000);
    assertThat(coverage.observe(STREAM, List.of(UPPER), 5_000)).isNull();
  }

  @Test
  void reportsNoHoleWithoutHashKeys() {
    for (int i = 0; i < 5; i++) {
      assertThat(coverage.observe(STREAM, List.of(), i)).isNull();
    }
  }

  private static HashRange range(long from, long to) {
    return new HashRange(BigInteger.valueOf(from), BigInteger.valueOf(to));
  }
}
