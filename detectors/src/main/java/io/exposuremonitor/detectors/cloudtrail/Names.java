package io.exposuremonitor.detectors.cloudtrail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Looks up member names in a fixed list without creating strings. */
final class Names {
  /** Returned for a name that is not in the list. */
  static final int NONE = -1;

  private static final int SLOTS = 256;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private final byte caseBit;
  private final byte[][] names;
  private final long[] words;
  private final int[] slots = new int[SLOTS];

  /**
   * @param ignoreCase whether ASCII letters match in either case; names must then consist of
   *     letters, digits and hyphens
   * @param known at most 100 ASCII names; a lookup returns the index in this list
   */
  Names(boolean ignoreCase, List<String> known) {
    caseBit = (byte) (ignoreCase ? 0x20 : 0);
    names = new byte[known.size()][];
    words = new long[known.size()];
    Arrays.fill(slots, NONE);
    for (int i = 0; i < names.length; i++) {
      names[i] = known.get(i).getBytes(StandardCharsets.US_ASCII);
      for (int j = 0; j < names[i].length; j++) {
        names[i][j] |= caseBit;
      }
      words[i] = firstWord(names[i], 0, names[i].length);
      int slot = slot(words[i], names[i].length);
      while (slots[slot] != NONE) {
        slot = (slot + 1) % SLOTS;
      }
      slots[slot] = i;
    }
  }

  /** The index of the name at {@code bytes[from, to)}, with escapes resolved, or {@link #NONE}. */
  int find(byte[] bytes, int from, int to) {
    int length = to - from;
    long word = firstWord(bytes, from, to);
    for (int slot = slot(word, length); slots[slot] != NONE; slot = (slot + 1) % SLOTS) {
      int index = slots[slot];
      if (words[index] == word
          && names[index].length == length
          && restMatches(names[index], bytes, from)) {
        return index;
      }
    }
    return JsonText.hasEscape(bytes, from, to) ? findEscaped(bytes, from, to) : NONE;
  }

  /** The number of names in the list. */
  int size() {
    return names.length;
  }

  /**
   * The index of the quote that ends a name if that name starts at {@code from}; else -1. Only for
   * case-sensitive lists.
   */
  int endIfAt(int index, byte[] bytes, int from, int limit) {
    int to = from + names[index].length;
    boolean there =
        to < limit
            && bytes[to] == '"'
            && Arrays.equals(names[index], 0, names[index].length, bytes, from, to);
    return there ? to : -1;
  }

  private int findEscaped(byte[] bytes, int from, int to) {
    byte[] name = JsonText.ofContent(bytes, from, to).getBytes(StandardCharsets.UTF_8);
    return JsonText.hasEscape(name, 0, name.length) ? NONE : find(name, 0, name.length);
  }

  private boolean restMatches(byte[] name, byte[] bytes, int from) {
    for (int i = Long.BYTES; i < name.length; i++) {
      if ((bytes[from + i] | caseBit) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first eight bytes of a name, padded with zeros, in the case in which names are stored. */
  private long firstWord(byte[] bytes, int from, int to) {
    int length = Math.min(to - from, Long.BYTES);
    if (length == 0) {
      return 0;
    }
    long word = 0;
    if (from + Long.BYTES <= bytes.length) {
      word = Json.word(bytes, from);
    } else {
      for (int i = 0; i < length; i++) {
        word |= (bytes[from + i] & 0xffL) << (i * Byte.SIZE);
      }
    }
    long inside = -1L >>> (Long.SIZE - length * Byte.SIZE);
    return (word | caseBit * 0x0101010101010101L) & inside;
  }

  private static int slot(long word, int length) {
    return (int) (((word + length) * MULTIPLIER) >>> 56);
  }
}
