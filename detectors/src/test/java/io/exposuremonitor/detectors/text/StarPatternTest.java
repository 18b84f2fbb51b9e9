package io.exposuremonitor.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StarPatternTest {
  @Property(tries = 1000)
  void matchesLikeEquivalentRegularExpression(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String regex =
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : String.valueOf((char) c))
            .collect(Collectors.joining());

    assertThat(StarPattern.matches(pattern, text, (p, c) -> p == '?' || p == c))
        .isEqualTo(text.matches(regex));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*?").ofMaxLength(6);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(8);
  }

  @Example
  void starMatchesAnyTextRegardlessOfCharacterTest() {
    assertThat(StarPattern.matches("a*c", "abbc", (p, c) -> p == c)).isTrue();
    assertThat(StarPattern.matches("**", "", (p, c) -> false)).isTrue();
    assertThat(StarPattern.matches("a*c", "abbd", (p, c) -> p == c)).isFalse();
  }
}
