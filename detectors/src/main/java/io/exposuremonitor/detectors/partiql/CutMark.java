package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.baseline.Hashes;
import java.util.HexFormat;

/** Marks the end of a truncated shape: a sign, and the hash of the whole shape. */
final class CutMark {
  private static final String SIGN = "…#";
  private static final int HASH_DIGITS = 16;

  /** Characters of a mark. */
  static final int LENGTH = SIGN.length() + HASH_DIGITS;

  private CutMark() {}

  static String of(CharSequence shape) {
    return SIGN + HexFormat.of().toHexDigits(Hashes.of(shape));
  }

  /** True when a text ends with a mark that starts at {@code at}. */
  static boolean isAt(String text, int at) {
    return text.length() == at + LENGTH
        && text.startsWith(SIGN, at)
        && text.substring(at + SIGN.length())
            .chars()
            .allMatch(c -> Keywords.isAsciiDigit(c) || (c >= 'a' && c <= 'f'));
  }
}
