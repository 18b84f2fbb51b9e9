package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class EncodingsTest {
  @Property(tries = 300)
  void matchesValueAtAnyOffsetOfEncodedText(
      @ForAll @AlphaChars @StringLength(max = 7) String before,
      @ForAll @AlphaChars @StringLength(min = 3, max = 12) String value,
      @ForAll @AlphaChars @StringLength(max = 7) String after) {
    String encoded = Base64.getEncoder().encodeToString((before + value + after).getBytes(UTF_8));
    assertThat(Encodings.of(value, List.of(Modifier.BASE64OFFSET))).anyMatch(encoded::contains);
  }
}
