package io.exposuremonitor.detectors.activity;

/** Hash of event ids: the same on every machine and in every version, since state keeps it. */
public final class IdHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long MULTIPLIER = 0xBF58476D1CE4E5B9L;

  private IdHash() {}

  /** A 64-bit hash of {@code id}; two ids of a day collide with a chance of about 1 in 10⁹. */
  public static long of(String id) {
    long hash = SEED ^ id.length();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    hash *= MULTIPLIER;
    return hash ^ (hash >>> 32);
  }
}
