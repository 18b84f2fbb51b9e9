package io.exposuremonitor.detectors.cloudtrail;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Returns one object for equal bytes, so that content that repeats from record to record is parsed
 * once and allocates nothing afterwards.
 *
 * <p>Bounded, see {@link SlotPairs}; a crafted collision only costs another parse.
 */
final class ContentCache<T> {
  /** Parses {@code bytes[from, to)}. The result must depend on these bytes only. */
  interface Reading<T> {
    T read(byte[] bytes, int from, int to);
  }

  /** Cached bytes and the object parsed from them. */
  record Entry<T>(long hash, byte[] content, T value) {
    int length() {
      return content.length;
    }

    private boolean startsAt(byte[] bytes, int from, int limit, long prefixHash) {
      return hash == prefixHash
          && content.length <= limit - from
          && Arrays.equals(content, 0, content.length, bytes, from, from + content.length);
    }
  }

  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  /** Number of bytes that are hashed: a role session's identity up to its access key. */
  private static final int PREFIX = 224;

  private final Reading<T> reading;
  private final SlotPairs<Entry<T>> entries;
  private final int longest;

  /**
   * @param bits log2 of the number of entries
   * @param longest maximum length of cached content, bytes; longer content is parsed every time
   * @param reading parses content that is not cached
   */
  ContentCache(int bits, int longest, Reading<T> reading) {
    this.reading = reading;
    this.longest = longest;
    entries = new SlotPairs<>(bits);
  }

  T get(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > longest) {
      return reading.read(bytes, from, to);
    }
    long hash = hash(bytes, from, from + Math.min(length, PREFIX));
    Entry<T> known = known(hash, bytes, from, to);
    if (known != null && known.length() == length) {
      return known.value;
    }
    T value = reading.read(bytes, from, to);
    entries.put(place(hash), new Entry<>(hash, Arrays.copyOfRange(bytes, from, to), value));
    return value;
  }

  /**
   * The cached content of at least {@value #PREFIX} bytes that starts at {@code from}, or null.
   * Content must be self-delimiting, as objects are; a hit then saves searching for its end.
   */
  @Nullable Entry<T> startingAt(byte[] bytes, int from, int limit) {
    if (limit - from < PREFIX) {
      return null;
    }
    long hash = hash(bytes, from, from + PREFIX);
    return known(hash, bytes, from, limit);
  }

  /**
   * The cached content with a hash that starts at {@code from} and is no longer than the available
   * bytes.
   */
  private @Nullable Entry<T> known(long hash, byte[] bytes, int from, int limit) {
    int place = place(hash);
    Entry<T> last = entries.last(place);
    if (last != null && last.startsAt(bytes, from, limit, hash)) {
      return last;
    }
    Entry<T> before = entries.before(place);
    if (before != null && before.startsAt(bytes, from, limit, hash)) {
      entries.swap(place);
      return before;
    }
    return null;
  }

  private int place(long hash) {
    return entries.placeOf((int) (hash >>> Integer.SIZE));
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = MULTIPLIER;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = (hash ^ Json.word(bytes, i)) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    long last = 0;
    for (; i < to; i++) {
      last = (last << Byte.SIZE) | (bytes[i] & 0xff);
    }
    hash = (hash ^ last) * MULTIPLIER;
    return (hash ^ (hash >>> 32)) * MULTIPLIER;
  }
}
