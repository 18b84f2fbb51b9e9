package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdHashTest {
  @ParameterizedTest
  @CsvSource({
    "'',d67411c4baf265e9",
    "a,921624e98170b596",
    "5f1b2c3d-0a1b-4c2d-8e3f-0123456789ab,24a0e836e331d0d2",
    "é-€,f8e357533ea371ba",
    "äbcdefgh,8dc6221ded7ecd01"
  })
  void isStableAcrossVersions(String id, String hash) {
    assertThat(Long.toHexString(IdHash.of(id))).isEqualTo(hash);
  }

  @Property
  void matchesReferenceForAnyText(@ForAll String id) {
    assertThat(IdHash.of(id)).isEqualTo(reference(id));
  }

  @Property
  void matchesReferenceForAsciiText(@ForAll @CharRange(from = '\0', to = '\177') String id) {
    assertThat(IdHash.of(id)).isEqualTo(reference(id));
  }

  /** Four characters at a time, the first in the lowest bits, then the rest one by one. */
  private static long reference(String id) {
    long hash = 0x9E3779B97F4A7C15L ^ id.length();
    int i = 0;
    while (i < id.length()) {
      long next = id.charAt(i);
      boolean four = i + 4 <= id.length();
      for (int at = 1; four && at < 4; at++) {
        next |= (long) id.charAt(i + at) << (16 * at);
      }
      i += four ? 4 : 1;
      hash = (hash ^ next) * 0xBF58476D1CE4E5B9L;
      hash ^= hash >>> 29;
    }
    hash *= 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 32);
  }
}
