package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.failure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stream of an object's bytes. Counts them, and remembers whether fetching failed, so that a broken
 * connection can be distinguished from broken content, whatever the decoder does with the error.
 */
final class TrackingInputStream extends FilterInputStream {
  private final LongConsumer onRead;
  private long count;
  private @Nullable TransferException failure;

  /**
   * @param onRead receives the number of bytes of each read
   */
  TrackingInputStream(InputStream in, LongConsumer onRead) {
    super(in);
    this.onRead = onRead;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        count += read;
        onRead.accept(read);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      // The client throws its own unchecked exceptions here, for example for a wrong checksum.
      TransferException wrapped =
          new TransferException(TransferException.Kind.RETRYABLE, "broke off: " + Reason.of(e), e);
      failure = wrapped;
      throw wrapped;
    }
  }

  long count() {
    return count;
  }

  /** Throws the failure of a read, if there was one. */
  void rethrow() throws TransferException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
