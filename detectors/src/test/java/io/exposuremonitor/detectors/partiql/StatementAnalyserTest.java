package io.exposuremonitor.detectors.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementAnalyserTest {
  private static final Pattern CONSTANT = Pattern.compile("(?i)true|false|null");

  @ParameterizedTest
  @MethodSource("io.exposuremonitor.detectors.partiql.StatementCorpus#entries")
  void analysesStatementsOfCorpus(StatementCorpus.Entry entry) {
    assertThat(StatementAnalyser.analyse(entry.statement())).isEqualTo(entry.expected());
  }

  @ParameterizedTest
  @MethodSource("io.exposuremonitor.detectors.partiql.StatementCorpus#entries")
  void shapeOfShapeIsTheSameShape(StatementCorpus.Entry entry) {
    String shape = StatementAnalyser.analyse(entry.statement()).shape();
    assertThat(StatementAnalyser.analyse(shape).shape()).isEqualTo(shape);
  }

  /** Except for constants, whose {@code ?} may be a key's. */
  @Property(tries = 1000)
  void analysesShapeLikeItsStatement(@ForAll("statements") String statement) {
    Statement read = StatementAnalyser.analyse(statement);
    if (!read.shape().contains("…#") && !CONSTANT.matcher(statement).find()) {
      assertThat(StatementAnalyser.analyse(read.shape())).isEqualTo(read);
    }
  }

  @Property(tries = 500)
  void keepsNoCharacterOfLiteral(@ForAll("statements") String statement) {
    assertThat(withoutHash(StatementAnalyser.analyse(statement).shape()))
        .matches(shape -> shape.chars().noneMatch(StatementAnalyserTest::isMarker));
  }

  @Property(tries = 500)
  void keepsNoCharacterOfLiteralOfTruncatedStatement(
      @ForAll("statements") String statement, @ForAll @DoubleRange(max = 1) double share) {
    String truncated = statement.substring(0, (int) (statement.length() * share));
    assertThat(withoutHash(StatementAnalyser.analyse(truncated).shape()))
        .matches(shape -> shape.chars().noneMatch(StatementAnalyserTest::isMarker));
  }

  /** Clients that don't double the quotes of a value break it; its words then look like names. */
  @Property(tries = 1000)
  void keepsNoCharacterOfLiteralWithApostrophes(@ForAll("prose") String prose) {
    String statement = "SELECT * FROM t WHERE note = '" + prose + "' AND id = '1'";
    assertThat(withoutHash(StatementAnalyser.analyse(statement).shape()))
        .matches(shape -> shape.chars().noneMatch(StatementAnalyserTest::isMarker));
  }

  /** Words with apostrophes in them, in between, and around them. */
  @Provide
  Arbitrary<String> prose() {
    Arbitrary<String> word =
        Arbitraries.of("жщѣ", "жщ's", "ж'щѣ", "s' жщѣ", "жщѣ(щж)", "жщѣ.щж", "щ, ж", "щ 7", "ж: щ");
    return word.list().ofMinSize(1).ofMaxSize(6).map(words -> String.join(" ", words));
  }

  @Property(tries = 1000)
  void acceptsAnyTokensInAnyOrder(@ForAll("tokenSoup") String soup) {
    String shape = StatementAnalyser.analyse(soup).shape();
    assertThat(shape).hasSizeLessThanOrEqualTo(Statement.MAX_SHAPE);
    assertThat(StatementAnalyser.analyse(shape).shape()).isEqualTo(shape);
  }

  @Property(tries = 500)
  void acceptsAnyText(@ForAll String text, @ForAll("verbs") String verb) {
    String shape = StatementAnalyser.analyse(verb + text).shape();
    assertThat(StatementAnalyser.analyse(shape).shape()).isEqualTo(shape);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 30, 300})
  void ignoresLengthOfInListInShape(int values) {
    String list =
        IntStream.range(0, values).mapToObj(i -> "'v" + i + "'").collect(Collectors.joining(","));
    assertThat(StatementAnalyser.analyse("SELECT * FROM t WHERE pk IN (" + list + ")").shape())
        .isEqualTo("SELECT * FROM t WHERE pk IN (?)");
  }

  @Test
  void normalisesQuotesKeywordCaseAndWhitespace() {
    String plain = StatementAnalyser.analyse("SELECT pk FROM t WHERE pk = 'a'").shape();
    assertThat(StatementAnalyser.analyse("select \"pk\"\n from\t\"t\" where \"pk\"=?;").shape())
        .isEqualTo(plain);
  }

  @Test
  void distinguishesNamesByCase() {
    assertThat(StatementAnalyser.analyse("SELECT * FROM music").shape())
        .isNotEqualTo(StatementAnalyser.analyse("SELECT * FROM Music").shape());
  }

  @Test
  void truncatesLongShapeAndAppendsHash() {
    String first = StatementAnalyser.analyse(wide("a")).shape();
    String second = StatementAnalyser.analyse(wide("b")).shape();

    assertThat(first).hasSizeBetween(450, Statement.MAX_SHAPE).matches(".* …#[0-9a-f]{16}");
    assertThat(second).isNotEqualTo(first).startsWith(first.substring(0, 400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RETURNING ALL OLD *", "RETURNING ALL NEW *"})
  void keepsReturningClauseOfLongShape(String returning) {
    String statement = "UPDATE t SET " + assignments(200) + " WHERE pk = 'a' " + returning;

    String shape = StatementAnalyser.analyse(statement).shape();

    assertThat(shape)
        .hasSizeBetween(450, Statement.MAX_SHAPE)
        .startsWith("UPDATE t SET attribute0 = ?, attribute1 = ?,")
        .matches(".* " + Pattern.quote(returning) + " …#[0-9a-f]{16}");
    assertThat(StatementAnalyser.analyse(shape).shape()).isEqualTo(shape);
  }

  @Property(tries = 100)
  void shapeOfLongShapeWithReturningClauseIsTheSame(@ForAll @IntRange(max = 80) int assignments) {
    String statement = "UPDATE t SET " + assignments(assignments) + " RETURNING ALL OLD *;";
    String shape = StatementAnalyser.analyse(statement).shape();

    assertThat(shape).contains(" RETURNING ALL OLD *").hasSizeLessThanOrEqualTo(512);
    assertThat(StatementAnalyser.analyse(shape).shape()).isEqualTo(shape);
  }

  private static String assignments(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "attribute" + i + " = 1")
        .collect(Collectors.joining(", "));
  }

  private static String wide(String last) {
    return "SELECT "
        + IntStream.range(0, 200).mapToObj(i -> "attribute" + i).collect(Collectors.joining(", "))
        + " FROM t WHERE "
        + last
        + " = 1";
  }

  @Test
  void survivesMegabytesAndDeepNesting() {
    int megabytes = 5_000_000;
    List<String> statements =
        List.of(
            "SELECT * FROM t WHERE " + "(".repeat(megabytes),
            "SELECT * FROM t WHERE pk = " + "(".repeat(20_000) + "1" + ")".repeat(20_000),
            "SELECT * FROM t WHERE pk IN " + "[".repeat(megabytes),
            "SELECT * FROM t WHERE " + "NOT ".repeat(megabytes / 4) + "a = 1",
            "SELECT * FROM t WHERE pk = '" + "x".repeat(megabytes) + "'",
            "SELECT * FROM \"" + "x".repeat(60_000) + "\" WHERE pk = 1",
            "INSERT INTO t VALUE {" + "'a': 1, ".repeat(megabytes / 8),
            "/*".repeat(megabytes / 2),
            "-".repeat(megabytes));

    assertThat(statements)
        .map(StatementAnalyser::analyse)
        .map(Statement::access)
        .containsExactly(
            Access.NONE,
            Access.KEY_LOOKUP,
            Access.NONE,
            Access.NONE,
            Access.NONE,
            Access.NONE,
            Access.NONE,
            Access.NONE,
            Access.NONE);
  }

  @Test
  void analysesEmptyStatementAsUnknown() {
    assertThat(StatementAnalyser.analyse(" \n"))
        .isEqualTo(new Statement(Verb.UNKNOWN, "", "", Access.NONE, ""));
  }

  private static boolean isMarker(int character) {
    return StatementArbitraries.MARKERS.indexOf(character) >= 0;
  }

  private static String withoutHash(String shape) {
    int mark = shape.indexOf("…#");
    return mark < 0 ? shape : shape.substring(0, mark);
  }

  @Provide
  Arbitrary<String> statements() {
    return Arbitraries.oneOf(StatementArbitraries.statements(), StatementArbitraries.inserts());
  }

  @Provide
  Arbitrary<String> verbs() {
    return Arbitraries.of("SELECT ", "INSERT INTO t VALUE ", "UPDATE t SET ", "EXISTS(");
  }

  /** Statements put together from pieces of statements, some long enough to be truncated. */
  @Provide
  Arbitrary<String> tokenSoup() {
    Arbitrary<String> token =
        Arbitraries.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "MISSING",
            "VALUE",
            "INSERT",
            "INTO",
            "ORDER",
            "BY",
            "ASC",
            "LIMIT",
            "RETURNING",
            "ALL",
            "OLD",
            "SET",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<<",
            ">>",
            ",",
            ".",
            ":",
            ";",
            "-",
            "+",
            "*",
            "/",
            "=",
            "<>",
            "<",
            ">",
            "?",
            "'s'",
            "''",
            "7",
            "-7",
            ".5",
            "***(Redacted)",
            "'***(Redacted)'",
            "name",
            "size",
            "Size",
            "\"size\"",
            "\"order\"",
            "value",
            "\"\"",
            "\"a\"\"b\"",
            "b64'x'",
            "b64",
            "`x`",
            "'",
            "\"",
            "--",
            "/*",
            "*/",
            "\n",
            "#",
            "…",
            "@",
            "ı",
            "😀",
            "true",
            "my-table",
            "…#0123456789abcdef",
            "a_long_name_that_soon_fills_the_shape");
    return Combinators.combine(
            Arbitraries.of("", "SELECT ", "INSERT INTO t VALUE {", "UPDATE t "),
            token.list().ofMaxSize(60),
            Arbitraries.of("", " "))
        .as((start, tokens, space) -> start + String.join(space, tokens));
  }
}
