package io.exposuremonitor.job.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes values as bytes into an array that grows and is reused. Not thread-safe. */
final class WireWriter {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int INITIAL_CAPACITY = 1_024;
  private static final int MAX_VARINT_BYTES = 5;
  private static final int MAX_VARLONG_BYTES = 10;
  private static final int WIDE = 1;

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int length;

  void clear() {
    length = 0;
  }

  /** The bytes written, up to {@link #length}; valid until the next call. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void writeByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  /** Writes seven bits per byte, lowest first: a small non-negative number takes one byte. */
  void writeVarint(int value) {
    ensure(MAX_VARINT_BYTES);
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Writes like {@link #writeVarint}, up to ten bytes. */
  void writeVarlong(long value) {
    ensure(MAX_VARLONG_BYTES);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void writeLong(long value) {
    ensure(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  void writeLongs(long[] values) {
    ensure(values.length * Long.BYTES);
    for (long value : values) {
      LONG.set(bytes, length, value);
      length += Long.BYTES;
    }
  }

  void writeBytes(byte[] values) {
    writeVarint(values.length);
    ensure(values.length);
    System.arraycopy(values, 0, bytes, length, values.length);
    length += values.length;
  }

  /**
   * Writes a text: one byte per character when all are Latin-1, else two. Lossless even for
   * unpaired surrogates.
   */
  void writeText(String text) {
    int before = length;
    writeVarint(text.length() << 1);
    if (!writeLatin(text)) {
      length = before;
      writeVarint(text.length() << 1 | WIDE);
      writeWide(text);
    }
  }

  /**
   * Writes the low byte of each character; false when that loses information. Copies and compares
   * whole texts, since a loop over characters is compiled to slow code in some runs.
   */
  @SuppressWarnings("deprecation") // no other method copies into an array
  private boolean writeLatin(String text) {
    int size = text.length();
    ensure(size);
    text.getBytes(0, size, bytes, length);
    boolean lossless = text.equals(new String(bytes, length, size, StandardCharsets.ISO_8859_1));
    length += size;
    return lossless;
  }

  private void writeWide(String text) {
    ensure(text.length() * Character.BYTES);
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) (text.charAt(i) >>> Byte.SIZE);
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
