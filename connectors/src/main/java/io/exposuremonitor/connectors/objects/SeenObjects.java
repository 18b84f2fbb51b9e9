package io.exposuremonitor.connectors.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers recently announced objects, so that an object announced twice is read once. Bounded in
 * time and number. A name is represented by 128 bits of its hash, some 100 bytes in memory and 24
 * in a checkpoint, twice for each object. Not thread-safe.
 *
 * <p>Announcements differ in what they contain. Two with an eTag mean the same object when the tags
 * agree; one without an eTag means whatever content the key has.
 */
final class SeenObjects {
  private static final String ANY = "*";
  private static final String UNKNOWN_CONTENT = "";

  private final long keepMillis;
  private final int max;
  private final LinkedHashMap<Name, Long> seen = new LinkedHashMap<>();

  /**
   * @param keep how long objects are remembered
   * @param max maximum number of objects; the oldest are forgotten first
   */
  SeenObjects(Duration keep, int max) {
    this.keepMillis = keep.toMillis();
    this.max = 2 * max;
  }

  private record Name(long high, long low) {}

  /**
   * A name in a checkpoint.
   *
   * @param high first half of its hash
   * @param low second half
   * @param at when it was announced, epoch milliseconds
   */
  record Entry(long high, long low, long at) {}

  /**
   * Remembers an object.
   *
   * @return true when it is new
   */
  boolean add(ObjectRef object, long now) {
    if (contains(object)) {
      return false;
    }
    seen.put(name(object, content(object)), now);
    seen.putIfAbsent(name(object, ANY), now);
    return true;
  }

  private boolean contains(ObjectRef object) {
    String content = content(object);
    if (content.equals(UNKNOWN_CONTENT)) {
      return seen.containsKey(name(object, ANY));
    }
    return seen.containsKey(name(object, content))
        || seen.containsKey(name(object, UNKNOWN_CONTENT));
  }

  /**
   * Forgets objects that are too old, and the oldest ones when there are too many.
   *
   * @return number of names forgotten early; an object has one or two
   */
  int expire(long now) {
    int early = 0;
    Iterator<Map.Entry<Name, Long>> oldest = seen.entrySet().iterator();
    while (oldest.hasNext()) {
      boolean old = now - oldest.next().getValue() > keepMillis;
      if (!old && seen.size() <= max) {
        break;
      }
      early += old ? 0 : 1;
      oldest.remove();
    }
    return early;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(seen.size());
    seen.forEach((name, at) -> entries.add(new Entry(name.high(), name.low(), at)));
    return entries;
  }

  void restore(List<Entry> entries) {
    entries.forEach(entry -> seen.put(new Name(entry.high(), entry.low()), entry.at()));
  }

  private static String content(ObjectRef object) {
    if (object.eTag() != null) {
      return "e" + object.eTag();
    }
    return object.versionId() == null ? UNKNOWN_CONTENT : "v" + object.versionId();
  }

  private static Name name(ObjectRef object, String content) {
    String text = object.bucket() + '\0' + object.key() + '\0' + content;
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text.getBytes(UTF_8)));
    return new Name(hash.getLong(), hash.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
