package io.exposuremonitor.detectors.bulkread;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NamedShareTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  private static final BulkReadThresholds LOW =
      new BulkReadThresholds(
          new BulkReadThresholds.Floors(3, 5, 9),
          new BulkReadThresholds.Floors(4, 8, 16),
          new BulkReadThresholds.Floors(40, 60, 100),
          12,
          9,
          50,
          5,
          1,
          2,
          8,
          2,
          2.0,
          2);

  @Property(tries = 50)
  void namesEnoughCallsOfReadsAtTheFloor(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int keysPerCall) {
    long floor = 50_000;
    NamedShare share = new NamedShare(floor);

    assertThat(named(share, seed, (int) (floor / keysPerCall) + 1, keysPerCall))
        .isGreaterThanOrEqualTo(Evidence.MAX_EVENTS);
  }

  @Property(tries = 50)
  void namesFewCallsOfReadsFarBelowTheFloor(@ForAll long seed) {
    assertThat(named(new NamedShare(50_000), seed, 1_000, 1)).isLessThan(20);
  }

  @Test
  void namesEveryCallIfFloorIsLow() {
    assertThat(named(new NamedShare(64), 1, 500, 1)).isEqualTo(500);
  }

  @Test
  void namesCallsWithLowHashOrManyKeys() {
    NamedShare share = new NamedShare(64_000);

    assertThat(share.mayName(Long.MIN_VALUE, 1)).isTrue();
    assertThat(share.mayName(0, 1)).isFalse();
    assertThat(share.mayName(Long.MAX_VALUE, 1)).isFalse();
    assertThat(share.mayName(Long.MAX_VALUE, 1_000)).isTrue();
  }

  @Test
  void usesLowestFloorOfPolicy() {
    BulkReadThresholds defaults = BulkReadThresholds.DEFAULTS;

    assertThat(NamedShare.of(Policy.defaults(), "a", "111122223333", TABLE).floor())
        .isEqualTo(defaults.distinctKeys().fiveMinutes());
    assertThat(NamedShare.of(Watch.policy(LOW), "a", "111122223333", TABLE).floor()).isEqualTo(9);
  }

  private static long named(NamedShare share, long seed, int calls, int keysPerCall) {
    return IntStream.range(0, calls)
        .mapToLong(i -> IdHash.of(new UUID(seed, i).toString()))
        .filter(hash -> share.mayName(hash, keysPerCall))
        .count();
  }
}
