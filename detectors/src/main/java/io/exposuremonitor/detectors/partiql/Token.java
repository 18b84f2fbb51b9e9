package io.exposuremonitor.detectors.partiql;

/**
 * A token of a statement. Never contains the text of a value.
 *
 * @param kind the kind of token
 * @param text the name, unquoted; the symbol or keyword; for a value, its replacement
 * @param start start in the statement
 * @param end end in the statement
 * @param content what is known about a value; {@link Content#ANY} for all that is none
 */
record Token(Kind kind, String text, int start, int end, Content content) {
  /** What is known about a value, or about those of a collection. */
  enum Content {
    ANY,
    /** TRUE, FALSE or NULL, which no key can be. */
    CONSTANT,
    /** CloudTrail does not print it. */
    REDACTED
  }

  enum Kind {
    /** An unquoted word that is a keyword or a name depending on its neighbours. */
    WORD,
    KEYWORD,
    /** A table, index, alias or attribute. */
    NAME,
    /** A function's name. */
    FUNCTION,
    /** An attribute name written as a string in the struct of an INSERT. */
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
    /** The mark that replaces the rest of a truncated shape. */
    CUT
  }

  /** Replaces every value. */
  static final Token ANY_VALUE = folded(Kind.VALUE, "?");

  /** Replaces TRUE, FALSE and NULL. */
  static final Token CONSTANT = new Token(Kind.VALUE, "?", -1, -1, Content.CONSTANT);

  /** Replaces a value that CloudTrail doesn't print. */
  static final Token REDACTED_VALUE = ANY_VALUE.asRedacted(true);

  Token(Kind kind, String text, int start, int end) {
    this(kind, text, start, end, Content.ANY);
  }

  /** A token of a shape, without a position in the statement. */
  static Token folded(Kind kind, String text) {
    return new Token(kind, text, -1, -1);
  }

  Token asRedacted(boolean isRedacted) {
    return new Token(kind, text, start, end, isRedacted ? Content.REDACTED : Content.ANY);
  }

  boolean isRedacted() {
    return content == Content.REDACTED;
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

  /** True for a token that an operator can follow. */
  boolean isOperand() {
    return switch (kind) {
      case NAME, VALUE, COLLECTION, SUBSCRIPT -> true;
      case SYMBOL -> text.equals(")");
      default -> false;
    };
  }
}
