package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Statement;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Decodes CloudTrail records. No input makes it throw: what can't be read is passed to {@link
 * DecoderSink#skipped}, and the rest is decoded.
 *
 * <p>The format is recognised by content: a log file ({@code {"Records":[…]}}), an array of
 * records, a single record, concatenated records (JSON lines, pretty-printed or not), a CloudWatch
 * Logs subscription payload, or an EventBridge event; each plain or gzip, with or without a byte
 * order mark. Records of a table's stream may be mixed in or come alone, and are passed on
 * undecoded.
 *
 * <p>It is more lenient than a strict JSON parser: it does not parse values that it skips, and does
 * not require commas between members. Its caches and buffers take up to about 20 MB: reuse one
 * decoder per thread. Not thread-safe.
 */
public final class CloudTrailDecoder {
  private static final int INFLATER_BUFFER = 1 << 13;
  private static final int PAYLOAD_WINDOW = 1 << 16;

  private final RecordDecoder decoder;
  private final RecordFields fields;
  private final Scratch message = new Scratch();
  private long records;

  /**
   * @param keys hashes item keys
   * @param statements analyses a PartiQL statement; must not retain any of its literals
   * @param interest determines the records that a rule may match
   */
  public CloudTrailDecoder(
      KeyHasher keys, Function<String, Statement> statements, RuleInterest interest) {
    decoder = new RecordDecoder(keys, statements, interest);
    fields = decoder.newFields();
  }

  /** Decodes one record, or one EventBridge event, at {@code buffer[from, to)}. */
  public void decode(byte[] buffer, int from, int to, DecoderSink sink) {
    decodeWhole(buffer, from, to, sink, from);
  }

  /** Decodes one payload of a stream or a message queue, in any envelope, plain or gzip. */
  public void decodePayload(byte[] payload, DecoderSink sink) {
    try {
      RecordStream stream = new RecordStream(window(payload), this);
      while (stream.advance(sink)) {}
    } catch (EOFException e) {
      sink.skipped(SkipReason.TRUNCATED, InputPosition.of(0, payload.length));
    } catch (IOException e) {
      sink.skipped(SkipReason.UNREADABLE, InputPosition.of(0, payload.length));
    }
  }

  private static ByteWindow window(byte[] payload) throws IOException {
    if (!PeekingInput.isGzip(payload, payload.length)) {
      return ByteWindow.over(payload);
    }
    InputStream compressed = new ByteArrayInputStream(payload);
    return ByteWindow.over(new GZIPInputStream(compressed, INFLATER_BUFFER), PAYLOAD_WINDOW);
  }

  /** Creates fields to fill and pass to {@link #decodeObject}. */
  RecordFields newFields() {
    return decoder.newFields();
  }

  /** The number of CloudTrail records decoded so far, used or not. */
  public long records() {
    return records;
  }

  /**
   * Decodes an object whose fields have been located: a record, or an EventBridge event that
   * contains one.
   *
   * @param found the fields of the object at {@code [from, to)} of their bytes
   */
  void decodeObject(RecordFields found, int from, int to, DecoderSink sink, long offset) {
    int recordFrom = from;
    int recordTo = to;
    boolean event =
        found.has(Field.DETAIL_TYPE)
            && !found.has(Field.EVENT_SOURCE)
            && found.startsWith(Field.DETAIL, '{');
    if (event) {
      recordFrom = found.from(Field.DETAIL);
      recordTo = found.to(Field.DETAIL);
      if (found.read(found.bytes(), recordFrom, recordTo, false) < 0) {
        sink.skipped(SkipReason.NOT_JSON, InputPosition.of(offset, to - from));
        return;
      }
    }
    if (decoder.decode(found, recordFrom, recordTo, sink, offset)) {
      records++;
    }
  }

  /** Decodes a CloudWatch Logs event, whose message is the text of one record. */
  void decodeLogEvent(RecordFields event, DecoderSink sink, long offset) {
    if (!event.startsWith(Field.MESSAGE, '"')) {
      sink.skipped(SkipReason.NOT_CLOUDTRAIL, InputPosition.of(offset));
      return;
    }
    message.clear();
    message.appendUnescaped(
        event.bytes(), event.from(Field.MESSAGE) + 1, event.to(Field.MESSAGE) - 1);
    if (message.startsWith("CWL CONTROL MESSAGE")) {
      sink.skipped(SkipReason.CONTROL_MESSAGE, InputPosition.of(offset));
      return;
    }
    decodeWhole(message.bytes(), 0, message.size(), sink, offset);
  }

  private void decodeWhole(byte[] bytes, int from, int to, DecoderSink sink, long offset) {
    int start = Json.skipSpace(bytes, from, to);
    if (start == to || bytes[start] != '{') {
      sink.skipped(SkipReason.NOT_JSON, InputPosition.of(offset, to - from));
      return;
    }
    int end = fields.read(bytes, start, to, false);
    if (end == Json.INCOMPLETE) {
      sink.skipped(SkipReason.TRUNCATED, InputPosition.of(offset, to - from));
    } else if (end < 0) {
      sink.skipped(SkipReason.NOT_JSON, InputPosition.of(offset, to - from));
    } else if (end - start > RecordStream.LARGEST_RECORD) {
      sink.skipped(SkipReason.TOO_LARGE, InputPosition.of(offset, to - from));
    } else {
      decodeObject(fields, start, end, sink, offset);
    }
  }
}
