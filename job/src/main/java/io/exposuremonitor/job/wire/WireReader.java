package io.exposuremonitor.job.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/** Reads what {@link WireWriter} wrote, from an array that is reused. Not thread-safe. */
final class WireReader {
  private byte[] bytes = new byte[0];
  private int position;

  /** Reads a writer's content from its beginning. */
  void fill(WireWriter written) {
    bytes = Arrays.copyOf(written.bytes(), written.length());
    position = 0;
  }

  /**
   * Reads bytes into the array.
   *
   * @throws IOException when there are fewer than {@code length}
   */
  void fill(DataInputView in, int length) throws IOException {
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    in.readFully(bytes, 0, length);
    position = 0;
  }

  /** The bytes read, at the start of an array that may be longer. */
  byte[] bytes() {
    return bytes;
  }

  int readByte() {
    return bytes[position++];
  }

  int readVarint() {
    int value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[position++];
      value |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  long readVarlong() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  long readLong() {
    long value = (long) WireWriter.LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  long[] readLongs(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = readLong();
    }
    return values;
  }

  byte[] readBytes() {
    int length = readVarint();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  String readText() {
    int header = readVarint();
    int length = header >>> 1;
    if ((header & 1) == 0) {
      position += length;
      return new String(bytes, position - length, length, StandardCharsets.ISO_8859_1);
    }
    char[] wide = new char[length];
    for (int i = 0; i < length; i++) {
      wide[i] = (char) ((bytes[position++] & 0xFF) << Byte.SIZE | (bytes[position++] & 0xFF));
    }
    return new String(wide);
  }
}
