package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conditions over the searches a1, a2, b1 and _c, each of which matches if the record contains it.
 */
class ConditionTest {
  private static final List<String> NAMES = List.of("a1", "a2", "b1", "_c");

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      textBlock =
          """
          a1,                         a1,       true
          not a1,                     a1,       false
          a1 and a2,                  a1,       false
          a1 or a2 and b1,            a1,       true
          (a1 or a2) and b1,          a1,       false
          not a1 and a2,              a2,       true
          not (a1 and a2),            a1,       true
          not not a1,                 a1,       true
          NOT a1 OR b1,               a1 b1,    true
          1 of a*,                    a2,       true
          1 of a*,                    b1,       false
          all of a*,                  a1,       false
          all of a*,                  a1 a2,    true
          2 of them,                  a1 b1,    true
          2 of them,                  a1 _c,    false
          all of them,                a1 a2 b1, true
          1 of _*,                    _c,       true
          not 1 of a*,                b1,       true
          1 of *1,                    b1,       true
          """)
  void combinesSearches(String condition, String present, boolean expected) {
    assertThat(matches(condition, List.of(present.split(" ", -1)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"a1, true", "b1, true", "a2, false"})
  void matchesAnyOfSeveralConditions(String present, boolean expected) {
    assertThat(matches("[a1, b1]", List.of(present))).isEqualTo(expected);
  }

  /** A condition, and what it means. */
  record Condition(String text, Predicate<List<String>> meaning) {}

  @Property(tries = 300)
  void agreesWithANaiveEvaluator(
      @ForAll("conditions") Condition condition, @ForAll("presences") List<String> present) {
    assertThat(matches(condition.text(), present))
        .as("%s of %s", condition.text(), present)
        .isEqualTo(condition.meaning().test(present));
  }

  @Provide
  Arbitrary<List<String>> presences() {
    return Arbitraries.subsetOf(NAMES).map(ArrayList::new);
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return Arbitraries.lazyOf(
        this::names, this::names, this::quantified, this::negated, this::joined, this::joined);
  }

  private Arbitrary<Condition> names() {
    return Arbitraries.of(NAMES)
        .map(name -> new Condition(name, present -> present.contains(name)));
  }

  private Arbitrary<Condition> negated() {
    return conditions()
        .map(inner -> new Condition("not (" + inner.text() + ")", inner.meaning().negate()));
  }

  private Arbitrary<Condition> quantified() {
    return Combinators.combine(Arbitraries.of(1, 2, 99), Arbitraries.of("a", "them"))
        .as(
            (count, chosen) -> {
              List<String> among =
                  NAMES.stream()
                      .filter(
                          n -> chosen.equals("them") ? !n.startsWith("_") : n.startsWith(chosen))
                      .toList();
              String text =
                  (count == 99 ? "all" : count) + " of " + (chosen.equals("a") ? "a*" : chosen);
              int least = count == 99 ? among.size() : count;
              return new Condition(
                  text, present -> among.stream().filter(present::contains).count() >= least);
            });
  }

  private Arbitrary<Condition> joined() {
    return Combinators.combine(conditions(), conditions(), Arbitraries.of("and", "or"))
        .as(
            (left, right, word) ->
                new Condition(
                    "(" + left.text() + ") " + word + " (" + right.text() + ")",
                    word.equals("and")
                        ? left.meaning().and(right.meaning())
                        : left.meaning().or(right.meaning())));
  }

  private static boolean matches(String condition, List<String> present) {
    String searches =
        NAMES.stream().map(name -> name + ": {" + name + ": 1}\n").collect(Collectors.joining());
    String members =
        present.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(","));
    return Rules.matches(Rules.rule(searches + "condition: " + condition + "\n"), members);
  }
}
