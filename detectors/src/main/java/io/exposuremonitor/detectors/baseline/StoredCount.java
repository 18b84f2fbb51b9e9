package io.exposuremonitor.detectors.baseline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The stored form of a {@link DistinctCount}. Its first byte is the accuracy, plus {@link #LISTED}
 * if it lists coupons. It is followed by
 *
 * <ul>
 *   <li>the coupons, ascending, four bytes each, most significant byte first; or
 *   <li>the lowest rank of all registers, half a byte for each register with its distance from that
 *       (first register in the lower half), and a byte for each register whose distance does not
 *       fit, in order.
 * </ul>
 *
 * <p>Part of stored state, so it must remain readable.
 */
final class StoredCount {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int LISTED = 0x40;
  private static final int LG_K_MASK = 0x0F;
  private static final int COUPON_BYTES = 4;
  private static final int REGISTERS_AT = 2;
  private static final int TOO_FAR = 0x0F;

  private StoredCount() {}

  /** Maximum number of listed coupons, which take as many bytes as registers would. */
  static int mostListed(int lgK) {
    return (1 << lgK) / 2 / COUPON_BYTES - 1;
  }

  static boolean isListed(byte[] stored) {
    return (stored[0] & LISTED) != 0;
  }

  /** The number of listed coupons. */
  static int listed(byte[] stored) {
    return (stored.length - 1) / COUPON_BYTES;
  }

  /** The coupons, ascending. */
  static int[] coupons(byte[] stored) {
    int[] coupons = new int[listed(stored)];
    for (int i = 0; i < coupons.length; i++) {
      coupons[i] = (int) INTS.get(stored, 1 + i * COUPON_BYTES);
    }
    return coupons;
  }

  static byte[] ofCoupons(int[] coupons, int count, int lgK) {
    byte[] stored = new byte[1 + count * COUPON_BYTES];
    stored[0] = (byte) (LISTED | lgK);
    for (int i = 0; i < count; i++) {
      INTS.set(stored, 1 + i * COUPON_BYTES, coupons[i]);
    }
    return stored;
  }

  /** The ranks of all registers. */
  static byte[] registers(byte[] stored) {
    byte[] registers = new byte[1 << (stored[0] & LG_K_MASK)];
    byte lowest = stored[1];
    int far = REGISTERS_AT + registers.length / 2;
    for (int i = 0; i < registers.length; i += 2) {
      int pair = stored[REGISTERS_AT + i / 2];
      int first = pair & TOO_FAR;
      int second = pair >>> 4 & TOO_FAR;
      registers[i] = first == TOO_FAR ? stored[far++] : (byte) (lowest + first);
      registers[i + 1] = second == TOO_FAR ? stored[far++] : (byte) (lowest + second);
    }
    return registers;
  }

  static byte[] ofRegisters(byte[] registers, int lgK) {
    byte lowest = Byte.MAX_VALUE;
    for (byte rank : registers) {
      lowest = (byte) Math.min(lowest, rank);
    }
    int tooFar = 0;
    for (byte rank : registers) {
      tooFar += rank - lowest >= TOO_FAR ? 1 : 0;
    }
    int far = REGISTERS_AT + registers.length / 2;
    byte[] stored = new byte[far + tooFar];
    stored[0] = (byte) lgK;
    stored[1] = lowest;
    for (int i = 0; i < registers.length; i++) {
      int above = Math.min(registers[i] - lowest, TOO_FAR);
      stored[REGISTERS_AT + i / 2] |= (byte) (above << (i % 2 * 4));
      if (above == TOO_FAR) {
        stored[far++] = registers[i];
      }
    }
    return stored;
  }
}
