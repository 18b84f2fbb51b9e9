package io.exposuremonitor.detectors.cloudtrail;

/**
 * Resumes after broken content, in time linear in what it skips, and reports it: each broken
 * record, and each run of other bytes once.
 */
final class Recovery {
  /** How often per window an unterminated record is searched for others that it swallowed. */
  private static final int MOST_SEARCHES = 64;

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

  /** Something complete was read. */
  void succeeded() {
    inGarbage = false;
  }

  /** True when nothing complete was read since broken content was reported. */
  boolean inGarbage() {
    return inGarbage;
  }

  /**
   * Resumes after malformed content: where its brackets close, or where a record seems to start
   * before that.
   *
   * @return false when that is not in the window
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
      sink.skipped(SkipReason.NOT_JSON, Place.of(window.offsetOf(broken)));
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

  /** Resumes inside an unterminated record, if another seems to start there. */
  boolean findSwallowed(int unfinished, DecoderSink sink) {
    int start = marker.next(window.bytes(), unfinished + 1, window.limit());
    if (start == window.limit() || ++searches > MOST_SEARCHES) {
      return false;
    }
    if (!inGarbage) {
      sink.skipped(SkipReason.NOT_JSON, Place.of(window.offsetOf(unfinished)));
    }
    inGarbage = true;
    window.consumeTo(start);
    return true;
  }

  /** Moves to where a record seems to start; false when that is not in the window. */
  boolean search() {
    int start = marker.next(window.bytes(), window.position(), window.limit());
    window.consumeTo(start < window.limit() ? start : keep());
    return start < window.limit();
  }

  private int keep() {
    return Math.max(window.position(), window.limit() - Marker.LONGEST);
  }
}
