package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.ConditionGroup.Comparison;
import io.exposuremonitor.detectors.partiql.ConditionGroup.Operand;
import io.exposuremonitor.detectors.partiql.Token.Content;
import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Decides whether every branch of a WHERE condition fixes an attribute by equality or {@code IN}.
 * DynamoDB reads the whole table unless the partition key is fixed this way (developer guide,
 * ql-reference.select). One pass with an explicit stack: nesting is limited only by the statement's
 * length.
 *
 * <p>Ranges, functions, {@code <>}, anything under NOT, elements of lists and maps, booleans,
 * {@code NULL}, whole lists and maps, attributes compared with attributes and values compared with
 * values fix nothing. Neither does a redacted value, if requested: CloudTrail prints the values of
 * keys and redacts all others (DynamoDB developer guide, logging-using-cloudtrail).
 */
final class KeyCondition {
  /** The result for a condition. */
  enum Verdict {
    FIXES_KEY,
    FIXES_NOTHING,
    /** The condition is truncated. */
    INCOMPLETE
  }

  private static final Set<String> ENDS = Set.of("RETURNING", "ORDER", "LIMIT", "SET", "REMOVE");

  private final List<Token> tokens;
  private final Set<String> prefixes;
  private final boolean keysArePrinted;
  private final Deque<ConditionGroup> outer = new ArrayDeque<>();
  private ConditionGroup group = new ConditionGroup(false);
  private int at;

  private KeyCondition(List<Token> tokens, int from, Set<String> prefixes, boolean keysArePrinted) {
    this.tokens = tokens;
    this.at = from;
    this.prefixes = prefixes;
    this.keysArePrinted = keysArePrinted;
  }

  /**
   * @param tokens folded tokens of the statement
   * @param from the first token after WHERE
   * @param prefixes the names that may stand before an attribute: of table, index and alias
   * @param keysArePrinted true when a redacted value can be that of no key
   */
  static Verdict judge(List<Token> tokens, int from, Set<String> prefixes, boolean keysArePrinted) {
    return new KeyCondition(tokens, from, prefixes, keysArePrinted).judge();
  }

  private Verdict judge() {
    while (at < tokens.size() && !atEnd(tokens.get(at))) {
      next(tokens.get(at));
      at++;
    }
    if (!outer.isEmpty() || group.expectsOperand()) {
      return Verdict.INCOMPLETE;
    }
    return group.close() == Operand.FIXED ? Verdict.FIXES_KEY : Verdict.FIXES_NOTHING;
  }

  private boolean atEnd(Token token) {
    return outer.isEmpty()
        && (token.isSymbol(")") || (token.is(Kind.KEYWORD) && ENDS.contains(token.text())));
  }

  private void next(Token token) {
    switch (token.kind()) {
      case NAME -> group.operand(attribute());
      case VALUE -> group.operand(value(token));
      case COLLECTION -> group.operand(mayHoldKey(token) ? Operand.VALUES : Operand.OTHER);
      case FUNCTION -> function();
      case KEYWORD -> keyword(token.text());
      case SYMBOL -> symbol(token.text());
      default -> group.operand(Operand.OTHER);
    }
  }

  private Operand value(Token value) {
    if (value.content() == Content.CONSTANT) {
      return Operand.VALUES;
    }
    return mayHoldKey(value) ? Operand.VALUE : Operand.OTHER;
  }

  private boolean mayHoldKey(Token value) {
    return value.isValue() && !(value.isRedacted() && keysArePrinted);
  }

  /** Starts at the first name of a path and ends at its last step. */
  private Operand attribute() {
    if (prefixes.contains(tokens.get(at).text()) && isStep(at + 1)) {
      at += 2;
    }
    boolean nested = false;
    while (at + 1 < tokens.size()) {
      if (tokens.get(at + 1).is(Kind.SUBSCRIPT)) {
        at++;
      } else if (isStep(at + 1)) {
        at += 2;
      } else {
        break;
      }
      nested = true;
    }
    return nested ? Operand.OTHER : Operand.ATTRIBUTE;
  }

  private boolean isStep(int i) {
    return i + 1 < tokens.size() && tokens.get(i).isSymbol(".") && tokens.get(i + 1).is(Kind.NAME);
  }

  private void function() {
    if (at + 1 < tokens.size() && tokens.get(at + 1).isSymbol("(")) {
      at++;
      open(true);
    } else {
      group.operand(Operand.OTHER);
    }
  }

  private void open(boolean call) {
    outer.push(group);
    group = new ConditionGroup(call);
  }

  private void keyword(String word) {
    switch (word) {
      case "AND" -> group.and();
      case "OR" -> group.or();
      case "NOT" -> group.not();
      case "IN" -> group.comparison(Comparison.IN);
      case "BETWEEN" -> group.between();
      case "IS", "LIKE" -> group.comparison(Comparison.OTHER);
      default -> group.operand(Operand.OTHER);
    }
  }

  private void symbol(String symbol) {
    switch (symbol) {
      case "(" -> open(false);
      case ")" -> {
        Operand closed = group.close();
        group = outer.pop();
        group.operand(closed);
      }
      case "," -> group.element();
      case "=" -> group.comparison(Comparison.EQUAL);
      case "<>", "<", ">", "<=", ">=" -> group.comparison(Comparison.OTHER);
      default -> group.operand(Operand.OTHER);
    }
  }
}
