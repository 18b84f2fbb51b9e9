package io.exposuremonitor.detectors.cloudtrail;

/**
 * Iterates over the members of one object or the elements of one array. Malformed content ends the
 * iteration; commas are not required.
 */
final class Cursor {
  private final byte[] bytes;
  private final int limit;
  private int next;
  private int nameFrom;
  private int nameTo;
  private int from;
  private int to;

  /** Creates a cursor before the first element of the container at {@code bytes[from, to)}. */
  Cursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.next = from + 1;
    this.limit = to;
  }

  /** A cursor over an array's elements; it has none if the value is not an array. */
  static Cursor ofArray(byte[] bytes, int from, int to) {
    return from < to && bytes[from] == '[' ? new Cursor(bytes, from, to) : empty(bytes);
  }

  /** A cursor over an object's members; it has none if the value is not an object. */
  static Cursor ofObject(byte[] bytes, int from, int to) {
    return from < to && bytes[from] == '{' ? new Cursor(bytes, from, to) : empty(bytes);
  }

  private static Cursor empty(byte[] bytes) {
    return new Cursor(bytes, 0, 0);
  }

  boolean nextElement() {
    return atValue(afterSeparator());
  }

  boolean nextMember() {
    int i = afterSeparator();
    if (i >= limit || bytes[i] != '"') {
      return false;
    }
    nameFrom = i + 1;
    nameTo = Json.closingQuote(bytes, nameFrom, limit);
    if (nameTo < 0) {
      return false;
    }
    i = Json.skipSpace(bytes, nameTo + 1, limit);
    if (i >= limit || bytes[i] != ':') {
      return false;
    }
    return atValue(Json.skipSpace(bytes, i + 1, limit));
  }

  private int afterSeparator() {
    int i = Json.skipSpace(bytes, next, limit);
    return i < limit && bytes[i] == ',' ? Json.skipSpace(bytes, i + 1, limit) : i;
  }

  private boolean atValue(int i) {
    from = i;
    to = Json.valueEnd(bytes, i, limit);
    next = to;
    return to >= 0;
  }

  /**
   * The index after the object once the last member has been passed; 0 if the object does not end.
   */
  int end() {
    int i = next < 0 ? limit : Json.skipSpace(bytes, next, limit);
    return i < limit && bytes[i] == '}' ? i + 1 : 0;
  }

  /** Start of the member's name, after the quote. */
  int nameFrom() {
    return nameFrom;
  }

  /** End of the member's name, before the quote. */
  int nameTo() {
    return nameTo;
  }

  /** Start of the value, quote or bracket included. */
  int from() {
    return from;
  }

  /** End of the value, quote or bracket included. */
  int to() {
    return to;
  }

  String name() {
    return JsonText.ofContent(bytes, nameFrom, nameTo);
  }

  /** The value's text; see {@link JsonText#ofValue}. */
  String text() {
    return JsonText.ofValue(bytes, from, to);
  }
}
