package io.exposuremonitor.detectors.cloudtrail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Buffers a stream, gives access to its first bytes and implements {@link #available} correctly:
 * {@link java.util.zip.GZIPInputStream} treats zero as the end of the file and would lose all but
 * the first member of concatenated ones.
 */
final class PeekingInput extends FilterInputStream {
  private static final int SIZE = 1 << 16;

  private final byte[] buffer = new byte[SIZE];
  private int position;
  private int limit;

  PeekingInput(InputStream in) {
    super(in);
  }

  /** True if the stream starts with gzip's magic number (RFC 1952). */
  boolean startsAsGzip() throws IOException {
    while (limit < 2 && readMore()) {}
    return isGzip(buffer, limit);
  }

  static boolean isGzip(byte[] bytes, int length) {
    return length >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  private boolean readMore() throws IOException {
    int count = in.read(buffer, limit, SIZE - limit);
    limit += Math.max(count, 0);
    return count >= 0;
  }

  private boolean isAtEnd() throws IOException {
    if (position < limit) {
      return false;
    }
    position = 0;
    limit = 0;
    while (limit == 0) {
      if (!readMore()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    if (count <= 0 || isAtEnd()) {
      return 0;
    }
    int skipped = (int) Math.min(count, limit - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return isAtEnd() ? 0 : limit - position;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
