package io.exposuremonitor.detectors.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StoredCountTest {
  @Property(tries = 200)
  void storesEveryRankAboveTheLowest(
      @ForAll @IntRange(min = 7, max = 12) int lgK,
      @ForAll @IntRange(min = 0, max = Coupon.MAX_RANK) int lowest,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] registers = new byte[1 << lgK];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = (byte) random.nextInt(lowest, Coupon.MAX_RANK + 1);
    }
    byte[] stored = StoredCount.ofRegisters(registers, lgK);
    assertThat(StoredCount.isListed(stored)).isFalse();
    assertThat(StoredCount.registers(stored)).isEqualTo(registers);
  }

  @Test
  void keepsCoupons() {
    int[] coupons = {Integer.MIN_VALUE, -1, 0, 1, 0x12345678, Integer.MAX_VALUE};
    byte[] stored = StoredCount.ofCoupons(coupons, coupons.length, 9);
    assertThat(StoredCount.isListed(stored)).isTrue();
    assertThat(StoredCount.listed(stored)).isEqualTo(coupons.length);
    assertThat(StoredCount.coupons(stored)).isEqualTo(coupons);
  }
}
