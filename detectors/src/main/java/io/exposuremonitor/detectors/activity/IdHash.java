package io.exposuremonitor.detectors.activity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Hashes event ids, identically on every machine and in every version, since state contains the
 * hashes.
 */
public final class IdHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long MULTIPLIER = 0xBF58476D1CE4E5B9L;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private IdHash() {}

  /**
   * A 64-bit hash of {@code id}; the chance that any two ids of a day collide is about 1 in 10⁹.
   */
  public static long of(String id) {
    return of(id, id.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same hash.
   *
   * @param utf8 the id in UTF-8
   */
  static long of(String id, byte[] utf8) {
    long hash = utf8.length == id.length() ? hashOfAscii(utf8) : hashOfAny(id);
    hash *= MULTIPLIER;
    return hash ^ (hash >>> 32);
  }

  /** Every activity's id is hashed, and ids are plain ASCII: bytes are faster to access. */
  private static long hashOfAscii(byte[] id) {
    long hash = SEED ^ id.length;
    int i = 0;
    for (; i + Integer.BYTES <= id.length; i += Integer.BYTES) {
      hash = mixed(hash, spread((int) INTS.get(id, i)));
    }
    for (; i < id.length; i++) {
      hash = mixed(hash, id[i]);
    }
    return hash;
  }

  private static long hashOfAny(String id) {
    long hash = SEED ^ id.length();
    int i = 0;
    for (; i + Integer.BYTES <= id.length(); i += Integer.BYTES) {
      hash = mixed(hash, four(id, i));
    }
    for (; i < id.length(); i++) {
      hash = mixed(hash, id.charAt(i));
    }
    return hash;
  }

  /** Expands four bytes to the form that {@link #four} returns. */
  private static long spread(int four) {
    long pairs = (four & 0xFFFFL) | (four & 0xFFFF0000L) << 16;
    return (pairs & 0x000000FF000000FFL) | (pairs & 0x0000FF000000FF00L) << 8;
  }

  /** Four characters of 16 bits each, the first in the lowest bits. */
  private static long four(String id, int at) {
    return id.charAt(at)
        | (long) id.charAt(at + 1) << 16
        | (long) id.charAt(at + 2) << 32
        | (long) id.charAt(at + 3) << 48;
  }

  private static long mixed(long hash, long more) {
    long mixed = (hash ^ more) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
