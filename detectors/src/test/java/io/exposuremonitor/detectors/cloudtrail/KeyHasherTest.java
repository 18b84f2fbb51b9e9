package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyHasherTest {
  /** The key 00 01 … 0f of the reference vectors, as two little-endian words. */
  private static final KeyHasher REFERENCE =
      new KeyHasher(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** From {@code vectors.h} of the reference implementation; the last is also in the paper. */
  @ParameterizedTest
  @CsvSource({
    "0, 726fdb47dd0e0e31",
    "1, 74f839c593dc67fd",
    "2, 0d6c8009d9a94f5a",
    "3, 85676696d7fb7e2d",
    "4, cf2794e0277187b7",
    "5, 18765564cd99a68d",
    "6, cbc9466e58fee3ce",
    "7, ab0200f58b01d137",
    "8, 93f5f5799a932462",
    "15, a129ca6149be45e5"
  })
  void agreesWithTheReferenceVectors(int length, String expected) {
    byte[] input = new byte[length + 5];
    for (int i = 0; i < length; i++) {
      input[i + 3] = (byte) i;
    }

    assertThat(REFERENCE.hash(input, 3, 3 + length))
        .isEqualTo(Long.parseUnsignedLong(expected, 16));
  }

  @Test
  void dependsOnTheSecret() {
    byte[] key = "customer-1".getBytes(StandardCharsets.US_ASCII);
    KeyHasher one = KeyHasher.of(new byte[] {1});
    KeyHasher again = KeyHasher.of(new byte[] {1});
    KeyHasher other = KeyHasher.of(new byte[] {2});

    assertThat(one.hash(key, 0, key.length))
        .isEqualTo(again.hash(key, 0, key.length))
        .isNotEqualTo(other.hash(key, 0, key.length));
  }

  @Test
  void refusesAnEmptySecret() {
    assertThatThrownBy(() -> KeyHasher.of(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
