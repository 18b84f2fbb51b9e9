package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
  private static final String ORDERS = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  @Property
  void matchesLikeARegularExpression(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String regex =
        Stream.of(pattern.split("(?=\\*)|(?<=\\*)"))
            .map(part -> part.equals("*") ? ".*" : java.util.regex.Pattern.quote(part))
            .collect(Collectors.joining());
    assertThat(Pattern.matches(pattern, text)).isEqualTo(text.matches(regex));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '*').ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b').ofMaxLength(10);
  }

  @ParameterizedTest
  @CsvSource({
    "orders, true",
    "ord*, true",
    "*, true",
    "arn:aws:dynamodb:*:111122223333:table/orders, true",
    "arn:aws:dynamodb:eu-west-1:111122223333:table/orders, true",
    "rders, false",
    "table/orders, false",
    "Orders, false",
    "order, false",
    "orders2, false",
    "arn:aws:dynamodb:us-east-1:*, false",
  })
  void matchesATableByArnOrName(String pattern, boolean expected) {
    assertThat(Pattern.matchesTable(pattern, ORDERS)).isEqualTo(expected);
  }

  @Test
  void matchesTableNamedWithoutArn() {
    assertThat(Pattern.matchesTable("orders", "orders")).isTrue();
    assertThat(Pattern.matchesTable("ord", "orders")).isFalse();
  }

  /** A real name of the given kind. */
  record RealName(PatternKind kind, String name) {}

  /** A pattern made from a real name by inserting stars is never refused. */
  @Property
  void acceptsEveryPatternThatMatchesARealName(
      @ForAll("realNames") RealName real, @ForAll("cuts") List<Integer> cuts) {
    StringBuilder pattern = new StringBuilder(real.name());
    for (int cut : cuts) {
      int from = cut % pattern.length();
      pattern.replace(from, Math.min(pattern.length(), from + cut % 7), "*");
    }
    assertThat(real.kind().canMatch(pattern.toString())).as(pattern.toString()).isTrue();
  }

  @Provide
  Arbitrary<RealName> realNames() {
    return Arbitraries.of(
        new RealName(
            PatternKind.ACTOR,
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin"),
        new RealName(PatternKind.ACTOR, "backup.amazonaws.com"),
        new RealName(PatternKind.TABLE, ORDERS),
        new RealName(PatternKind.TABLE, "orders_v2.eu-1"),
        new RealName(PatternKind.RESOURCE, ORDERS),
        new RealName(PatternKind.STREAM, ORDERS + "/stream/2026-01-01T00:00:00.000"),
        new RealName(PatternKind.VAULT, "arn:aws:backup:eu-west-1:111122223333:backup-vault:main"),
        new RealName(
            PatternKind.FUNCTION, "arn:aws:lambda:eu-west-1:111122223333:function:project:$LATEST"),
        new RealName(PatternKind.KEY, "alias/tables"),
        new RealName(
            PatternKind.KEY,
            "arn:aws:kms:eu-west-1:111122223333:key/e400fb3c-7bb5-4e7e-8ecc-25098282573a"));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 200).list().ofMaxSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:root, true",
    "arn:aws-cn:iam::111122223333:user/path/Name@example.com, true",
    "arn:aws:identitystore::111122223333:identitystore/d-1234567890/user/abc, true",
    "backup.amazonaws.com, true",
    "111122223333, true",
    "unknown, true",
    "*Admin*, true",
    "arn:aws:iam:*, true",
    "Admin, false",
    "arn:aws:sts::111122223333:assumed-role/Admin/session, false",
    "arn:aws:s3:::bucket, false",
  })
  void acceptsOnlyPatternsThatCanMatchActors(String pattern, boolean expected) {
    assertThat(PatternKind.ACTOR.canMatch(pattern)).isEqualTo(expected);
  }
}
