package io.exposuremonitor.detectors.cloudtrail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reusable buffer into which strings are unescaped. */
final class Scratch {
  /** Extra space after the content, so that whole words can be written without bounds checks. */
  private static final int SLACK = Long.BYTES;

  private byte[] bytes = new byte[512];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void append(int b) {
    ensureRoom(1);
    bytes[size++] = (byte) b;
  }

  void append(byte[] source, int from, int to) {
    ensureRoom(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  /** Appends the content of a JSON string, with its escapes resolved. */
  void appendUnescaped(byte[] source, int from, int to) {
    ensureRoom(to - from);
    int i = from;
    while (i < to) {
      int plain = plainBytes(source, i, to);
      i += plain;
      if (plain < Long.BYTES && i < to && source[i] == '\\') {
        i = appendEscape(source, i + 1, to);
      }
    }
  }

  /** Copies the bytes before the next backslash, at most a word, and returns their number. */
  private int plainBytes(byte[] source, int i, int to) {
    if (i + Long.BYTES <= to) {
      long word = Json.word(source, i);
      int plain = Json.bytesBeforeBackslash(word);
      Json.putWord(bytes, size, word);
      size += plain;
      return plain;
    }
    int start = i;
    while (i < to && source[i] != '\\') {
      bytes[size++] = source[i++];
    }
    return i - start;
  }

  private int appendEscape(byte[] source, int i, int to) {
    if (i >= to) {
      return to;
    }
    byte b = source[i];
    if (b == 'u') {
      return appendUnicode(source, i + 1, to);
    }
    bytes[size++] = resolve(b);
    return i + 1;
  }

  private static byte resolve(byte escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> escaped;
    };
  }

  /**
   * Appends the character given by four hexadecimal digits, or by two such escapes; {@code ?} if
   * invalid.
   */
  private int appendUnicode(byte[] source, int i, int to) {
    int unit = hex(source, i, to);
    if (unit < 0) {
      bytes[size++] = '?';
      return i;
    }
    int next = i + 4;
    if (!Character.isSurrogate((char) unit)) {
      appendCodePoint(unit);
      return next;
    }
    boolean followed = next + 1 < to && source[next] == '\\' && source[next + 1] == 'u';
    int low = followed ? hex(source, next + 2, to) : -1;
    if (low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) {
      appendCodePoint(Character.toCodePoint((char) unit, (char) low));
      return next + 6;
    }
    bytes[size++] = '?';
    return next;
  }

  private static int hex(byte[] source, int from, int to) {
    if (from + 4 > to) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(source[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private void appendCodePoint(int point) {
    if (point < 0x80) {
      bytes[size++] = (byte) point;
    } else if (point < 0x800) {
      bytes[size++] = (byte) (0xc0 | (point >> 6));
      bytes[size++] = continuation(point);
    } else if (point < 0x10000) {
      bytes[size++] = (byte) (0xe0 | (point >> 12));
      bytes[size++] = continuation(point >> 6);
      bytes[size++] = continuation(point);
    } else {
      bytes[size++] = (byte) (0xf0 | (point >> 18));
      bytes[size++] = continuation(point >> 12);
      bytes[size++] = continuation(point >> 6);
      bytes[size++] = continuation(point);
    }
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  boolean startsWith(String ascii) {
    if (size < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void ensureRoom(int more) {
    int needed = size + more + SLACK;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
