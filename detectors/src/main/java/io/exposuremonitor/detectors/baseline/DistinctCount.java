package io.exposuremonitor.detectors.baseline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct things in bounded memory. Exact for small numbers (up to 15 at {@code lgK} 7, 31
 * at 8, 63 at 9), then an estimate with a relative error of about {@code 1.04 / sqrt(2^lgK)}: 4.6 %
 * at 9.
 *
 * <p>The estimate and the stored form depend only on the set of things added, not on their order,
 * repetition or division into counts that were {@linkplain #merge merged}. Not thread-safe.
 *
 * <p>Small sets are lists of {@link Coupon}s; for larger ones each of {@code 2^lgK} registers keeps
 * its highest rank, from which {@link HyperLogLog} estimates.
 */
public final class DistinctCount {
  /** The default accuracy. */
  public static final int LG_K = 9;

  /**
   * Bytes of the stored form at the default accuracy: 258, plus one for each register that is far
   * above the lowest. More than 21 such registers at a time will not occur in practice.
   */
  public static final int MAX_BYTES = 280;

  private static final byte[] NOTHING = new byte[0];
  private static final int MIN_LG_K = 7;
  private static final int MAX_LG_K = 12;
  private static final int INITIAL_CAPACITY = 4;

  private final int mostListed;
  private int lgK;

  /** The distinct coupons, ascending, while the count is a list. */
  private int[] coupons = new int[INITIAL_CAPACITY];

  private int listed;

  /** Null while the count is a list of coupons. */
  private byte @Nullable [] registers;

  /**
   * Creates an empty count.
   *
   * @param lgK logarithm of the number of registers, 7 to 12: the stored form takes about half as
   *     many bytes as there are registers
   */
  public DistinctCount(int lgK) {
    if (lgK < MIN_LG_K || lgK > MAX_LG_K) {
      throw new IllegalArgumentException("lgK is " + lgK);
    }
    this.lgK = lgK;
    this.mostListed = StoredCount.mostListed(lgK);
  }

  /** The estimate of a stored count. */
  public static long estimate(byte[] stored) {
    if (stored.length == 0) {
      return 0;
    }
    return StoredCount.isListed(stored)
        ? StoredCount.listed(stored)
        : Math.round(HyperLogLog.estimate(StoredCount.registers(stored)));
  }

  /** Adds a thing by its 64-bit hash, which need not be well distributed. */
  public void add(long hash) {
    addCoupon(Coupon.of(hash));
  }

  /** Adds a name. */
  public void add(String name) {
    add(Hashes.unmixed(name));
  }

  /**
   * Merges a stored count. If that is less accurate and no longer exact, this count becomes as
   * inaccurate.
   */
  public DistinctCount merge(byte[] stored) {
    if (stored.length == 0) {
      return this;
    }
    if (StoredCount.isListed(stored)) {
      int[] others = StoredCount.coupons(stored);
      mergeCoupons(others, others.length);
    } else {
      mergeRegisters(StoredCount.registers(stored));
    }
    return this;
  }

  /** Merges another count. */
  public DistinctCount merge(DistinctCount other) {
    if (other.registers == null) {
      mergeCoupons(other.coupons, other.listed);
    } else {
      mergeRegisters(other.registers);
    }
    return this;
  }

  /** The estimated number of distinct things added. */
  public long estimate() {
    return registers == null ? listed : Math.round(HyperLogLog.estimate(registers));
  }

  /** The form to store and to {@linkplain #merge(byte[]) merge}. */
  public byte[] toBytes() {
    if (registers != null) {
      return StoredCount.ofRegisters(registers, lgK);
    }
    return listed == 0 ? NOTHING : StoredCount.ofCoupons(coupons, listed, lgK);
  }

  private void addCoupon(int coupon) {
    if (registers == null) {
      list(coupon);
    } else {
      raise(registers, coupon);
    }
  }

  private void list(int coupon) {
    int at = Arrays.binarySearch(coupons, 0, listed, coupon);
    if (at >= 0) {
      return;
    }
    if (listed == mostListed) {
      raise(unlisted(), coupon);
      return;
    }
    if (listed == coupons.length) {
      coupons = Arrays.copyOf(coupons, Math.max(INITIAL_CAPACITY, listed * 2));
    }
    int place = -at - 1;
    System.arraycopy(coupons, place, coupons, place + 1, listed - place);
    coupons[place] = coupon;
    listed++;
  }

  /** Merges ascending coupons into the list, in one pass over both. */
  private void mergeCoupons(int[] others, int count) {
    if (registers != null) {
      for (int i = 0; i < count; i++) {
        raise(registers, others[i]);
      }
      return;
    }
    int[] union = new int[listed + count];
    int size = 0;
    int own = 0;
    int other = 0;
    while (own < listed && other < count) {
      int next = Math.min(coupons[own], others[other]);
      own += coupons[own] == next ? 1 : 0;
      other += others[other] == next ? 1 : 0;
      union[size++] = next;
    }
    System.arraycopy(coupons, own, union, size, listed - own);
    size += listed - own;
    System.arraycopy(others, other, union, size, count - other);
    size += count - other;
    coupons = union;
    listed = size;
    if (size > mostListed) {
      unlisted();
    }
  }

  /** Converts the list to registers. */
  private byte[] unlisted() {
    byte[] ranks = new byte[1 << lgK];
    for (int i = 0; i < listed; i++) {
      raise(ranks, coupons[i]);
    }
    registers = ranks;
    listed = 0;
    return ranks;
  }

  /**
   * Merges registers after reducing both sides to the smaller number. Since the lowest bits of the
   * address select a register, each register of a coarser count combines every n-th register of a
   * finer one.
   */
  private void mergeRegisters(byte[] others) {
    byte[] ranks = registers == null ? unlisted() : registers;
    if (others.length < ranks.length) {
      ranks = folded(ranks, others.length);
      registers = ranks;
      lgK = Integer.numberOfTrailingZeros(others.length);
    }
    int mask = ranks.length - 1;
    for (int i = 0; i < others.length; i++) {
      ranks[i & mask] = (byte) Math.max(ranks[i & mask], others[i]);
    }
  }

  private static byte[] folded(byte[] ranks, int length) {
    byte[] fewer = Arrays.copyOf(ranks, length);
    for (int i = length; i < ranks.length; i++) {
      fewer[i & (length - 1)] = (byte) Math.max(fewer[i & (length - 1)], ranks[i]);
    }
    return fewer;
  }

  private static void raise(byte[] registers, int coupon) {
    int register = Coupon.address(coupon) & (registers.length - 1);
    registers[register] = (byte) Math.max(registers[register], Coupon.rank(coupon));
  }
}
