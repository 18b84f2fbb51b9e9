package io.exposuremonitor.detectors.cloudtrail;

/**
 * Finds where the next record seems to start after one that is broken: at a brace before {@code
 * "eventVersion"}, with which CloudTrail starts its records, or at a brace that starts a line.
 * Neither can occur within a JSON string.
 */
final class Marker {
  /** A start may hang over the end of what is searched by so many bytes. */
  static final int LONGEST = 128;

  private static final byte[] FIRST_NAME = {
    '"', 'e', 'v', 'e', 'n', 't', 'V', 'e', 'r', 's', 'i', 'o', 'n', '"'
  };

  private int searchedFrom = -1;
  private int found = -1;

  /** Forgets what was found, for the bytes have moved. */
  void reset() {
    found = -1;
  }

  /**
   * The first start at or after {@code from}, or {@code limit}. Asked again, it goes on searching.
   */
  int next(byte[] bytes, int from, int limit) {
    if (found >= from && searchedFrom <= from) {
      return found;
    }
    searchedFrom = from;
    found = from;
    while (found < limit && !isStart(bytes, found, limit)) {
      found++;
    }
    return found;
  }

  private static boolean isStart(byte[] bytes, int i, int limit) {
    if (bytes[i] != '{') {
      return false;
    }
    int name = Json.skipSpace(bytes, i + 1, Math.min(limit, i + LONGEST));
    if (i > 0 && bytes[i - 1] == '\n') {
      return name < limit && bytes[name] == '"';
    }
    if (name + FIRST_NAME.length > limit) {
      return false;
    }
    for (int j = 0; j < FIRST_NAME.length; j++) {
      if (bytes[name + j] != FIRST_NAME[j]) {
        return false;
      }
    }
    return true;
  }
}
