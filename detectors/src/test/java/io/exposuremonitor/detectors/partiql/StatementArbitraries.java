package io.exposuremonitor.detectors.partiql;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random statements. Literals consist only of {@link #MARKERS}, and nothing else contains these
 * characters, so any part of a literal that survives is noticed.
 */
final class StatementArbitraries {
  /** Every literal has at least one of these characters. */
  static final String MARKERS = "0123456789жщѣ";

  private StatementArbitraries() {}

  /** Statements that both DynamoDB and the reference parser accept. */
  static Arbitrary<String> statements() {
    return Arbitraries.oneOf(selects(), updates(), deletes());
  }

  static Arbitrary<String> inserts() {
    Arbitrary<String> field =
        Combinators.combine(
                Arbitraries.of("a", "b c", "it''s", "key"), values(), Arbitraries.of("", " "))
            .as((key, value, space) -> "'" + key + "'" + space + ":" + value);
    Arbitrary<String> struct =
        field.list().ofMinSize(1).ofMaxSize(4).map(fields -> "{" + String.join(", ", fields) + "}");
    return Combinators.combine(tables(), Arbitraries.oneOf(struct, Arbitraries.just("?")))
        .as((table, value) -> "INSERT INTO " + table + " VALUE " + value);
  }

  private static Arbitrary<String> selects() {
    Arbitrary<String> what =
        Arbitraries.oneOf(
            Arbitraries.just("*"),
            Arbitraries.just("COUNT(*)"),
            paths().list().ofMinSize(1).ofMaxSize(3).map(paths -> String.join(", ", paths)));
    return Combinators.combine(
            Arbitraries.of("SELECT", "select", "Select"),
            what,
            tables(),
            Arbitraries.of("", " m", " AS m"),
            where())
        .as(
            (select, items, table, alias, where) ->
                select + " " + items + " FROM " + table + alias + where);
  }

  private static Arbitrary<String> updates() {
    Arbitrary<String> set =
        Combinators.combine(paths(), values()).as((path, value) -> " SET " + path + "=" + value);
    return Combinators.combine(tables(), set, where())
        .as((table, sets, where) -> "UPDATE " + table + sets + where);
  }

  private static Arbitrary<String> deletes() {
    return Combinators.combine(tables(), where(), Arbitraries.of("", " RETURNING ALL OLD *"))
        .as((table, where, returning) -> "DELETE FROM " + table + where + returning);
  }

  private static Arbitrary<String> tables() {
    return Arbitraries.of(
        "Music",
        "\"Music\"",
        "\"my-table.v\"",
        "\"Music\".\"by-artist\"",
        "Music.idx",
        "\"arn:aws:dynamodb:eu-west-a:account:table/Music\"");
  }

  private static Arbitrary<String> where() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just("")),
        Tuple.of(9, conditions(3).map(condition -> " WHERE " + condition)));
  }

  private static Arbitrary<String> conditions(int depth) {
    if (depth == 0) {
      return predicates();
    }
    Arbitrary<String> inner = conditions(depth - 1);
    Arbitrary<String> joined =
        Combinators.combine(inner, Arbitraries.of(" AND ", " OR ", " and ", "\nOR\t"), inner)
            .as((left, operator, right) -> left + operator + right);
    return Arbitraries.oneOf(
        predicates(), joined, joined.map(c -> "(" + c + ")"), inner.map(c -> "NOT (" + c + ")"));
  }

  private static Arbitrary<String> predicates() {
    Arbitrary<String> comparison =
        Combinators.combine(
                paths(), Arbitraries.of("=", " = ", " = ", "<>", " < ", " >= "), scalars())
            .as((path, operator, value) -> path + operator + value);
    Arbitrary<String> reversed =
        Combinators.combine(scalars(), paths()).as((value, path) -> value + " = " + path);
    Arbitrary<String> among =
        Combinators.combine(paths(), Arbitraries.of(" IN ", " in ", " NOT IN "), lists())
            .as((path, in, list) -> path + in + list);
    Arbitrary<String> between =
        Combinators.combine(paths(), scalars(), scalars())
            .as((path, low, high) -> path + " BETWEEN " + low + " AND " + high);
    Arbitrary<String> function =
        Combinators.combine(paths(), scalars())
            .as((path, value) -> "begins_with(" + path + ", " + value + ")");
    Arbitrary<String> other =
        Arbitraries.of(
            "a IS MISSING",
            "a IS NOT NULL",
            "size(a) = 7",
            "'щ' IN tags",
            "a = a",
            "'ж' = 'ж'",
            "a = b",
            "(a) = ('ѣ')",
            "a = 5 + 3",
            "a + 5 = 3",
            "NOT a = 5");
    return Arbitraries.oneOf(comparison, comparison, among, between, function, reversed, other);
  }

  private static Arbitrary<String> paths() {
    return Arbitraries.of(
        "pk", "\"pk\"", "sk", "\"order\"", "a.b", "\"a\".\"b\"", "tags[7]", "m.pk", "m.\"a\".b");
  }

  private static Arbitrary<String> scalars() {
    Arbitrary<String> strings =
        Arbitraries.of(List.of('ж', 'щ', 'ѣ', '7'))
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(
                characters ->
                    "'"
                        + characters.stream().map(String::valueOf).reduce("", String::concat)
                        + "'");
    return Arbitraries.oneOf(
        strings,
        Arbitraries.of("?", "'ж''щ'", "'-- ж'", "'/* щ'", "'\"щ'", "'***(Redacted)'", "''"),
        Arbitraries.of("7", "-7", "3.25", "1e5", "-1.5e-3", "0"),
        Arbitraries.of("true", "FALSE", "null"));
  }

  private static Arbitrary<String> lists() {
    return Combinators.combine(
            scalars().list().ofMinSize(1).ofMaxSize(5), Arbitraries.of("[]", "()", "<>"))
        .as(
            (values, brackets) -> {
              String inner = String.join(", ", values);
              return switch (brackets) {
                case "[]" -> "[" + inner + "]";
                case "()" -> "(" + inner + ", 9)";
                default -> "<<" + inner + ">>";
              };
            });
  }

  private static Arbitrary<String> values() {
    return Arbitraries.lazyOf(
        StatementArbitraries::scalars,
        StatementArbitraries::scalars,
        () -> values().list().ofMaxSize(3).map(v -> "[" + String.join(",", v) + "]"),
        () -> values().list().ofMaxSize(3).map(v -> "<<" + String.join(",", v) + ">>"),
        () -> values().map(v -> "{'ж щ': " + v + ", 'ѣ':7}"));
  }
}
