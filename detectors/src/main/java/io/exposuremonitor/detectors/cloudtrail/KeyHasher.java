package io.exposuremonitor.detectors.cloudtrail;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hash of item keys: equal keys have equal hashes, and without the secret, the key behind a
 * hash can't be found by trying candidates.
 *
 * <p>SipHash-2-4 with 64 bits of output (Aumasson and Bernstein, 2012). Immutable.
 */
public final class KeyHasher {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] PURPOSE =
      "exposure-monitor item keys v1".getBytes(StandardCharsets.US_ASCII);

  private final long k0;
  private final long k1;

  KeyHasher(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /**
   * Creates a hasher whose key is derived from the deployment's secret by HMAC-SHA256.
   *
   * @param secret at least one byte; not retained
   * @throws IllegalArgumentException if the secret is empty
   */
  public static KeyHasher of(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] key = mac.doFinal(PURPOSE);
      return new KeyHasher((long) LONGS.get(key, 0), (long) LONGS.get(key, 8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The hash of {@code bytes[from, to)}. */
  public long hash(byte[] bytes, int from, int to) {
    State state = new State(k0, k1);
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      state.absorb((long) LONGS.get(bytes, i));
    }
    long last = (long) (to - from) << 56;
    for (int shift = 0; i < to; i++, shift += Byte.SIZE) {
      last |= (bytes[i] & 0xffL) << shift;
    }
    state.absorb(last);
    return state.finish();
  }

  /**
   * The hash of one attribute of an item's key. A key's hash is the sum of its attributes' hashes,
   * which needs no sorting; {@link ItemKeys} computes the same hash for a key that CloudTrail
   * names.
   *
   * @param name the attribute's name
   * @param text its value: a string as it is, a number's digits
   */
  public long hashAttribute(String name, String text) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] canonical = Arrays.copyOf(nameBytes, nameBytes.length + 2 + textBytes.length);
    canonical[nameBytes.length] = (byte) ItemKeys.AFTER_NAME;
    canonical[nameBytes.length + 1] = (byte) ItemKeys.BEFORE_TEXT;
    System.arraycopy(textBytes, 0, canonical, nameBytes.length + 2, textBytes.length);
    return hash(canonical, 0, canonical.length);
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void absorb(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long finish() {
      v2 ^= 0xff;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
