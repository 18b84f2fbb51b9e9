package io.exposuremonitor.job.simulation;

/** Deterministic names that look random. */
final class Hash {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Hash() {}

  /** A 64-bit hash of a name and a number. */
  static long of(String name, long number) {
    long z = name.hashCode() * 0x9E3779B97F4A7C15L + number;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Lower-case hexadecimal digits, at most 16. */
  static String hex(long hash, int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit((int) (hash >>> (4 * i)) & 15, 16));
    }
    return text.toString();
  }

  /** Sixteen characters as they follow prefixes such as {@code AKIA} and {@code AROA}. */
  static String identifier(long hash) {
    StringBuilder text = new StringBuilder(16);
    long rest = hash;
    for (int i = 0; i < 16; i++) {
      text.append(BASE32.charAt((int) (rest & 31)));
      rest = Long.rotateRight(rest, 5) + i;
    }
    return text.toString();
  }
}
