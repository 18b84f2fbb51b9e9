package io.exposuremonitor.detectors.cloudtrail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log file or object of any size and envelope, plain or gzip (also with several members),
 * whatever its name. Pull-based: each call reads one more buffer, so that a source can stop between
 * calls.
 *
 * <p>It holds about 400 KB, and up to 8 MiB more while a single record is that large. The caller
 * closes the stream. Not thread-safe.
 */
public final class CloudTrailLogReader {
  private static final int INFLATER_BUFFER = 1 << 16;
  private static final int WINDOW = 1 << 18;

  private final InputStream in;
  private final CloudTrailDecoder decoder;
  private @Nullable RecordStream records;

  /**
   * Creates a reader at the start of a stream without reading from it.
   *
   * @param in plain or gzip, recognised by its first two bytes
   */
  public CloudTrailLogReader(InputStream in, CloudTrailDecoder decoder) {
    this.in = in;
    this.decoder = decoder;
  }

  /**
   * Decodes the records that begin in the next buffer, about 256 KB.
   *
   * @return whether there may be more; false at the end, including the end of a truncated file
   * @throws IOException if the stream can't be read; earlier records have been decoded. Corrupt or
   *     truncated compression is reported to the sink instead
   */
  public boolean advance(DecoderSink sink) throws IOException {
    if (records == null) {
      try {
        records = new RecordStream(ByteWindow.over(inflated(), WINDOW), decoder);
      } catch (EOFException e) {
        return broken(SkipReason.TRUNCATED, sink);
      } catch (ZipException e) {
        return broken(SkipReason.UNREADABLE, sink);
      }
    }
    return records.advance(sink);
  }

  /**
   * True at the end of an input that ended early because it was truncated or its compressed data
   * was corrupt. This is also the last thing reported to the sink.
   */
  public boolean isTruncated() {
    return records != null && records.isTruncated();
  }

  private InputStream inflated() throws IOException {
    PeekingInput peeking = new PeekingInput(in);
    return peeking.startsAsGzip() ? new GZIPInputStream(peeking, INFLATER_BUFFER) : peeking;
  }

  private boolean broken(SkipReason reason, DecoderSink sink) {
    sink.skipped(reason, "gzip header");
    records = new RecordStream(ByteWindow.over(new byte[0]), decoder);
    return false;
  }
}
