package io.exposuremonitor.detectors.partiql;

/**
 * A piece of a statement. The text of a value is never in it.
 *
 * @param kind what it is
 * @param text the name, unquoted; the symbol or keyword; for a value the text that stands for it
 * @param start where it starts in the statement
 * @param end where it ends in the statement
 * @param redacted true for a value that CloudTrail does not print, and for a collection of such
 */
record Token(Kind kind, String text, int start, int end, boolean redacted) {
  enum Kind {
    /** An unquoted word of which only its neighbours tell whether it is a keyword or a name. */
    WORD,
    KEYWORD,
    /** A table, index, alias or attribute. */
    NAME,
    /** A function's name. */
    FUNCTION,
    /** An attribute name that a struct to be inserted gives as a string. */
    KEY,
    /** A string literal. */
    STRING,
    /** Any other literal, a parameter or a redaction; once folded, a string too. */
    VALUE,
    /** A list, bag or struct. */
    COLLECTION,
    /** An element of a path in brackets. */
    SUBSCRIPT,
    SYMBOL,
    /** Stands for the rest of a shape that was too long. */
    CUT
  }

  /** What every value is folded to. */
  static final Token ANY_VALUE = folded(Kind.VALUE, "?");

  /** The same for a value that CloudTrail does not print. */
  static final Token REDACTED_VALUE = ANY_VALUE.asRedacted(true);

  Token(Kind kind, String text, int start, int end) {
    this(kind, text, start, end, false);
  }

  /** A token of a shape, which has no place in the statement. */
  static Token folded(Kind kind, String text) {
    return new Token(kind, text, -1, -1);
  }

  Token asRedacted(boolean isRedacted) {
    return new Token(kind, text, start, end, isRedacted);
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** True for a value, and for a collection of nothing but values. */
  boolean isValue() {
    return kind == Kind.VALUE || (kind == Kind.COLLECTION && text.contains("?"));
  }

  /** True for what an operator can stand behind. */
  boolean isOperand() {
    return switch (kind) {
      case NAME, VALUE, COLLECTION, SUBSCRIPT -> true;
      case SYMBOL -> text.equals(")");
      default -> false;
    };
  }
}
