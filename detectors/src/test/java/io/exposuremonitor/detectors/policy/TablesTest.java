package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The index finds what trying one entry after the other finds. */
class TablesTest {
  private static final String PREFIX = "arn:aws:dynamodb:eu-west-1:111122223333:table/";

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3);
  }

  @Provide
  Arbitrary<List<Policy.Table>> entries() {
    Arbitrary<String> patterns = Arbitraries.strings().withChars("ab*").ofMaxLength(3);
    Arbitrary<String> matches =
        Combinators.combine(Arbitraries.of("", PREFIX, "*/"), patterns)
            .as((before, pattern) -> before + pattern);
    return matches
        .map(match -> new Policy.Table(match, List.of(), 0, match.length(), null))
        .list()
        .ofMaxSize(8);
  }

  @Property
  void findsFirstEntryThatMatches(
      @ForAll("entries") List<Policy.Table> entries, @ForAll("names") String name) {
    Tables tables = Tables.of(entries);
    for (String table : List.of(PREFIX + name, name)) {
      assertThat(tables.find(table)).isEqualTo(first(entries, table));
    }
    assertThat(tables.entries()).isEqualTo(entries);
  }

  private static Policy.@Nullable Table first(List<Policy.Table> entries, String table) {
    return entries.stream()
        .filter(entry -> Pattern.matchesTable(entry.match(), table))
        .findFirst()
        .orElse(null);
  }
}
