package io.exposuremonitor.detectors.cloudtrail;

/**
 * Finds the probable start of the next record after a broken one: a brace before {@code
 * "eventVersion"}, which is the first member of CloudTrail's records, or a brace that starts a
 * line. Neither can occur within a JSON string.
 */
final class Marker {
  /** Maximum number of bytes by which a start may extend beyond the end of the searched bytes. */
  static final int LONGEST = 128;

  private static final byte[] FIRST_NAME = {
    '"', 'e', 'v', 'e', 'n', 't', 'V', 'e', 'r', 's', 'i', 'o', 'n', '"'
  };

  private int searchedFrom = -1;
  private int found = -1;

  /** Discards the cached result, since the bytes have moved. */
  void reset() {
    found = -1;
  }

  /**
   * The first start at or after {@code from}, or {@code limit} if there is none. The result is
   * cached for calls with a later {@code from}.
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
