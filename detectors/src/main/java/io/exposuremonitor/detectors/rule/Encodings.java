package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Sigma's encoding modifiers: compute the text that represents a value within encoded data. */
final class Encodings {
  private Encodings() {}

  /** All forms that the value can take: one, or three for {@code base64offset}. */
  static List<String> of(String value, List<Modifier> encodings) {
    boolean wide = encodings.contains(Modifier.WIDE) || encodings.contains(Modifier.UTF16LE);
    byte[] bytes = value.getBytes(wide ? UTF_16LE : UTF_8);
    if (encodings.contains(Modifier.BASE64)) {
      return List.of(Base64.getEncoder().encodeToString(bytes));
    }
    List<String> forms = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      forms.add(atOffset(bytes, offset));
    }
    return forms;
  }

  /**
   * The part of the encoding that depends on the value alone if it is preceded by {@code offset}
   * bytes and may be followed by others.
   */
  private static String atOffset(byte[] bytes, int offset) {
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int start = (offset * 8 + 5) / 6;
    int end = shifted.length * 8 / 6;
    return encoded.substring(start, end);
  }
}
