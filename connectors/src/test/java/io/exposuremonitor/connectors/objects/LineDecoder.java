package io.exposuremonitor.connectors.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Each line of a gzip file is an element; the line POISON makes it fail. */
class LineDecoder implements ObjectDecoder<String> {
  private static final long serialVersionUID = 1L;

  static final String POISON = "POISON";

  static byte[] gzip(List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(String.join("\n", lines).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Elements<String> open(String path, InputStream bytes) {
    return new Lines(bytes);
  }

  @Override
  public String unreadable(String path, IOException error) {
    return "unreadable " + path;
  }

  @Override
  public String gap(CoverageGap gap) {
    return "gap " + gap.cause() + " s3://" + gap.source() + '/' + gap.part();
  }

  @Override
  public TypeInformation<String> type() {
    return Types.STRING;
  }

  private static final class Lines implements Elements<String> {
    private final InputStream bytes;
    private @Nullable BufferedReader lines;

    Lines(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public @Nullable String next() throws IOException {
      if (lines == null) {
        // A small buffer, so that lines come before the end is read.
        lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes, 16), UTF_8), 1);
      }
      String line = lines.readLine();
      if (POISON.equals(line)) {
        throw new IllegalStateException(POISON);
      }
      return line;
    }

    @Override
    public void close() {}
  }
}
