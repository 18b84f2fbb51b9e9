package io.exposuremonitor.detectors.text;

import java.util.Collection;
import java.util.Locale;

/**
 * Finds the name that was probably meant by a misspelt one, in a policy or in a rule: {@code
 * export_buckets} for {@code exportBuckets}, {@code contians} for {@code contains}.
 */
public final class NearestName {
  private NearestName() {}

  /**
   * The candidate nearest to {@code name}, or empty when none is near. Case, {@code _}, {@code -}
   * and blanks do not count; otherwise one slip (a character too many, too few, wrong, or two
   * swapped) is allowed for every four characters, and one in shorter names. Of candidates that are
   * equally near, the first is taken.
   */
  public static String of(String name, Collection<String> candidates) {
    String plain = plain(name);
    int best = Math.max(1, plain.length() / 4) + 1;
    String nearest = "";
    for (String candidate : candidates) {
      int distance = distance(plain, plain(candidate));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** True when two names differ by nothing but case and separators. */
  public static boolean same(String a, String b) {
    return plain(a).equals(plain(b));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\- ]", "");
  }

  /** Optimal string alignment: edit distance in which a swap of neighbours is one edit. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
