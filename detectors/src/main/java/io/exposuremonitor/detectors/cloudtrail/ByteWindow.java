package io.exposuremonitor.detectors.cloudtrail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A sliding window over a sequence of bytes: consumed bytes are dropped when more are read. */
final class ByteWindow {
  private final @Nullable InputStream in;
  private byte[] bytes;
  private int position;
  private int limit;
  private long consumed;
  private @Nullable SkipReason failure;
  private boolean ended;

  private ByteWindow(@Nullable InputStream in, byte[] bytes, int limit) {
    this.in = in;
    this.bytes = bytes;
    this.limit = limit;
    this.ended = in == null;
  }

  /** A window over all of an array. */
  static ByteWindow over(byte[] bytes) {
    return new ByteWindow(null, bytes, bytes.length);
  }

  /**
   * A window over a stream; nothing is read yet.
   *
   * @param size number of bytes it holds, unless one value takes more
   */
  static ByteWindow over(InputStream in, int size) {
    return new ByteWindow(in, new byte[size], 0);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Index of the first byte not yet consumed. */
  int position() {
    return position;
  }

  /** Index after the last available byte. */
  int limit() {
    return limit;
  }

  void consumeTo(int index) {
    position = index;
  }

  /** Consumes white space, commas and a byte order mark, and returns the index after them. */
  int skipSeparators() {
    int i = position;
    if (consumed + i == 0 && startsWithByteOrderMark()) {
      i += 3;
    }
    while (i < limit && (Json.isSpace(bytes[i]) || bytes[i] == ',')) {
      i++;
    }
    position = i;
    return i;
  }

  private boolean startsWithByteOrderMark() {
    return limit >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  /** Offset of an index from the start of the input, in bytes. */
  long offsetOf(int index) {
    return consumed + index;
  }

  /** True if there are no bytes after {@link #limit}. */
  boolean ended() {
    return ended;
  }

  /** Why the input ended early, or null. */
  @Nullable SkipReason failure() {
    return failure;
  }

  /**
   * Drops consumed bytes and reads until the window is full or the input ends. A window full of
   * unconsumed bytes doubles its size.
   *
   * @throws IOException if the stream throws it; corrupt or truncated compression counts as an end
   *     with a {@link #failure} instead
   */
  void refill() throws IOException {
    if (in == null || ended) {
      return;
    }
    System.arraycopy(bytes, position, bytes, 0, limit - position);
    consumed += position;
    limit -= position;
    position = 0;
    if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    try {
      while (limit < bytes.length && !ended) {
        int count = in.read(bytes, limit, bytes.length - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
      }
    } catch (EOFException e) {
      fail(SkipReason.TRUNCATED);
    } catch (ZipException e) {
      fail(SkipReason.UNREADABLE);
    }
  }

  private void fail(SkipReason reason) {
    ended = true;
    failure = reason;
  }
}
