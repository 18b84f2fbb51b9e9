package io.exposuremonitor.detectors.cloudtrail;

/**
 * Resumes after broken content, in time linear in the bytes skipped, and reports each broken record
 * and each run of other bytes once.
 */
final class Recovery {
  /**
   * Maximum number of times per window that an unterminated record is searched for others that it
   * swallowed.
   */
  private static final int MAX_SEARCHES = 64;

  private final ByteWindow window;
  private final Marker marker = new Marker();
  private final Skipper skipper = new Skipper();
  private boolean inGarbage;
  private int searches;

  Recovery(ByteWindow window) {
    this.window = window;
  }

  void windowMoved() {
    marker.reset();
    searches = 0;
  }

  /** Notes that a complete value was read. */
  void succeeded() {
    inGarbage = false;
  }

  /** True if no complete value was read since broken content was reported. */
  boolean inGarbage() {
    return inGarbage;
  }

  /**
   * Resumes after malformed content: where its brackets close, or at the probable start of a record
   * before that.
   *
   * @return false if neither is in the window
   */
  boolean resume(int broken, boolean inContainer, DecoderSink sink) {
    byte[] bytes = window.bytes();
    int start = marker.next(bytes, broken + 1, window.limit());
    boolean object = bytes[broken] == '{';
    int close = -1;
    if (object) {
      skipper.start(0);
      close = skipper.skip(bytes, broken, start);
    } else if (inContainer) {
      close = nextBrace(bytes, broken + 1, start);
    }
    if (!inGarbage || (object && close >= 0)) {
      sink.skipped(SkipReason.NOT_JSON, InputPosition.of(window.offsetOf(broken)));
    }
    inGarbage = true;
    boolean found = close >= 0 || start < window.limit();
    if (found) {
      window.consumeTo(close >= 0 ? close : start);
    } else {
      window.consumeTo(broken + 1);
    }
    return found;
  }

  private static int nextBrace(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (bytes[i] == '{' || bytes[i] == ']') {
        return i;
      }
    }
    return -1;
  }

  /** Resumes inside an unterminated record if another one probably starts there. */
  boolean findSwallowed(int unfinished, DecoderSink sink) {
    int start = marker.next(window.bytes(), unfinished + 1, window.limit());
    if (start == window.limit() || ++searches > MAX_SEARCHES) {
      return false;
    }
    if (!inGarbage) {
      sink.skipped(SkipReason.NOT_JSON, InputPosition.of(window.offsetOf(unfinished)));
    }
    inGarbage = true;
    window.consumeTo(start);
    return true;
  }

  /** Moves to the probable start of a record; returns false if there is none in the window. */
  boolean search() {
    int start = marker.next(window.bytes(), window.position(), window.limit());
    window.consumeTo(start < window.limit() ? start : keep());
    return start < window.limit();
  }

  private int keep() {
    return Math.max(window.position(), window.limit() - Marker.LONGEST);
  }
}
