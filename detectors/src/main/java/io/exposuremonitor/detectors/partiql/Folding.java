package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.List;

/**
 * Folds a statement's tokens to those of its shape: distinguishes keywords from names, and replaces
 * every value, list of values and collection by one token. All analysis works on folded tokens, so
 * a statement and its shape are analysed alike.
 *
 * <ul>
 *   <li>A list, bag or struct becomes {@code [?]}, <code>&lt;&lt;?&gt;&gt;</code> or {@code {?}}
 *       whatever it holds, since the keys of a map may be data; one that refers to attributes
 *       becomes {@code [attribute]}, so that {@code pk IN [pk]} does not pass for a lookup.
 *   <li>The struct that INSERT takes keeps its first level of keys: these are attribute names.
 *   <li>Names are kept only where the grammar allows one: a word that follows a value is dropped
 *       with it.
 *   <li>Nothing is reliable after an unclosed quote or a {@linkplain BrokenLiterals broken
 *       literal}, so the fold ends at its first value.
 * </ul>
 */
final class Folding {
  private static final Token END = Token.folded(Kind.SYMBOL, "");

  private final String statement;
  private final List<Token> raw;
  private final boolean quotesFail;
  private final FoldedTokens folded = new FoldedTokens();
  private boolean cut;
  private int at;
  private boolean insert;
  private boolean returning;
  private boolean ordering;

  private Folding(String statement, Lexer.Result lexed) {
    this.statement = statement;
    this.raw = lexed.tokens();
    this.quotesFail = lexed.openQuote() || BrokenLiterals.in(raw);
    this.cut = lexed.cut() || quotesFail;
  }

  /**
   * A folded statement.
   *
   * @param tokens the tokens of its shape
   * @param cut true when the statement continues after them
   */
  record Result(List<Token> tokens, boolean cut) {}

  static Result fold(String statement) {
    Folding folding = new Folding(statement, Lexer.read(statement));
    while (folding.at < folding.raw.size() && !folding.isUntrusted()) {
      folding.next();
    }
    folding.dropEndOfStatement();
    return new Result(folding.folded.tokens(), folding.cut);
  }

  private boolean isUntrusted() {
    return quotesFail && (last().is(Kind.VALUE) || last().is(Kind.COLLECTION));
  }

  private void next() {
    Token token = raw.get(at);
    switch (token.kind()) {
      case WORD -> word(token);
      case NAME -> folded.addName(token.text());
      case STRING, VALUE ->
          folded.addValue(token.isRedacted() ? Token.REDACTED_VALUE : Token.ANY_VALUE);
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
      folded.addName(token.text());
    } else if (upperCase.equals("TRUE") || upperCase.equals("FALSE") || isNullValue(upperCase)) {
      folded.addValue(Token.CONSTANT);
    } else if (Keywords.isReserved(upperCase) || isKeywordHere(upperCase)) {
      keyword(upperCase);
    } else if (peek().isSymbol("(") && Keywords.isPlainName(token.text())) {
      folded.add(Kind.FUNCTION, Keywords.lowerCase(token.text()));
    } else {
      folded.addName(token.text());
    }
  }

  private boolean isNullValue(String upperCase) {
    return upperCase.equals("NULL") && !last().isKeyword("IS") && !last().isKeyword("NOT");
  }

  private boolean isKeywordHere(String upperCase) {
    return switch (upperCase) {
      case "VALUE", "VALUES" -> insert && folded.tokens().size() > 2;
      case "ORDER" -> Keywords.upperCase(peek().text()).equals("BY") && peek().is(Kind.WORD);
      case "BY" -> last().isKeyword("ORDER");
      case "ASC", "DESC" -> ordering && last().isOperand();
      case "LIMIT" -> peek().is(Kind.VALUE) || peek().is(Kind.STRING);
      case "ALL", "MODIFIED", "OLD", "NEW" -> returning;
      default -> false;
    };
  }

  private void keyword(String keyword) {
    insert =
        folded.tokens().isEmpty()
            ? keyword.equals("INSERT")
            : insert && !keyword.startsWith("VALUE");
    returning |= keyword.equals("RETURNING");
    ordering |= keyword.equals("ORDER");
    folded.add(Kind.KEYWORD, keyword);
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

  /** Starts at the opening bracket and ends at the closing one. */
  private void collection(String opening) {
    boolean subscript = opening.equals("[") && (last().is(Kind.NAME) || last().is(Kind.SUBSCRIPT));
    int from = at;
    String inside = skipCollection() ? "attribute" : "?";
    boolean redacted =
        raw.subList(from, Math.min(at, raw.size())).stream().anyMatch(Token::isRedacted);
    String text =
        switch (opening) {
          case "[" -> "[" + inside + "]";
          case "{" -> "{" + inside + "}";
          default -> "<<" + inside + ">>";
        };
    if (subscript) {
      folded.add(Kind.SUBSCRIPT, text);
    } else {
      folded.addValue(Token.folded(Kind.COLLECTION, text).asRedacted(redacted));
    }
  }

  /** Moves to the matching closing bracket; true when there is a name in between. */
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

  /** Starts at the opening brace and ends at the closing one. */
  private void insertedStruct() {
    InsertedStruct struct = new InsertedStruct(statement, folded);
    folded.add(raw.get(at++));
    while (at < raw.size() && !raw.get(at).isSymbol("}") && !isUntrusted()) {
      Token token = raw.get(at);
      if (token.is(Kind.CUT)) {
        folded.add(token);
      } else {
        struct.fold(token, peek());
      }
      if (token.is(Kind.SYMBOL) && depthChange(token.text()) > 0) {
        skipCollection();
      }
      at++;
    }
    if (at < raw.size() && !isUntrusted()) {
      folded.add(raw.get(at));
    } else {
      cut = true;
    }
  }

  private void dropEndOfStatement() {
    while (last().isSymbol(";")) {
      folded.removeLast(1);
    }
  }

  private Token peek() {
    return at + 1 < raw.size() ? raw.get(at + 1) : END;
  }

  private Token last() {
    return folded.last();
  }
}
