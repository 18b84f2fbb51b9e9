package io.exposuremonitor.detectors.activity;

/** Hash of event ids: the same on every machine and in every version, since state keeps it. */
public final class IdHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long MULTIPLIER = 0xBF58476D1CE4E5B9L;

  private IdHash() {}

  /** A 64-bit hash of {@code id}; two ids of a day collide with a chance of about 1 in 10⁹. */
  public static long of(String id) {
    long hash = SEED ^ id.length();
    int i = 0;
    for (; i + 4 <= id.length(); i += 4) {
      hash = mixed(hash, four(id, i));
    }
    for (; i < id.length(); i++) {
      hash = mixed(hash, id.charAt(i));
    }
    hash *= MULTIPLIER;
    return hash ^ (hash >>> 32);
  }

  /** Four characters at a time: every activity's id is hashed. */
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
