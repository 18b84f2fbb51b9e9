package io.exposuremonitor.connectors.remotewrite;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * The body of a request: {@code prometheus.WriteRequest} of the specification's protocol buffers,
 * compressed by snappy's block format.
 *
 * <pre>
 * WriteRequest { repeated TimeSeries timeseries = 1; }
 * TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2; }
 * Label        { string name = 1; string value = 2; }
 * Sample       { double value = 1; int64 timestamp = 2; }
 * </pre>
 */
final class WriteRequest {
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private WriteRequest() {}

  /** The compressed body. */
  static byte[] body(List<TimeSeries> series) {
    byte[] plain = plain(series);
    SnappyCompressor snappy = new SnappyCompressor();
    byte[] body = new byte[snappy.maxCompressedLength(plain.length)];
    int length = snappy.compress(plain, 0, plain.length, body, 0, body.length);
    return Arrays.copyOf(body, length);
  }

  private static byte[] plain(List<TimeSeries> series) {
    return message(
        request -> {
          for (TimeSeries one : series) {
            request.writeByteArray(FIRST, message(out -> write(one, out)));
          }
        });
  }

  private static void write(TimeSeries one, CodedOutputStream out) throws IOException {
    for (TimeSeries.Label label : one.labels()) {
      out.writeByteArray(
          FIRST,
          message(
              text -> {
                text.writeString(FIRST, label.name());
                text.writeString(SECOND, label.value());
              }));
    }
    out.writeByteArray(
        SECOND,
        message(
            sample -> {
              // As bits: a certain NaN means that the series has ended.
              sample.writeFixed64(FIRST, Double.doubleToRawLongBits(one.value()));
              sample.writeInt64(SECOND, one.time());
            }));
  }

  private interface Content {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't fail to be written to", e);
    }
    return bytes.toByteArray();
  }
}
