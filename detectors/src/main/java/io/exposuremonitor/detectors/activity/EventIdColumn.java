package io.exposuremonitor.detectors.activity;

import static io.exposuremonitor.detectors.activity.EventIds.LONGS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event ids of the activities that wait for their bundle. Each is read when its activity
 * arrives, while its text is in the processor's cache, and the text need not be kept. Not
 * thread-safe.
 */
final class EventIdColumn {
  private static final int UUID_LENGTH = 36;
  private static final int INITIAL_CAPACITY = 8;

  /**
   * The value of each byte that is a hexadecimal digit as {@link java.util.UUID} writes it; others
   * negative.
   */
  private static final byte[] DIGITS = new byte[1 << Byte.SIZE];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      DIGITS[Character.forDigit(digit, 16)] = (byte) digit;
    }
  }

  private long[] bits = new long[LONGS * INITIAL_CAPACITY];
  private @Nullable String @Nullable [] others;

  /** Sets the id of the next activity: its index follows that of the one set before. */
  void set(int activity, String id) {
    set(activity, id, id.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sets the id of the next activity.
   *
   * @param utf8 the id in UTF-8
   */
  void set(int activity, String id, byte[] utf8) {
    if (LONGS * activity >= bits.length) {
      bits = Arrays.copyOf(bits, 2 * bits.length);
    }
    if (!setUuid(activity, utf8)) {
      setOther(activity, id);
    }
  }

  /** The number of ids for which there is room. */
  int capacity() {
    return bits.length / LONGS;
  }

  /** The ids of some activities. */
  EventIds select(int[] activities) {
    long[] selected = new long[LONGS * activities.length];
    for (int i = 0; i < activities.length; i++) {
      selected[LONGS * i] = bits[LONGS * activities[i]];
      selected[LONGS * i + 1] = bits[LONGS * activities[i] + 1];
    }
    return new EventIds(selected, others == null ? null : selectOthers(others, activities));
  }

  /** Forgets all ids. */
  void clear() {
    others = null;
  }

  private boolean setUuid(int activity, byte[] id) {
    if (id.length != UUID_LENGTH
        || id[8] != '-'
        || id[13] != '-'
        || id[18] != '-'
        || id[23] != '-') {
      return false;
    }
    int first = four(id, 0);
    int second = four(id, 4);
    int third = four(id, 9);
    int fourth = four(id, 14);
    int fifth = four(id, 19);
    int sixth = four(id, 24);
    int seventh = four(id, 28);
    int eighth = four(id, 32);
    if ((first | second | third | fourth | fifth | sixth | seventh | eighth) < 0) {
      return false;
    }
    bits[LONGS * activity] = join(first, second, third, fourth);
    bits[LONGS * activity + 1] = join(fifth, sixth, seventh, eighth);
    return true;
  }

  /** Four digits as a number; negative if one is not a digit. */
  private static int four(byte[] id, int at) {
    return digit(id[at]) << 12
        | digit(id[at + 1]) << 8
        | digit(id[at + 2]) << 4
        | digit(id[at + 3]);
  }

  private static int digit(byte character) {
    return DIGITS[Byte.toUnsignedInt(character)];
  }

  private static long join(long first, long second, long third, long fourth) {
    return first << 48 | second << 32 | third << 16 | fourth;
  }

  private void setOther(int activity, String id) {
    if (others == null) {
      others = new String[bits.length / LONGS];
    } else if (activity >= others.length) {
      others = Arrays.copyOf(others, bits.length / LONGS);
    }
    others[activity] = id;
  }

  private static @Nullable String @Nullable [] selectOthers(
      @Nullable String[] others, int[] activities) {
    boolean any = false;
    @Nullable String[] selected = new String[activities.length];
    for (int i = 0; i < activities.length; i++) {
      selected[i] = activities[i] < others.length ? others[activities[i]] : null;
      any |= selected[i] != null;
    }
    return any ? selected : null;
  }
}
