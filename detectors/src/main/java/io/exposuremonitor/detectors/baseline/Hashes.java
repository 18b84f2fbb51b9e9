package io.exposuremonitor.detectors.baseline;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes that are identical on every machine and in every version, so that state may hold them. */
public final class Hashes {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Hashes() {}

  /** 64 bits: FNV-1a over the characters, finalised by {@link #mix}. */
  public static long of(CharSequence text) {
    return mix(unmixed(text));
  }

  /** FNV-1a over the characters, for callers that mix the result themselves. */
  static long unmixed(CharSequence text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** MurmurHash3's finaliser: every bit of the input affects every bit of the output. */
  public static long mix(long value) {
    long hash = value;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** A new SHA-256 digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
