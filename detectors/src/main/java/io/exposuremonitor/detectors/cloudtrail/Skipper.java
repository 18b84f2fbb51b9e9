package io.exposuremonitor.detectors.cloudtrail;

/** Skips to the end of an open object or array of any length, in several steps if necessary. */
final class Skipper {
  private int depth;
  private boolean inString;
  private boolean escaped;

  /** Starts with {@code openBrackets} open brackets; 0 means before the first. */
  void start(int openBrackets) {
    depth = openBrackets;
    inString = false;
    escaped = false;
  }

  /**
   * The index after the bracket that closes the last open one, or -1 if it has not been reached.
   */
  int skip(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      byte b = bytes[i];
      if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && --depth <= 0) {
        return i + 1;
      }
    }
    return -1;
  }
}
