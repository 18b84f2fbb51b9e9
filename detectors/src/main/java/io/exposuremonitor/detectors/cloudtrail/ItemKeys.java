package io.exposuremonitor.detectors.cloudtrail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hashes item keys so that equal keys have equal hashes, regardless of white space, escapes and the
 * order of attributes.
 *
 * <p>The canonical bytes of an attribute are its name, {@code 0xff}, and its value. Strings and
 * bare words alike are written as {@code 0xfe} and their text, since a key attribute has one type,
 * and CloudTrail prints numbers with and without quotes; brackets are written as they are. Neither
 * byte occurs in UTF-8. A key's hash is the sum of its attributes' hashes, which needs no sorting.
 */
final class ItemKeys {
  /** Separates an attribute's name from its value. */
  static final int AFTER_NAME = 0xff;

  /** Precedes every text in a value. */
  static final int BEFORE_TEXT = 0xfe;

  /** The only key attribute of the Kinesis Client Library's lease tables. */
  private static final byte[] LEASE_KEY = "leaseKey".getBytes(StandardCharsets.US_ASCII);

  private final KeyHasher hasher;
  private final Scratch canonical = new Scratch();

  ItemKeys(KeyHasher hasher) {
    this.hasher = hasher;
  }

  /** Adds the hash of a key object, or of each key in an array; ignores anything else. */
  void addTo(Request.Part part, byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == '{') {
      addKey(part, bytes, from, to);
      return;
    }
    Cursor elements = Cursor.ofArray(bytes, from, to);
    while (elements.nextElement()) {
      if (bytes[elements.from()] == '{') {
        addKey(part, bytes, elements.from(), elements.to());
      }
    }
  }

  /** Adds the hashes of the keys in a statement's condition. */
  void addNamed(Request.Part part, String statement) {
    StatementKeys.addTo(part, statement, hasher);
  }

  private void addKey(Request.Part part, byte[] bytes, int from, int to) {
    Cursor attributes = new Cursor(bytes, from, to);
    long sum = 0;
    int count = 0;
    boolean lease = false;
    while (attributes.nextMember()) {
      canonical.clear();
      canonical.appendUnescaped(bytes, attributes.nameFrom(), attributes.nameTo());
      lease |= isLeaseKey();
      canonical.append(AFTER_NAME);
      appendValue(bytes, attributes.from(), attributes.to());
      sum += hasher.hash(canonical.bytes(), 0, canonical.size());
      count++;
    }
    if (count > 0) {
      part.addKey(sum);
    }
    if (count == 1 && lease) {
      part.namesLease();
    }
  }

  private boolean isLeaseKey() {
    return Arrays.equals(canonical.bytes(), 0, canonical.size(), LEASE_KEY, 0, LEASE_KEY.length);
  }

  private void appendValue(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b == '"') {
        int quote = Json.closingQuote(bytes, i + 1, to);
        canonical.append(BEFORE_TEXT);
        canonical.appendUnescaped(bytes, i + 1, quote);
        i = quote + 1;
      } else if (Json.isSpace(b) || b == ',' || b == ':') {
        i++;
      } else if (b == '{' || b == '}' || b == '[' || b == ']') {
        canonical.append(b);
        i++;
      } else {
        int end = wordEnd(bytes, i, to);
        canonical.append(BEFORE_TEXT);
        canonical.append(bytes, i, end);
        i = end;
      }
    }
  }

  private static int wordEnd(byte[] bytes, int i, int to) {
    while (i < to && !Json.isSpace(bytes[i]) && ",:{}[]\"".indexOf(bytes[i]) < 0) {
      i++;
    }
    return i;
  }
}
