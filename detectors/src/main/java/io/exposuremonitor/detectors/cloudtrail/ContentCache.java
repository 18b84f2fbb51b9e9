package io.exposuremonitor.detectors.cloudtrail;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same object for the same bytes, so that what repeats from record to record is read once
 * and allocates nothing after.
 *
 * <p>Bounded: a fixed number of slots, each holding the last content that fell in it; a crafted
 * collision costs a reading and nothing else.
 */
final class ContentCache<T> {
  /** Makes the object of {@code bytes[from, to)}; a function of these bytes alone. */
  interface Reading<T> {
    T read(byte[] bytes, int from, int to);
  }

  /** A content and the object that was made of it. */
  record Entry<T>(long hash, byte[] content, T value) {
    int length() {
      return content.length;
    }

    private boolean startsAt(byte[] bytes, int from, long prefixHash) {
      return hash == prefixHash
          && Arrays.equals(content, 0, content.length, bytes, from, from + content.length);
    }
  }

  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  /** So much of a content is hashed: of a role session's identity up to its access key. */
  private static final int PREFIX = 224;

  private final Reading<T> reading;
  private final @Nullable Entry<T>[] entries;
  private final int shift;
  private final int longest;

  /**
   * @param slotBits log2 of the number of slots
   * @param longest longest content kept, bytes; longer content is read anew every time
   * @param reading makes the object of what is not there
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  ContentCache(int slotBits, int longest, Reading<T> reading) {
    this.reading = reading;
    this.longest = longest;
    entries = new Entry[1 << slotBits];
    shift = Long.SIZE - slotBits;
  }

  T get(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > longest) {
      return reading.read(bytes, from, to);
    }
    long hash = hash(bytes, from, from + Math.min(length, PREFIX));
    int slot = (int) (hash >>> shift);
    Entry<T> entry = entries[slot];
    if (entry != null && entry.content.length == length && entry.startsAt(bytes, from, hash)) {
      return entry.value;
    }
    T value = reading.read(bytes, from, to);
    entries[slot] = new Entry<>(hash, Arrays.copyOfRange(bytes, from, to), value);
    return value;
  }

  /**
   * What is known to start at {@code from}, if it is long; else null. Contents must tell their own
   * end, as objects do: then this saves looking for it.
   */
  @Nullable Entry<T> startingAt(byte[] bytes, int from, int limit) {
    if (limit - from < PREFIX) {
      return null;
    }
    long hash = hash(bytes, from, from + PREFIX);
    Entry<T> entry = entries[(int) (hash >>> shift)];
    boolean there =
        entry != null && entry.length() <= limit - from && entry.startsAt(bytes, from, hash);
    return there ? entry : null;
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
