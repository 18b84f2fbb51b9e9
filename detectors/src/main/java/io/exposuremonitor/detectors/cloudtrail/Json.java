package io.exposuremonitor.detectors.cloudtrail;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of JSON values, processing eight bytes at a time where possible.
 *
 * <p>It only validates what it needs to stay in step (quotes, brackets, no control characters in
 * strings, no stray letters outside of them): a skipped value may be one that a strict parser would
 * reject.
 */
final class Json {
  /** The value continues after the available bytes. */
  static final int INCOMPLETE = -1;

  /** The bytes are not JSON. */
  static final int MALFORMED = -2;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private static final byte ILLEGAL = 0;
  private static final byte NEUTRAL = 1;
  private static final byte LITERAL = 2;
  private static final byte LITERAL_START = 3;
  private static final byte QUOTE = 4;
  private static final byte OPEN = 5;
  private static final byte CLOSE = 6;
  private static final byte[] KIND = new byte[256];

  static {
    mark(" \t\r\n,:", NEUTRAL);
    mark("+.eEruals", LITERAL);
    mark("-0123456789tfn", LITERAL_START);
    mark("\"", QUOTE);
    mark("{[", OPEN);
    mark("}]", CLOSE);
  }

  private Json() {}

  private static void mark(String characters, byte kind) {
    for (int i = 0; i < characters.length(); i++) {
      KIND[characters.charAt(i)] = kind;
    }
  }

  /** Eight bytes from {@code index} on, the first in the lowest bits. */
  static long word(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** Writes a word as read by {@link #word}. */
  static void putWord(byte[] bytes, int index, long word) {
    LONGS.set(bytes, index, word);
  }

  /**
   * Sets the high bit of each byte of a word that equals a repeated byte; only the lowest such bit
   * is reliable.
   */
  private static long matches(long word, long repeated) {
    long zeroes = word ^ repeated;
    return (zeroes - ONES) & ~zeroes & HIGH_BITS;
  }

  /** The number of bytes in a word before its first backslash; 8 if there is none. */
  static int bytesBeforeBackslash(long word) {
    return Long.numberOfTrailingZeros(matches(word, BACKSLASHES)) >>> 3;
  }

  /** The first index from {@code i} on that is not white space, at most {@code limit}. */
  static int skipSpace(byte[] bytes, int i, int limit) {
    while (i < limit && isSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * The index of the quote that closes a string, or {@link #INCOMPLETE} or {@link #MALFORMED}.
   *
   * @param i the index after the opening quote
   */
  static int closingQuote(byte[] bytes, int i, int limit) {
    while (i + Long.BYTES <= limit) {
      long word = word(bytes, i);
      long hits =
          matches(word, QUOTES)
              | matches(word, BACKSLASHES)
              | ((word - SPACES) & ~word & HIGH_BITS);
      if (hits == 0) {
        i += Long.BYTES;
        continue;
      }
      i += Long.numberOfTrailingZeros(hits) >>> 3;
      byte b = bytes[i];
      if (b == '"') {
        return i;
      }
      if (b != '\\') {
        return MALFORMED;
      }
      i += 2;
    }
    return closingQuoteNearTheEnd(bytes, i, limit);
  }

  private static int closingQuoteNearTheEnd(byte[] bytes, int i, int limit) {
    while (i < limit) {
      byte b = bytes[i];
      if (b == '"') {
        return i;
      }
      if (b >= 0 && b < ' ') {
        return MALFORMED;
      }
      i += b == '\\' ? 2 : 1;
    }
    return INCOMPLETE;
  }

  /**
   * The index after a value, or {@link #INCOMPLETE} or {@link #MALFORMED}. A bare number or word
   * that runs into the limit is incomplete.
   *
   * @param i the index of the value's first byte
   */
  static int valueEnd(byte[] bytes, int i, int limit) {
    if (i >= limit) {
      return INCOMPLETE;
    }
    return switch (KIND[bytes[i] & 0xff]) {
      case QUOTE -> stringEnd(bytes, i + 1, limit);
      case OPEN -> containerEnd(bytes, i + 1, limit);
      case LITERAL_START -> literalEnd(bytes, i + 1, limit);
      default -> MALFORMED;
    };
  }

  private static int stringEnd(byte[] bytes, int i, int limit) {
    int quote = closingQuote(bytes, i, limit);
    return quote < 0 ? quote : quote + 1;
  }

  private static int literalEnd(byte[] bytes, int i, int limit) {
    while (i < limit && isLiteral(KIND[bytes[i] & 0xff])) {
      i++;
    }
    return i < limit ? i : INCOMPLETE;
  }

  private static boolean isLiteral(byte kind) {
    return kind == LITERAL || kind == LITERAL_START;
  }

  private static int containerEnd(byte[] bytes, int i, int limit) {
    int depth = 1;
    while (i < limit) {
      byte kind = KIND[bytes[i++] & 0xff];
      if (kind == QUOTE) {
        i = closingQuote(bytes, i, limit);
        if (i < 0) {
          return i;
        }
        i++;
      } else if (kind == OPEN) {
        depth++;
      } else if (kind == CLOSE) {
        if (--depth == 0) {
          return i;
        }
      } else if (kind == ILLEGAL) {
        return MALFORMED;
      }
    }
    return INCOMPLETE;
  }
}
