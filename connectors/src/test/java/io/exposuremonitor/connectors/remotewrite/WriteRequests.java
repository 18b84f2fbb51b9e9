package io.exposuremonitor.connectors.remotewrite;

import com.google.protobuf.CodedInputStream;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.exposuremonitor.connectors.remotewrite.TimeSeries.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decodes a request body as a receiver does. */
final class WriteRequests {
  private WriteRequests() {}

  static List<TimeSeries> read(byte[] body) throws IOException {
    int length = SnappyDecompressor.getUncompressedLength(body, 0);
    byte[] plain = new byte[length];
    new SnappyDecompressor().decompress(body, 0, body.length, plain, 0, length);
    List<TimeSeries> all = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(plain);
    while (!in.isAtEnd()) {
      expect(in.readTag(), 1);
      all.add(series(CodedInputStream.newInstance(in.readByteArray())));
    }
    return all;
  }

  private static TimeSeries series(CodedInputStream in) throws IOException {
    List<Label> labels = new ArrayList<>();
    double value = 0;
    long time = 0;
    while (!in.isAtEnd()) {
      int tag = in.readTag() >>> 3;
      CodedInputStream part = CodedInputStream.newInstance(in.readByteArray());
      if (tag == 1) {
        expect(part.readTag(), 1);
        String name = part.readString();
        expect(part.readTag(), 2);
        labels.add(new Label(name, part.readString()));
      } else {
        expect(part.readTag(), 1);
        value = part.readDouble();
        expect(part.readTag(), 2);
        time = part.readInt64();
      }
    }
    List<Label> sorted = labels.stream().sorted().toList();
    if (!sorted.equals(labels)) {
      throw new IOException("labels are not sorted: " + labels);
    }
    return new TimeSeries(labels, value, time);
  }

  private static void expect(int tag, int field) throws IOException {
    if (tag >>> 3 != field) {
      throw new IOException("field " + (tag >>> 3) + " instead of " + field);
    }
  }

  /** A series with one label besides its name. */
  static TimeSeries sample(String name, double value, long time) {
    return new TimeSeries(
        Arrays.asList(new Label("zone", "a"), new Label(TimeSeries.NAME, name)), value, time);
  }
}
