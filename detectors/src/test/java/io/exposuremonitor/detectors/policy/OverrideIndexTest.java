package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.OverrideIndex.Pair;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index finds what trying one pair after the other finds. */
class OverrideIndexTest {
  private static final String PREFIX = "arn:aws:dynamodb:eu-west-1:111122223333:table/";

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(2);
  }

  @Provide
  Arbitrary<List<Pair>> pairs() {
    Arbitrary<String> patterns = Arbitraries.strings().withChars("ab*").ofMaxLength(2);
    Arbitrary<String> tables =
        Combinators.combine(Arbitraries.of("", PREFIX), patterns)
            .as((before, pattern) -> before + pattern);
    return Combinators.combine(patterns, tables).as(Pair::new).list().ofMaxSize(12);
  }

  @Property
  void findsFirstPairThatMatches(
      @ForAll("pairs") List<Pair> pairs,
      @ForAll("names") String actor,
      @ForAll("names") String table,
      @ForAll int unwanted) {
    OverrideIndex index = new OverrideIndex(pairs);
    IntPredicate wanted = at -> (unwanted >> at & 1) == 0;

    for (String named : List.of(PREFIX + table, table)) {
      assertThat(index.first(actor, named, wanted)).isEqualTo(first(pairs, actor, named, wanted));
    }
  }

  private static int first(List<Pair> pairs, String actor, String table, IntPredicate wanted) {
    return IntStream.range(0, pairs.size())
        .filter(wanted)
        .filter(at -> Pattern.matches(pairs.get(at).actor(), actor))
        .filter(at -> Pattern.matchesTable(pairs.get(at).table(), table))
        .findFirst()
        .orElse(pairs.size());
  }
}
