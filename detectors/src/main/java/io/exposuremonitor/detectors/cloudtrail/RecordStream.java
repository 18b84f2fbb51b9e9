package io.exposuremonitor.detectors.cloudtrail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Splits a window's bytes into records, whatever their envelope, and passes them to the decoder.
 *
 * <p>The grammar: a sequence of values, each an object or an array of objects. The elements of
 * {@code Records} and {@code logEvents} in an object are read one by one, so that only one record
 * has to fit into the window. Commas count as white space.
 */
final class RecordStream {
  /**
   * Maximum size; larger records are skipped. CloudTrail's own limit is 256 KB, in CloudTrail Lake
   * 1 MB; an item change has two images of up to 400 KB, which base64 or escapes can double.
   */
  static final int LARGEST_RECORD = 1 << 22;

  private enum State {
    BETWEEN_VALUES,
    SKIPPING,
    SEARCHING,
    ENDED
  }

  private final ByteWindow window;
  private final CloudTrailDecoder decoder;
  private final RecordFields fields;
  private final Skipper skipper = new Skipper();
  private final Recovery recovery;
  private State state = State.BETWEEN_VALUES;
  private boolean inArray;
  private boolean isTruncated;

  /** The array of the open envelope, or null. */
  private @Nullable Field envelope;

  RecordStream(ByteWindow window, CloudTrailDecoder decoder) {
    this.window = window;
    this.decoder = decoder;
    this.fields = decoder.newFields();
    this.recovery = new Recovery(window);
  }

  /** Decodes the values that begin in the next window; returns false at the end. */
  boolean advance(DecoderSink sink) throws IOException {
    if (state == State.ENDED) {
      return false;
    }
    window.refill();
    recovery.windowMoved();
    boolean going = true;
    while (going) {
      going = step(sink) || (window.ended() && skipTruncatedEnd(sink));
    }
    if (window.ended()) {
      end(sink);
    }
    return state != State.ENDED;
  }

  /** True if the input ended early, which was the last thing reported to the sink. */
  boolean isTruncated() {
    return isTruncated;
  }

  /** Consumes one value or bracket; returns false if that needs more bytes. */
  private boolean step(DecoderSink sink) {
    return switch (state) {
      case BETWEEN_VALUES -> stepBetweenValues(sink);
      case SKIPPING -> stepThroughSkipped();
      case SEARCHING -> stepToNextStart();
      case ENDED -> false;
    };
  }

  private boolean stepBetweenValues(DecoderSink sink) {
    int i = window.skipSeparators();
    if (i == window.limit()) {
      return false;
    }
    byte b = window.bytes()[i];
    if (b == '{') {
      return object(i, sink);
    }
    if (b == '[' && !inContainer()) {
      inArray = true;
      window.consumeTo(i + 1);
      return true;
    }
    if (b == ']' && inContainer()) {
      closeArray(i);
      return true;
    }
    return inContainer() ? otherElement(i, sink) : broken(i, sink);
  }

  private boolean inContainer() {
    return inArray || envelope != null;
  }

  private boolean object(int i, DecoderSink sink) {
    int end = fields.read(window.bytes(), i, window.limit(), envelope == null);
    if (end == RecordFields.STREAMED) {
      openEnvelope(i, sink);
      return true;
    }
    if (end < 0) {
      return end == Json.INCOMPLETE ? incomplete(i, sink) : broken(i, sink);
    }
    window.consumeTo(end);
    recovery.succeeded();
    long offset = window.offsetOf(i);
    if (end - i > LARGEST_RECORD) {
      sink.skipped(SkipReason.TOO_LARGE, InputPosition.of(offset, end - i));
    } else if (envelope == Field.LOG_EVENTS) {
      decoder.decodeLogEvent(fields, sink, offset);
    } else {
      decoder.decodeObject(fields, i, end, sink, offset);
    }
    return true;
  }

  private void openEnvelope(int i, DecoderSink sink) {
    window.consumeTo(fields.streamedFrom());
    recovery.succeeded();
    if (fields.text(Field.MESSAGE_TYPE).equals("CONTROL_MESSAGE")) {
      sink.skipped(SkipReason.CONTROL_MESSAGE, InputPosition.of(window.offsetOf(i)));
      skipToClose(2);
    } else {
      envelope = fields.streamed();
    }
  }

  private void closeArray(int i) {
    window.consumeTo(i + 1);
    if (envelope == null) {
      inArray = false;
    } else {
      envelope = null;
      skipToClose(1);
    }
  }

  private boolean otherElement(int i, DecoderSink sink) {
    int end = Json.valueEnd(window.bytes(), i, window.limit());
    if (end < 0) {
      return end == Json.INCOMPLETE ? incomplete(i, sink) : broken(i, sink);
    }
    sink.skipped(SkipReason.NOT_CLOUDTRAIL, InputPosition.of(window.offsetOf(i), end - i));
    window.consumeTo(end);
    return true;
  }

  private boolean incomplete(int i, DecoderSink sink) {
    int length = window.limit() - i;
    if (length <= LARGEST_RECORD) {
      return false;
    }
    if (!recovery.findSwallowed(i, sink)) {
      sink.skipped(SkipReason.TOO_LARGE, InputPosition.of(window.offsetOf(i), length));
      skipToClose(0);
    }
    return true;
  }

  private boolean broken(int i, DecoderSink sink) {
    if (!recovery.resume(i, inContainer(), sink)) {
      state = State.SEARCHING;
    }
    return true;
  }

  /**
   * At the end of the input, resumes within an unfinished record, which may have swallowed complete
   * ones.
   */
  private boolean skipTruncatedEnd(DecoderSink sink) {
    return state == State.BETWEEN_VALUES
        && window.position() < window.limit()
        && recovery.findSwallowed(window.position(), sink);
  }

  private void skipToClose(int openBrackets) {
    skipper.start(openBrackets);
    state = State.SKIPPING;
  }

  private boolean stepThroughSkipped() {
    int end = skipper.skip(window.bytes(), window.position(), window.limit());
    window.consumeTo(end < 0 ? window.limit() : end);
    if (end >= 0) {
      state = State.BETWEEN_VALUES;
    }
    return end >= 0;
  }

  private boolean stepToNextStart() {
    boolean found = recovery.search();
    if (found) {
      state = State.BETWEEN_VALUES;
    }
    return found;
  }

  private void end(DecoderSink sink) {
    boolean whole =
        state == State.BETWEEN_VALUES && !inContainer() && window.position() == window.limit();
    SkipReason failure = window.failure();
    String place = InputPosition.of(window.offsetOf(window.limit()));
    if (failure != null) {
      sink.skipped(failure, place);
      isTruncated = true;
    } else if (!whole && !recovery.inGarbage()) {
      sink.skipped(SkipReason.TRUNCATED, place);
      isTruncated = true;
    }
    state = State.ENDED;
  }
}
