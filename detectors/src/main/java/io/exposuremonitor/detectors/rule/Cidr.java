package io.exposuremonitor.detectors.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A CIDR block of IPv4 or IPv6 addresses. Never resolves host names. */
final class Cidr {
  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * A block such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; null if the text is no block.
   */
  static @Nullable Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = address(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      return null;
    }
    int bits = slash < 0 ? network.length * 8 : number(text.substring(slash + 1), 10, 128);
    return bits < 0 || bits > network.length * 8 ? null : new Cidr(network, bits);
  }

  /** True if the text is an address within the block. */
  boolean contains(String text) {
    byte[] address = address(text);
    if (address == null || address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
      return false;
    }
    int mask = 0xFF00 >> bits % 8 & 0xFF;
    return mask == 0 || ((address[whole] ^ network[whole]) & mask) == 0;
  }

  private static byte @Nullable [] address(String text) {
    return text.indexOf(':') < 0 ? version4(text) : version6(text);
  }

  private static byte @Nullable [] version4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = number(parts[i], 10, 255);
      if (part < 0) {
        return null;
      }
      address[i] = (byte) part;
    }
    return address;
  }

  private static byte @Nullable [] version6(String text) {
    int gap = text.indexOf("::");
    byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
    byte[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int given = head.length + tail.length;
    if (gap < 0 ? given != 16 : given > 14) {
      return null;
    }
    byte[] address = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  /** Parses groups of four hexadecimal digits; the last may be an IPv4 address. */
  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[0];
    for (int i = 0; i < parts.length; i++) {
      byte[] group =
          i == parts.length - 1 && parts[i].indexOf('.') >= 0 ? version4(parts[i]) : pair(parts[i]);
      if (group == null) {
        return null;
      }
      bytes = Arrays.copyOf(bytes, bytes.length + group.length);
      System.arraycopy(group, 0, bytes, bytes.length - group.length, group.length);
    }
    return bytes.length > 16 ? null : bytes;
  }

  private static byte @Nullable [] pair(String text) {
    int group = number(text, 16, 0xFFFF);
    return group < 0 ? null : new byte[] {(byte) (group >> 8), (byte) group};
  }

  /** Parses a number of at most four digits; -1 if it is not one. */
  private static int number(String text, int radix, int max) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number > max ? -1 : number;
  }
}
