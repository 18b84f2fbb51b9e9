package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds a statement's tokens to those of its shape: tells keywords from names, makes one {@code ?}
 * of every value and of every list of values, and closes collections up. All that is read from a
 * statement is read from here, so a statement and its shape are read alike.
 *
 * <ul>
 *   <li>A list, bag or struct becomes {@code [?]}, <code>&lt;&lt;?&gt;&gt;</code> or {@code {?}}
 *       whatever it holds, since the keys of a map may be data; one that refers to attributes
 *       becomes {@code [attribute]}, so that {@code pk IN [pk]} does not pass for a lookup.
 *   <li>The struct that INSERT takes keeps its first level of keys: these are attribute names.
 *   <li>Names are kept only where the grammar can have one: a word that follows a value belongs to
 *       a broken literal ({@code 'O'Brien'}) and goes with it.
 *   <li>After quotes that nobody closes nothing can be trusted, and the fold ends at its first
 *       value.
 * </ul>
 */
final class Folding {
  private static final Token END = Token.folded(Kind.SYMBOL, "");

  private final String statement;
  private final List<Token> raw;
  private final boolean openQuote;
  private final List<Token> folded = new ArrayList<>();
  private boolean cut;
  private int at;
  private boolean insert;
  private boolean returning;
  private boolean ordering;

  private Folding(String statement, Lexer.Result lexed) {
    this.statement = statement;
    this.raw = lexed.tokens();
    this.openQuote = lexed.openQuote();
    this.cut = lexed.cut();
  }

  /**
   * A statement folded.
   *
   * @param tokens the tokens of its shape
   * @param cut true when the statement was seen to go on after them
   */
  record Result(List<Token> tokens, boolean cut) {}

  static Result fold(String statement) {
    Folding folding = new Folding(statement, Lexer.read(statement));
    while (folding.at < folding.raw.size() && !folding.untrusted()) {
      folding.next();
    }
    folding.dropEndOfStatement();
    return new Result(folding.folded, folding.cut);
  }

  private boolean untrusted() {
    return openQuote && (last().is(Kind.VALUE) || last().is(Kind.COLLECTION));
  }

  private void next() {
    Token token = raw.get(at);
    switch (token.kind()) {
      case WORD -> word(token);
      case NAME -> name(token.text());
      case STRING, VALUE -> value(Token.ANY_VALUE);
      case CUT -> cut(token);
      default -> symbol(token);
    }
    at++;
  }

  private void cut(Token mark) {
    folded.add(mark);
    cut = true;
  }

  private void word(Token token) {
    String upperCase = Keywords.upperCase(token.text());
    if (last().isSymbol(".")) {
      name(token.text());
    } else if (upperCase.equals("TRUE") || upperCase.equals("FALSE") || isNullValue(upperCase)) {
      value(Token.ANY_VALUE);
    } else if (Keywords.isReserved(upperCase) || isKeywordHere(upperCase)) {
      keyword(upperCase);
    } else if (peek().isSymbol("(") && Keywords.isPlainName(token.text())) {
      folded.add(Token.folded(Kind.FUNCTION, Keywords.lowerCase(token.text())));
    } else {
      name(token.text());
    }
  }

  private boolean isNullValue(String upperCase) {
    return upperCase.equals("NULL") && !last().isKeyword("IS") && !last().isKeyword("NOT");
  }

  private boolean isKeywordHere(String upperCase) {
    return switch (upperCase) {
      case "VALUE", "VALUES" -> insert && folded.size() > 2;
      case "ORDER" -> Keywords.upperCase(peek().text()).equals("BY") && peek().is(Kind.WORD);
      case "BY" -> last().isKeyword("ORDER");
      case "ASC", "DESC" -> ordering && last().isOperand();
      case "LIMIT" -> peek().is(Kind.VALUE) || peek().is(Kind.STRING);
      case "ALL", "MODIFIED", "OLD", "NEW" -> returning;
      default -> false;
    };
  }

  private void keyword(String keyword) {
    insert = folded.isEmpty() ? keyword.equals("INSERT") : insert && !keyword.startsWith("VALUE");
    returning |= keyword.equals("RETURNING");
    ordering |= keyword.equals("ORDER");
    folded.add(Token.folded(Kind.KEYWORD, keyword));
  }

  private void name(String name) {
    if (!last().is(Kind.VALUE)) {
      folded.add(Token.folded(Kind.NAME, name));
    }
  }

  /** A sign goes with its number, and a value with the value before it in a list. */
  private void value(Token value) {
    while ((last().isSymbol("-") || last().isSymbol("+")) && !beforeLast(1).isOperand()) {
      removeLast();
    }
    if (last().is(Kind.VALUE)) {
      return;
    }
    if (last().isSymbol(",") && beforeLast(1).isValue() && value.isValue()) {
      removeLast();
    } else {
      folded.add(value);
    }
  }

  private void symbol(Token token) {
    switch (token.text()) {
      case "[", "{", "<<" -> {
        if (token.text().equals("{") && isInsertedStruct()) {
          insertedStruct();
        } else {
          collection(token.text());
        }
      }
      case "]", "}", ">>" -> {}
      case "." -> {
        if (!last().is(Kind.VALUE)) {
          folded.add(token);
        }
      }
      default -> folded.add(token);
    }
  }

  private boolean isInsertedStruct() {
    return last().isKeyword("VALUE") || last().isKeyword("VALUES");
  }

  /** Stands on the opening bracket; leaves on the closing one. */
  private void collection(String opening) {
    boolean subscript = opening.equals("[") && (last().is(Kind.NAME) || last().is(Kind.SUBSCRIPT));
    String inside = skipCollection() ? "attribute" : "?";
    String text =
        switch (opening) {
          case "[" -> "[" + inside + "]";
          case "{" -> "{" + inside + "}";
          default -> "<<" + inside + ">>";
        };
    if (subscript) {
      folded.add(Token.folded(Kind.SUBSCRIPT, text));
    } else {
      value(Token.folded(Kind.COLLECTION, text));
    }
  }

  /** Goes to the bracket that closes the one it stands on; true when a name lies between. */
  private boolean skipCollection() {
    boolean names = false;
    int depth = 0;
    for (; at < raw.size(); at++) {
      Token token = raw.get(at);
      if (token.is(Kind.SYMBOL)) {
        depth += depthChange(token.text());
        if (depth == 0) {
          return names;
        }
      } else {
        names |= token.is(Kind.NAME) || (token.is(Kind.WORD) && !isLiteralWord(token.text()));
      }
    }
    cut = true;
    return names;
  }

  private static int depthChange(String symbol) {
    return switch (symbol) {
      case "[", "{", "<<" -> 1;
      case "]", "}", ">>" -> -1;
      default -> 0;
    };
  }

  private static boolean isLiteralWord(String word) {
    return switch (Keywords.upperCase(word)) {
      case "TRUE", "FALSE", "NULL", "MISSING" -> true;
      default -> false;
    };
  }

  /** Stands on the opening brace; leaves on the closing one. */
  private void insertedStruct() {
    folded.add(raw.get(at++));
    while (at < raw.size() && !raw.get(at).isSymbol("}") && !untrusted()) {
      structField();
    }
    if (at < raw.size() && !untrusted()) {
      folded.add(raw.get(at));
    } else {
      cut = true;
    }
  }

  /** One token of the struct's first level, or one whole value. */
  private void structField() {
    Token token = raw.get(at);
    String key = peek().isSymbol(":") && !last().isSymbol(":") ? keyOf(token) : null;
    if (token.is(Kind.CUT)) {
      cut(token);
    } else if (token.isSymbol(":") || token.isSymbol(",")) {
      folded.add(token);
    } else if (key != null) {
      folded.add(Token.folded(Kind.KEY, key));
    } else {
      if (token.is(Kind.SYMBOL) && depthChange(token.text()) > 0) {
        skipCollection();
      }
      structValue();
    }
    at++;
  }

  /** Redacted fields, whose names are redacted too, are as good as one. */
  private void structValue() {
    if (last().is(Kind.VALUE)) {
      return;
    }
    folded.add(Token.ANY_VALUE);
    int size = folded.size();
    boolean anonymous = size >= 7 && beforeLast(1).isSymbol(":") && beforeLast(2).is(Kind.VALUE);
    if (anonymous
        && beforeLast(3).isSymbol(",")
        && beforeLast(4).is(Kind.VALUE)
        && beforeLast(5).isSymbol(":")
        && beforeLast(6).is(Kind.VALUE)) {
      folded.subList(size - 4, size).clear();
    }
  }

  private @Nullable String keyOf(Token token) {
    if (token.is(Kind.NAME) || token.is(Kind.WORD)) {
      return token.text();
    }
    if (!token.is(Kind.STRING)) {
      return null;
    }
    String key = Lexer.unquote(statement, token.start(), token.end(), true);
    return key.contains(Lexer.REDACTED) ? null : key;
  }

  private void dropEndOfStatement() {
    while (last().isSymbol(";")) {
      removeLast();
    }
  }

  private Token peek() {
    return at + 1 < raw.size() ? raw.get(at + 1) : END;
  }

  private Token last() {
    return beforeLast(0);
  }

  private Token beforeLast(int distance) {
    int index = folded.size() - 1 - distance;
    return index < 0 ? END : folded.get(index);
  }

  private void removeLast() {
    folded.remove(folded.size() - 1);
  }
}
