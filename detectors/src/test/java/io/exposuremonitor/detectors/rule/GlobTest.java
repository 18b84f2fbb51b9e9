package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GlobTest {
  @Property(tries = 1000)
  void matchesLikeTheEquivalentRegularExpression(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    Pattern oracle =
        Pattern.compile(
            pattern.replace("*", ".*").replace("?", "."),
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    assertThat(Glob.of(pattern, false).matches(text)).isEqualTo(oracle.matcher(text).matches());
  }

  @Property
  void matchesEscapedTextLiterally(@ForAll String text) {
    Glob glob = Glob.of(Glob.escape(text), true);
    assertThat(glob.literal()).isTrue();
    assertThat(glob.matches(text)).isTrue();
  }

  @Property
  void toStringReturnsThePattern(@ForAll("patterns") String pattern) {
    assertThat(Glob.of(pattern, false)).hasToString(pattern);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'B', '*', '?').ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'A', 'b').ofMaxLength(10);
  }
}
